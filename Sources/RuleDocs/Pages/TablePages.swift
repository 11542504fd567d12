// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Tables that come, go, and change their name.
extension RulePage {
  static let tableAdded = RulePage(
    title: "A table is added",
    what: "The new schema has a table that the old one does not have.",
    why: "No running code knows the table, so nothing can break.",
    verdict: .always(.safe), phases: [.widen],
    bad: .advice(
      "Releasing code that uses the table before the deploy that creates it: its queries fail until the table is there."
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
      "Deploy 1: the store gets the table; code may use it."
    ])

  static let tableRemoved = RulePage(
    title: "A table is removed",
    what: "The old schema has a table that the new one does not have.",
    why: """
      Every query of running code on that table fails the moment it is gone, and its rows are gone with it. If it only \
      has another name now, say so with `@was`, or nothing will carry the rows over.
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
      note: "Dropped at once, every running instance that still reads `drafts` fails."),
    good: .advice(
      "Release code that no longer uses the table, wait until no older code runs, back it up, and drop it then."),
    plan: [
      "Deploy 1: code stops using the table; the store does not change.",
      "Gate: no older code runs, and a backup of its rows exists.",
      "Backfill (document): its rows are deleted.",
      "Deploy 2: the store drops the table.",
    ])

  static let tableRenamed = RulePage(
    title: "A table is renamed",
    what: "A table of the new schema says with `@was` that it used to have another name.",
    why: """
      Old code asks for the old name and new code for the new one, and during a release both run. One of them fails \
      unless the store answers to both. Where it cannot, the rows have to live in both tables for a while.
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
      note: "Without `@was` this is one table removed and another added: no row is carried over."),
    good: .edit(
      before: """
        table users { id: uuid @key, name: string }
        """,
      after: """
        table people @was(users) { id: uuid @key, name: string }
        """,
      note: """
        Or `@was(users) @table("users")`: a new name in the code, the old one in the store, and no row moves. Where the \
        database assigns the keys that is the only way, since a copy of a row would have another key.
        """),
    plan: [
      "Deploy 1: the store gets the second table; code writes both and reads the old one.",
      "Backfill: rows that the new table lacks, or has otherwise, are copied.",
      "Deploy 2: code writes both and reads the new table.",
      "Deploy 3: code uses only the new table.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill (document): the old rows are deleted.",
      "Deploy 4: the store drops the old table.",
    ])

  static let tableKeyChanged = RulePage(
    title: "The key of a table changes",
    what: "Other fields are marked `@key` than before, or the key has another type.",
    why: """
      The key is what every other row, every cached link and every running query knows a row by. Old code asks by the \
      old key and new code by the new one, so rows have to be found by both until no old code runs.
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
      note: "Each `id<teams>` anywhere changes what it holds: the report lists every holder as reference-key-changed."),
    good: .advice(
      "Add the new key as an ordinary unique field first, and let the key be. Often that is all that was wanted."),
    plan: [
      "Deploy 1: the store gets the table under its new key; code writes both and reads the old one.",
      "Backfill: every row gets its new key, and every holder of a reference follows.",
      "Deploy 2: code writes both and finds rows by the new key.",
      "Deploy 3: code uses only the new key.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill (document): the old rows are deleted.",
      "Deploy 4: the store drops the old key.",
    ])

  static let referenceKeyChanged = RulePage(
    title: "The key that a reference holds changes",
    what: "A field is an `id` of a table whose key changes, so it has to hold the new key.",
    why: """
      A reference is a copy of the other table's key. When that key changes, every stored copy points to nothing until \
      it is rewritten, and old code still writes old keys.
      """,
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten],
    hazards: [.deletesData, .scansTable, .oldReaders, .oldWriters],
    bad: .advice(
      "Rewriting the references in one statement: rows that old code writes a moment later hold the old key."),
    good: .edit(
      before: """
        table teams { slug: string @key, code: string, title: string }
        table users { team: id<teams> }
        """,
      after: """
        table teams { slug: string, code: string @key, title: string }
        table users { team: id<teams> }
        """,
      note: "`users.team` follows the key of `teams` in the same plan, through a second column."),
    plan: [
      "Deploy 1: the store gets a second column; code writes both and reads the old one.",
      "Backfill: each reference is looked up and written with its new key.",
      "Deploy 2: code writes both and reads the new one.",
      "Deploy 3: code uses only the new one.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill (document): the old column is unset.",
      "Deploy 4: the store drops the old column.",
    ])
}
