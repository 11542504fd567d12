// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Unique indexes: a promise about the rows.
extension RulePage {
  static let uniqueAdded = RulePage(
    title: "A unique index is added",
    what: "No two rows of a table may agree any more in the fields of a new unique index.",
    why: """
      Stored rows may already agree, and old code, which does not know the promise, goes on writing such rows and does \
      not expect to be refused. (On a new table or a new optional field no row can disagree with it: there it is safe. \
      So it is over a key, or where another unique index keeps rows apart already.)
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
      note: "Built at once, it fails on the first two rows with one address, or old code's next insert does."),
    good: .advice("Before you plan it, count the rows that agree: that number is your work."),
    plan: [
      "Deploy 1: code no longer writes a second row of the kind, and expects a refusal.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill: you say which of two rows wins, and what becomes of the other; the gate counts pairs down to zero.",
      "Deploy 2: the store enforces it.",
    ])

  static let uniqueChanged = RulePage(
    title: "A unique index changes",
    what: "A unique index has the same name and other fields.",
    why: """
      The new promise may be broken by stored rows and by what old code writes, exactly as when a unique index is added; \
      and old code still counts on the old one.
      """,
    verdict: .always(.breaking), phases: [.backfill, .tighten],
    hazards: [.deletesData, .indexBuild, .scansTable, .oldWriters, .oldReaders, .slowerQueries],
    bad: .edit(
      before: """
        table users { team: string, email: string, unique by_email (team, email) }
        """,
      after: """
        table users { team: string, email: string, unique by_email (email) }
        """,
      note: "One address in two teams was allowed, and is refused now."),
    good: .advice("A new name for the new index makes plain which one an upsert means."),
    plan: [
      "Deploy 1: code respects the new promise, and no longer relies on the old.",
      "Gate: no older code runs, and a backup exists.",
      "Backfill: rows that break the new promise are mended; the gate counts pairs down to zero.",
      "Deploy 2: the store enforces the new index and drops the old.",
    ])

  static let uniqueRemoved = RulePage(
    title: "A unique index is removed",
    what: "Rows may now agree in fields in which they could not.",
    why: """
      Every stored row stays valid, and so is what old code writes. But old code still counts on the promise: an upsert \
      that names the index fails when it is gone, and a lookup that expected one row may find two.
      """,
    verdict: .always(.safe), phases: [.widen], hazards: [.oldWriters, .oldReaders, .slowerQueries],
    bad: .advice(
      "Dropping it while old code still upserts by it: `ON CONFLICT` fails once its index is gone. Release code that no "
        + "longer does so first, and remove the index in the next change."),
    good: .edit(
      before: """
        table users { email: string, unique by_email (email) }
        """,
      after: """
        table users { email: string }
        """,
      note: "If lookups still need it, keep it as `index by_email (email)`."),
    plan: [
      "Deploy 1: the store drops the index; code no longer counts on the promise."
    ])
}
