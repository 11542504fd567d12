// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Unique indexes, which restrict the rows.
extension RulePage {
  static let uniqueAdded = RulePage(
    title: "A unique index is added",
    what: "A table has a new unique index: two rows may no longer have equal values in its fields.",
    why: """
      Stored rows may contain duplicates. Old code does not know the constraint: it may write more duplicates, and \
      does not expect that the database rejects them. (The change is safe on a new table or a new optional field, \
      where no row can violate the index, over a key, and where another unique index already prevents duplicates.) \
      If the database would fill all its fields with one default, no plan can end, and the change is refused.
      """,
    verdict: .depends("breaking; safe on a new table or a new optional field, and over a key"),
    phases: [.backfill, .tighten],
    hazards: [.deletesData, .indexBuild, .scansTable, .oldWriters],
    bad: .edit(
      before: """
        table users { email: string }
        """,
      after: """
        table users { email: string, unique by_email (email) }
        """,
      note: "If it is built at once, it fails on two rows with one address, or an insert of old code fails."),
    good: .advice("Count the duplicates before you plan the index: these are the rows that the backfill must change."),
    plan: [
      "Deploy 1: code no longer writes duplicates, and handles a rejected write.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill: your function changes or deletes one row of each pair; the gate counts duplicates down to zero.",
      "Deploy 2: the database enforces it.",
    ])

  static let uniqueChanged = RulePage(
    title: "A unique index changes",
    what: "A unique index with the same name has other fields.",
    why: """
      Stored rows and rows that old code writes may violate the new constraint, as for an added unique index; and old \
      code still relies on the old constraint. (The change is safe where the new index has all fields of the old one, or \
      where a key or another unique index already prevents duplicates.)
      """,
    verdict: .depends("breaking; safe if the new index has all fields of the old one"), phases: [.backfill, .tighten],
    hazards: [.deletesData, .indexBuild, .scansTable, .oldWriters, .oldReaders, .slowerQueries],
    bad: .edit(
      before: """
        table users { team: string, email: string, unique by_email (team, email) }
        """,
      after: """
        table users { team: string, email: string, unique by_email (email) }
        """,
      note: "One address in two teams was allowed, and is now rejected."),
    good: .advice("Give the new index a new name, which shows the index that an upsert uses."),
    plan: [
      "Deploy 1: code respects the new constraint, and no longer relies on the old one.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill: rows that violate the new constraint are changed; the gate counts duplicates down to zero.",
      "Deploy 2: the database enforces the new index and drops the old.",
    ])

  static let uniqueRemoved = RulePage(
    title: "A unique index is removed",
    what: "Two rows may now have equal values in the fields of a removed unique index.",
    why: """
      Every stored row stays valid, and so does every row that old code writes. But old code relies on the constraint: \
      an upsert that names the index fails after it is dropped, and a lookup that expects one row may find two.
      """,
    verdict: .always(.safe), phases: [.widen], hazards: [.oldWriters, .oldReaders, .slowerQueries],
    bad: .advice(
      "Dropping it while old code still upserts by it: `ON CONFLICT` fails without its index. First release code that no "
        + "longer does so, then remove the index in the next change."),
    good: .edit(
      before: """
        table users { email: string, unique by_email (email) }
        """,
      after: """
        table users { email: string }
        """,
      note: "If lookups still need an index, keep it as `index by_email (email)`."),
    plan: [
      "Deploy 1: the database drops the index; code no longer relies on the constraint."
    ])
}
