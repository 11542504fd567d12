// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Defaults of fields.
extension RulePage {
  static let defaultAdded = RulePage(
    title: "A default is added",
    what: "A field that had no default has one now.",
    why: "Stored rows do not change. Old code still gives a value of its own, whatever the default says.",
    verdict: .always(.safe), phases: [.widen], hazards: [.oldWriters, .rewritesTable],
    bad: .advice("Expecting old rows to change: a default is for rows to come. To change old ones, write a backfill."),
    good: .edit(
      before: """
        target sqlite
        table users { role: string }
        """,
      after: """
        target sqlite
        table users { role: string = "member" }
        """,
      note: "New code may leave the field out of its inserts once the default is there."),
    plan: [
      "Deploy 1: the store gets the default; code may rely on it."
    ])

  static let defaultChanged = RulePage(
    title: "A default changes",
    what: "A field has another default than before.",
    why: "Stored rows do not change. Until the release is through, old code may still write the old default itself.",
    verdict: .always(.safe), phases: [.widen], hazards: [.oldWriters, .rewritesTable],
    bad: .advice("Reading the default as a fact about old rows: they keep the value that they were given."),
    good: .edit(
      before: """
        target sqlite
        table users { theme: string = "light" }
        """,
      after: """
        target sqlite
        table users { theme: string = "system" }
        """,
      note: "Rows inserted from now on get \"system\"; the others stay as they are."),
    plan: [
      "Deploy 1: the store has the new default."
    ])

  static let defaultRemoved = RulePage(
    title: "A default is removed",
    what: "A field that had a default has none any more.",
    why: """
      Old code may leave the field out of its inserts and count on the database to fill it in; without the default such \
      an insert is refused. A document store never filled anything in, so there nothing changes.
      """,
    verdict: .depends("breaking on SQL targets, safe on document"), phases: [.tighten],
    hazards: [.oldWriters, .rewritesTable],
    bad: .edit(
      before: """
        target sqlite
        table users { role: string = "member" }
        """,
      after: """
        target sqlite
        table users { role: string }
        """,
      note: "Removed at once, inserts of old code that leave `role` out are refused."),
    good: .advice("Give the value in every insert first, release that everywhere, and remove the default then."),
    plan: [
      "Deploy 1: code gives the value in every insert.",
      "Gate: no older code runs.",
      "Deploy 2: the store forgets the default.",
    ])
}
