// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Tables that are added, removed or renamed, or get another key.
extension RulePage {
  static let tableAdded = RulePage(
    title: "A table is added",
    what: "The new schema has a table that the old schema does not have.",
    why: "No running code uses the table, so nothing can break.",
    verdict: .always(.safe), phases: [.widen],
    bad: .advice(
      "Releasing code that uses the table before the deploy that creates it: its queries fail until the table exists."
    ),
    good: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table users { name: string }
        table teams { title: string }
        """,
      note: "One deploy: the schema first, then the code."),
    plan: [
      "Deploy 1: the database gets the table; code may use it."
    ])

  static let tableRemoved = RulePage(
    title: "A table is removed",
    what: "The old schema has a table that the new schema does not have.",
    why: """
      When the table is dropped, every query of running code on it fails, and its rows are deleted. If the table is \
      only renamed, declare the previous name with `@was`; otherwise its rows are not copied.
      """,
    verdict: .always(.breaking), phases: [.tighten], hazards: [.deletesData],
    bad: .edit(
      before: """
        table users { name: string }
        table drafts { text: string }
        """,
      after: """
        table users { name: string }
        """,
      note: "If it is dropped at once, every running instance that still reads `drafts` fails."),
    good: .advice(
      "Release code that no longer uses the table, wait until no older code runs, back the table up, then drop it."),
    plan: [
      "Deploy 1: code stops using the table; the database does not change.",
      "Gate: no older code runs, and a backup of its rows exists.",
      "Backfill (document): its rows are deleted.",
      "Deploy 2: the database drops the table.",
    ])

  static let tableRenamed = RulePage(
    title: "A table is renamed",
    what: "A table of the new schema has `@was` with its previous name.",
    why: """
      Old code uses the old name and new code uses the new one, and during a release both run. One of them fails \
      unless the database has both names. So the rows are in two tables until no old code runs.
      """,
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten],
    hazards: [.deletesData, .rewritesTable, .oldReaders, .oldWriters],
    bad: .edit(
      before: """
        table users { name: string }
        """,
      after: """
        table people { name: string }
        """,
      note: "Without `@was` this removes one table and adds another: no row is copied."),
    good: .edit(
      before: """
        table users { id: uuid @key, name: string }
        """,
      after: """
        table people @was(users) { id: uuid @key, name: string }
        """,
      note: """
        Or use `@was(users) @table("users")`: the code has a new name, the database keeps the old one, and no row \
        moves. If the database assigns the keys, this is the only option, because a copy of a row would have another \
        key.
        """),
    plan: [
      "Deploy 1: the database gets the second table; code writes both and reads the old one.",
      "Backfill: rows that are missing or different in the new table are copied.",
      "Deploy 2: code writes both and reads the new table.",
      "Deploy 3: code uses only the new table.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill (document): the old rows are deleted.",
      "Deploy 4: the database drops the old table.",
    ])

  static let tableKeyChanged = RulePage(
    title: "The key of a table changes",
    what: "Other fields are marked `@key`, or the key has another type.",
    why: """
      References, cached links and running queries identify a row by its key. Old code uses the old key and new code \
      uses the new one, so both must find a row until no old code runs.
      """,
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten],
    hazards: [.deletesData, .rewritesTable, .oldReaders, .oldWriters],
    bad: .edit(
      before: """
        table teams { slug: string @key, code: string, title: string }
        """,
      after: """
        table teams { slug: string, code: string @key, title: string }
        """,
      note: "The value of every `id<teams>` changes: the report lists each such field as reference-key-changed."),
    good: .advice(
      "Add the new key as an ordinary unique field first, and keep the old key. Often this is sufficient."),
    plan: [
      "Deploy 1: the database gets the table under its new key; code writes both and reads the old one.",
      "Backfill: every row gets its new key, and every reference is converted.",
      "Deploy 2: code writes both and finds rows by the new key.",
      "Deploy 3: code uses only the new key.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill (document): the old rows are deleted.",
      "Deploy 4: the database drops the old key.",
    ])

  static let referenceKeyChanged = RulePage(
    title: "The key that a reference holds changes",
    what: "A field is an `id` of a table whose key changes, so it must hold the new key.",
    why: """
      A reference is a copy of the other table's key. When that key changes, every stored copy is invalid until it is \
      rewritten, and old code still writes old keys.
      """,
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten],
    hazards: [.deletesData, .scansTable, .oldReaders, .oldWriters],
    bad: .advice(
      "Rewriting the references in one statement: rows that old code writes afterwards hold the old key."),
    good: .edit(
      before: """
        table teams { slug: string @key, code: string, title: string }
        table users { team: id<teams> }
        """,
      after: """
        table teams { slug: string, code: string @key, title: string }
        table users { team: id<teams> }
        """,
      note: "`users.team` gets the new key of `teams` in the same plan, through a second column."),
    plan: [
      "Deploy 1: the database gets a second column; code writes both and reads the old one.",
      "Backfill: each reference is looked up and written with its new key.",
      "Deploy 2: code writes both and reads the new one.",
      "Deploy 3: code uses only the new one.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill (document): the old column is unset.",
      "Deploy 4: the database drops the old column.",
    ])
}
