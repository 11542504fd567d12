// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Fields whose values move to another column, or are computed from other fields.
extension RulePage {
  static let fieldRenamed = RulePage(
    title: "A field is renamed",
    what: "A field has `@was` with its previous name.",
    why: """
      Old code reads and writes the old column while new code uses the new one. A common mistake is to read the new \
      column and to fall back to the old one: old code updates the old column, and the new one is stale.
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
      note: "Without `@was` this removes one field and adds another: the names are deleted."),
    good: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { fullName: string @was(name) }
        """,
      note: """
        First consider `fullName: string @column("name")`: a new name in the code, the same column, and nothing moves. \
        With `@was` the values move to a new column.
        """
    ),
    plan: [
      "On `document`, code keeps both columns in sync, with four deploys and three code releases:",
      "Deploy 1: the database gets the new column; code writes both and reads the old one.",
      "Gate: no older code runs.",
      "Backfill: the old column is copied to the new one in every row where they differ.",
      "Deploy 2: the database requires the new column; code writes both and reads the new one.",
      "Gate: no older code runs.",
      "Deploy 3: the database no longer requires the old column; code uses only the new one.",
      "Gate: no older code runs, and a backup of the old column exists.",
      "Backfill (document): the old column is unset.",
      "Deploy 4: the database drops the old column.",
      """
      On SQL targets triggers keep both columns in sync, so three deploys and one code release suffice: deploy 1 adds \
      the column and the triggers, deploy 2 releases code that uses only the new column, deploy 3 drops the old one.
      """,
      """
      SQL, the gates: every row is copied before deploy 2, because its code reads only the new column; no older code \
      runs before deploy 3, because it uses the old column.
      """,
      """
      Every deploy that drops a column has a backup gate, also this one, although the new column has the same values: \
      the step is confirmed in production, and the old values stay readable until `migrate forget`.
      """,
    ])

  static let fieldDerived = RulePage(
    title: "A field is computed from others",
    what: "A new field has `@from` with the fields of the old schema that its value is computed from.",
    why: """
      Stored rows have no value for it yet, and old code changes the source fields without updating it. Until no old \
      code runs, only the sources are up to date.
      """,
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten],
    hazards: [.deletesData, .losesPrecision, .scansTable],
    bad: .advice(
      "Filling only rows without a value: a row that old code changes afterwards keeps the value that was computed from "
        + "its previous sources."),
    good: .edit(
      before: """
        table users { first: string, last: string }
        """,
      after: """
        table users { first: string, last: string, fullName: string @from(first, last) }
        """,
      note: "You write the function; the plan keeps the field up to date while old code still runs."),
    plan: [
      "Deploy 1: the database gets the field, optional; code computes and writes it, and still reads the sources.",
      "Gate: no older code runs.",
      "Backfill: the field is computed in every row where it differs from the result for the sources.",
      "Deploy 2: the database requires it; code reads it.",
      "Sources that the same plan removes are dropped last, after a backup, like the old column of a renamed field.",
    ])

  static let fieldStorageChanged = RulePage(
    title: "A field is stored in another way",
    what: """
      The field has the same values, or more, but the target must store them in another column: a new `@column`, \
      another `@stored` form, or a type that the old column cannot hold (`int` to `int | string` on PostgreSQL).
      """,
    why:
      "Old code reads and writes the old column while new code uses the new one, as for a renamed field.",
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten],
    hazards: [.deletesData, .rewritesTable, .scansTable, .oldReaders],
    bad: .advice(
      "Changing the type of the column in place: it locks the table, and old code cannot read the new form."),
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
      "Deploy 1: the database gets the second column; code writes both and reads the old one.",
      "Gate: no older code runs.",
      "Backfill: the old column is copied to the new one in every row where they differ.",
      "Deploy 2: code writes both and reads the new column.",
      "Deploy 3: code uses only the new column.",
      "Gate: no older code runs, and a backup of the old column exists.",
      "Backfill (document): the old column is unset.",
      "Deploy 4: the database drops the old column.",
      "If triggers can keep both columns in sync, one code release is enough.",
    ])
}
