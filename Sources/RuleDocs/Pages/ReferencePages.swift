// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// References between tables, and what holds for the whole schema.
extension RulePage {
  static let referenceActionChanged = RulePage(
    title: "What a deletion does to references changes",
    what: "A reference has another `@onDelete` than before.",
    why: """
      Towards `restrict`, deletions that old code makes are refused; towards `cascade`, they delete rows that old code \
      expects to stay. Towards `setNull`, or away from all of them, nothing that was allowed is refused or lost.
      """,
    verdict: .depends("breaking towards restrict or cascade, otherwise safe"), phases: [.widen],
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
      note: "Old code deletes a team and expects to be stopped: now its users are gone."),
    good: .advice("Release code that does the deletion itself and is right either way, and change the action then."),
    plan: [
      "Deploy 1: code is right with the old action and with the new one.",
      "Gate: no older code runs.",
      "Deploy 2: the store takes the new action.",
    ])

  static let targetChanged = RulePage(
    title: "The target changes",
    what: "The schema names another kind of database than before.",
    why: """
      Another database is another place: no sequence of schema revisions in one store brings its rows to another. \
      Bellows makes no plan for it.
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
      note: "Refused, with an error at the `target` line."),
    good: .advice(
      "Start anew with the same tables and the other target in a second folder (`bellows init`), and move the rows with "
        + "that database's own tools."),
    plan: ["None: `bellows plan` stops with an error."])
}
