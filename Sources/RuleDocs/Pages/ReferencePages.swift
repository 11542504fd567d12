// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// References between tables, and rules about the whole schema.
extension RulePage {
  static let referenceActionChanged = RulePage(
    title: "The delete action of a reference changes",
    what: "A reference has another `@onDelete`.",
    why: """
      With a new `restrict`, the database rejects deletions of old code; with a new `cascade`, they delete rows that \
      old code expects to stay. With a new `setNull`, or without an action, every deletion is still allowed, and no \
      more rows are deleted.
      """,
    verdict: .depends("breaking if the new action is restrict or cascade, otherwise safe"), phases: [.widen],
    hazards: [.deletesData, .oldWriters, .oldReaders, .rewritesTable, .scansTable],
    bad: .edit(
      before: """
        target sqlite
        table teams { title: string }
        table users { team: id<teams> @onDelete(restrict) }
        """,
      after: """
        target sqlite
        table teams { title: string }
        table users { team: id<teams> @onDelete(cascade) }
        """,
      note: "Old code deletes a team and expects an error if it has users; now its users are deleted."),
    good: .advice(
      "Release code that deletes the rows itself and is correct with both actions, then change the action."),
    plan: [
      "Deploy 1: code is correct with the old action and with the new one.",
      "Gate: no older code runs.",
      "Deploy 2: the database gets the new action.",
    ])

  static let targetChanged = RulePage(
    title: "The target changes",
    what: "The schema names another kind of database.",
    why: """
      No sequence of schema revisions in one database moves its rows to another database. Bellows makes no plan for \
      this.
      """,
    verdict: .refused, phases: [],
    bad: .edit(
      before: """
        target sqlite
        table users { name: string }
        """,
      after: """
        target postgresql
        table users { name: string }
        """,
      note: "Rejected, with an error at the `target` line."),
    good: .advice(
      "Create a schema with the same tables and the other target in a second folder (`bellows init`), and move the rows "
        + "with that database's own tools."),
    plan: ["None: `bellows plan` reports an error."])
}
