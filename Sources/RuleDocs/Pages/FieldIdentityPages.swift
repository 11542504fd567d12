// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Fields that keep their meaning in another column, or take it from others.
extension RulePage {
  static let fieldRenamed = RulePage(
    title: "A field is renamed",
    what: "A field says with `@was` that it used to have another name.",
    why: """
      Old code reads and writes the old column while new code uses the new one. Reading the new column and falling back \
      to the old is the classic mistake: old code updates the old column, and the new one is stale.
      """,
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten],
    hazards: [.deletesData, .rewritesTable],
    bad: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { fullName: string }
        """,
      note: "Without `@was` this is one field removed and another added: the names are lost."),
    good: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { fullName: string @was(name) }
        """,
      note: "Or `@column(\"name\")` in place of `@was`: a new name in the code, the old column, and nothing moves."),
    plan: [
      "Deploy 1: the store gets the new column; code writes both and reads the old one.",
      "Gate: no older code runs.",
      "Backfill: the new column is copied wherever it differs from the old one.",
      "Deploy 2: the store demands the new column; code writes both and reads the new one.",
      "Gate: no older code runs.",
      "Deploy 3: the store no longer demands the old column; code uses only the new one.",
      "Gate: no older code runs, and a backup of the old column exists.",
      "Backfill (document): the old column is unset.",
      "Deploy 4: the store drops the old column.",
      "SQL targets keep both columns in step by triggers: one code release instead of three.",
    ])

  static let fieldDerived = RulePage(
    title: "A field is computed from others",
    what: "A new field says with `@from` which fields of the old schema its value is computed from.",
    why: """
      Stored rows do not have it yet, and old code changes the fields it is computed from without bringing it up to \
      date: until no old code runs, only the sources can be trusted.
      """,
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten],
    hazards: [.deletesData, .losesPrecision, .scansTable],
    bad: .advice(
      "Filling only the rows that have no value yet: a row that old code changed afterwards keeps the value computed "
        + "from what it held before."),
    good: .edit(
      before: """
        table users { first: string, last: string }
        """,
      after: """
        table users { first: string, last: string, fullName: string @from(first, last) }
        """,
      note: "You write the function; Bellows keeps the field true while old code still runs."),
    plan: [
      "Deploy 1: the store gets the field, optional; code writes it as computed, and still reads the sources.",
      "Gate: no older code runs.",
      "Backfill: it is computed wherever it differs from what the sources give.",
      "Deploy 2: the store demands it; code reads it.",
      "Sources that go away in the same step go last, after a backup, as a renamed field's old column does.",
    ])

  static let fieldStorageChanged = RulePage(
    title: "A field is stored in another way",
    what: """
      The field's values are the same, or more, but the target has to keep them in another column: a new `@column`, \
      another `@stored` form, or a type for which the old column will not do (`int` to `int | string` on PostgreSQL).
      """,
    why:
      "Old code reads and writes the old column while new code uses the new one, exactly as when a field is renamed.",
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten],
    hazards: [.deletesData, .rewritesTable, .scansTable, .oldReaders],
    bad: .advice("Changing the type of the column in place: it locks the table, and old code fails on the new form."),
    good: .edit(
      before: """
        target postgresql
        table users { name: string, code: int }
        """,
      after: """
        target postgresql
        table users { name: string, code: int @column("member_code") }
        """,
      note: "The field keeps its name in the schema and in Swift; its values move to another column."),
    plan: [
      "Deploy 1: the store gets the second column; code writes both and reads the old one.",
      "Gate: no older code runs.",
      "Backfill: the new column is filled wherever it differs from the old one.",
      "Deploy 2: code writes both and reads the new column.",
      "Deploy 3: code uses only the new column.",
      "Gate: no older code runs, and a backup of the old column exists.",
      "Backfill (document): the old column is unset.",
      "Deploy 4: the store drops the old column.",
      "Where triggers can keep both columns in step, one code release is enough.",
    ])
}
