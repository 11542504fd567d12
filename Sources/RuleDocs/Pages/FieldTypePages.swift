// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Fields that hold other values than before.
extension RulePage {
  static let fieldMadeOptional = RulePage(
    title: "A field is made optional",
    what: "A field that every row had a value for may now be without one.",
    why: """
      Every stored row is still valid, and so is what old code writes. But old code cannot read a row without a value: \
      all code must be able to before any code writes one.
      """,
    verdict: .always(.safe), phases: [.widen], hazards: [.oldReaders, .rewritesTable],
    bad: .advice(
      "Writing rows without a value in the same release that learns to read them: old code meets them first."),
    good: .edit(
      before: """
        table users { email: string }
        """,
      after: """
        table users { email: string? }
        """,
      note: "Two releases: the first reads rows without a value, the second may write them."),
    plan: [
      "Deploy 1: the store accepts rows without a value; code reads them, and does not write them yet.",
      "Gate: no older code runs.",
      "Deploy 2: code may write them.",
    ])

  static let fieldMadeRequired = RulePage(
    title: "A field is made required",
    what: "A field that could be without a value must now have one in every row.",
    why: "Stored rows may be without a value, and old code goes on writing such rows until the last instance is gone.",
    verdict: .always(.breaking), phases: [.backfill, .tighten], hazards: [.scansTable, .rewritesTable],
    bad: .edit(
      before: """
        table users { email: string? }
        """,
      after: """
        table users { email: string }
        """,
      note: "Enforced at once, it fails on the first row without a value, or old code's next insert does."),
    good: .advice("Leave it optional unless code really cannot do without: optional for ever is a fine answer."),
    plan: [
      "Deploy 1: code always writes a value, and still reads rows without one.",
      "Gate: no older code runs.",
      "Backfill: rows without a value get one.",
      "Deploy 2: the store demands it; code counts on it.",
    ])

  static let fieldWidened = RulePage(
    title: "A field accepts more values",
    what: "Every value of the old type is a value of the new one, and there are new ones.",
    why: """
      Every stored row is still valid, and so is what old code writes. But old code cannot read a new value: all code \
      must be able to before any code writes one. Code that rewrites a nested object hands back what it does not know.
      """,
    verdict: .always(.safe), phases: [.widen], hazards: [.oldReaders, .rewritesTable],
    bad: .advice("Writing the new values in the same release that learns to read them: old code meets them first."),
    good: .edit(
      before: """
        table users { role: "member" | "admin" }
        """,
      after: """
        table users { role: "member" | "admin" | "guest" }
        """,
      note: "Two releases: the first reads \"guest\", the second may write it."),
    plan: [
      "Deploy 1: the store accepts the new values; code reads them, and writes only old ones.",
      "Gate: no older code runs.",
      "Deploy 2: code may write the new values.",
    ])

  static let fieldNarrowed = RulePage(
    title: "A field accepts fewer values",
    what: "Every value of the new type is a value of the old one, and some old ones are refused now.",
    why: """
      Stored rows may hold a value that is refused now, and old code goes on writing such values. The witness in the \
      report is one of them.
      """,
    verdict: .always(.breaking), phases: [.backfill, .tighten],
    hazards: [.deletesData, .losesPrecision, .scansTable, .rewritesTable],
    bad: .edit(
      before: """
        table users { role: "member" | "admin" | "guest" }
        """,
      after: """
        table users { role: "member" | "admin" }
        """,
      note: "A row whose role is \"guest\" does not fit, and nobody said what becomes of it."),
    good: .edit(
      before: """
        table users { role: "member" | "admin" | "guest" }
        """,
      after: """
        table users { role: ("member" @was("guest") | "admin") }
        """,
      note: "Now the backfill is known: \"guest\" becomes \"member\". Otherwise you write it, as a function."),
    plan: [
      "Deploy 1: code writes only values of the new type, and still reads the old ones.",
      "Gate: no older code runs; a backup exists where the backfill cannot be undone.",
      "Backfill: every value that the new type refuses is replaced.",
      "Deploy 2: the store accepts only the new type; code counts on it.",
    ])

  static let fieldConverted = RulePage(
    title: "A field changes its type",
    what: "Neither type contains the other: some old values are refused, and some new ones were refused before.",
    why: """
      Stored rows hold old values, old code writes them, and old code cannot read the new ones. So both have to be \
      readable everywhere before anybody writes the new.
      """,
    verdict: .always(.breaking), phases: [.widen, .backfill, .tighten],
    hazards: [.deletesData, .losesPrecision, .oldReaders, .scansTable, .rewritesTable],
    bad: .edit(
      before: """
        table users { year: string }
        """,
      after: """
        table users { year: int }
        """,
      note: "Not every string is a number, so you say what becomes of \"unknown\"."),
    good: .advice(
      "A second field with `@from(year)`, and the old one removed later, says the same and leaves you the time to look."
    ),
    plan: [
      "Deploy 1: the store accepts old and new values; code reads both and writes the old.",
      "Gate: no older code runs.",
      "Deploy 2: code reads both and writes the new.",
      "Gate: no older code runs; a backup exists where the backfill cannot be undone.",
      "Backfill: old values are converted.",
      "Deploy 3: the store accepts only the new type; code counts on it.",
      "Where old and new cannot be told apart in one column, a second column takes the new values, as in a rename.",
    ])
}
