// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Defaults of fields.
extension RulePage {
  static let defaultAdded = RulePage(
    title: "A default is added",
    what: "A field without a default gets one.",
    why: "Stored rows do not change. Old code still writes a value of its own and does not use the default.",
    verdict: .always(.safe), phases: [.widen], hazards: [.oldWriters, .rewritesTable],
    bad: .advice(
      "Expecting stored rows to change: a default applies only to new rows. A backfill changes stored rows."),
    good: .edit(
      before: """
        target sqlite
        table users { role: string }
        """,
      after: """
        target sqlite
        table users { role: string = "member" }
        """,
      note: "New code may omit the field in inserts after the deploy that adds the default."),
    plan: [
      "Deploy 1: the database gets the default; code may rely on it."
    ])

  static let defaultChanged = RulePage(
    title: "A default changes",
    what: "The default of a field is different.",
    why: "Stored rows do not change. Until the release is complete, old code may still write the old default itself.",
    verdict: .always(.safe), phases: [.widen], hazards: [.oldWriters, .rewritesTable],
    bad: .advice("Assuming the new default in old rows: they keep their values."),
    good: .edit(
      before: """
        target sqlite
        table users { theme: string = "light" }
        """,
      after: """
        target sqlite
        table users { theme: string = "system" }
        """,
      note: "New rows get \"system\"; stored rows do not change."),
    plan: [
      "Deploy 1: the database has the new default."
    ])

  static let defaultRemoved = RulePage(
    title: "A default is removed",
    what: "A field with a default no longer has one.",
    why: """
      Old code may omit the field in inserts and rely on the database to fill it in; without the default such an \
      insert is rejected. A document database does not fill in defaults, so nothing changes there.
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
      note: "If the default is removed at once, inserts of old code without `role` are rejected."),
    good: .advice("First release code that writes the value in every insert, then remove the default."),
    plan: [
      "Deploy 1: code writes the value in every insert.",
      "Gate: no older code runs.",
      "Deploy 2: the database drops the default.",
    ])
}
