// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Fields whose types change.
extension RulePage {
  static let fieldMadeOptional = RulePage(
    title: "A field is made optional",
    what: "A field that had a value in every row may now be without one.",
    why: """
      Every stored row is still valid, and so is every row that old code writes. But old code cannot read a row \
      without a value, so all code must read such rows before any code writes one.
      """,
    verdict: .always(.safe), phases: [.widen], hazards: [.oldReaders, .rewritesTable],
    bad: .advice(
      "Writing rows without a value in the same release that begins to read them: old code may then read one."),
    good: .edit(
      before: """
        table users { email: string }
        """,
      after: """
        table users { email: string? }
        """,
      note: "Two releases: the first reads rows without a value, the second may write them."),
    plan: [
      "Deploy 1: the database accepts rows without a value; code reads them, and does not write them yet.",
      "Gate: no older code runs.",
      "Deploy 2: code may write them.",
    ])

  static let fieldMadeRequired = RulePage(
    title: "A field is made required",
    what: "A field that could be without a value must now have one in every row.",
    why: "Stored rows may be without a value, and old code writes such rows until its last instance stops.",
    verdict: .always(.breaking), phases: [.backfill, .tighten], hazards: [.scansTable, .rewritesTable],
    bad: .edit(
      before: """
        table users { email: string? }
        """,
      after: """
        table users { email: string }
        """,
      note: "If it is required at once, the change fails on a row without a value, or an insert of old code fails."),
    good: .advice("Leave the field optional unless code needs a value in every row."),
    plan: [
      "Deploy 1: code always writes a value, and still reads rows without one.",
      "Gate: no older code runs.",
      "Backfill: rows without a value get one.",
      "Deploy 2: the database requires it; code relies on it.",
    ])

  static let fieldWidened = RulePage(
    title: "A field accepts more values",
    what: "The new type has every value of the old type, and more.",
    why: """
      Every stored row is still valid, and so is every row that old code writes. But old code cannot read a new value, \
      so all code must read the new values before any code writes one. Code that rewrites a nested object writes back \
      the members that it does not know.
      """,
    verdict: .always(.safe), phases: [.widen], hazards: [.oldReaders, .rewritesTable],
    bad: .advice("Writing new values in the same release that begins to read them: old code may then read one."),
    good: .edit(
      before: """
        table users { role: "member" | "admin" }
        """,
      after: """
        table users { role: "member" | "admin" | "guest" }
        """,
      note: "Two releases: the first reads \"guest\", the second may write it."),
    plan: [
      "Deploy 1: the database accepts the new values; code reads them, and writes only old ones.",
      "Gate: no older code runs.",
      "Deploy 2: code may write the new values.",
    ])

  static let fieldNarrowed = RulePage(
    title: "A field accepts fewer values",
    what: "The new type has only values of the old type, and rejects some of them.",
    why: """
      Stored rows may hold a value that the new type rejects, and old code still writes such values. The \
      counterexample in the report is one of them.
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
      note: "A row with the role \"guest\" is invalid, and the schema does not declare its new value."),
    good: .edit(
      before: """
        table users { role: "member" | "admin" | "guest" }
        """,
      after: """
        table users { role: ("member" @was("guest") | "admin") }
        """,
      note: "The backfill is now known: \"guest\" becomes \"member\". Without `@was` you write the function."),
    plan: [
      "Deploy 1: code writes only values of the new type, and still reads the old ones.",
      "Gate: no older code runs; a backup exists if the backfill has no inverse.",
      "Backfill: every value that the new type rejects is replaced.",
      "Deploy 2: the database accepts only the new type; code relies on it.",
    ])

  static let fieldConverted = RulePage(
    title: "A field changes its type",
    what: "Neither type contains the other: some old values are rejected, and some new values were rejected before.",
    why: """
      Stored rows hold old values, old code writes them, and old code cannot read new ones. So all code must read both \
      before any code writes new values.
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
      note: "Not every string is a number: you write the function that converts \"unknown\"."),
    good: .advice(
      "Add a second field with `@from(year)` and remove the old one later: both stay available to compare the values."
    ),
    plan: [
      "Deploy 1: the database accepts old and new values; code reads both and writes the old.",
      "Gate: no older code runs.",
      "Deploy 2: code reads both and writes the new.",
      "Gate: no older code runs; a backup exists if the backfill has no inverse.",
      "Backfill: old values are converted.",
      "Deploy 3: the database accepts only the new type; code relies on it.",
      "If old and new values cannot be distinguished in one column, a second column takes the new values, as for a rename.",
    ])
}
