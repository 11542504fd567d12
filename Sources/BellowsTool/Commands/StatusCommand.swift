// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SwiftEmitter

/// `bellows status`: the plans under way, and what is next for each.
func status() throws(Failure) {
  let workspace = try Workspace()
  let underWay = try workspace.underWay()
  if workspace.current.convex != nil { return try output(convexStatus(workspace, underWay)) }
  var rows: [StatusRow] = []
  for plan in underWay where !plan.stage.isLast {
    let attested = try PlanFolder(plan.name).attestations(of: plan.stage.deploy).map {
      "\($0.environment)/\($0.database)"
    }
    rows.append(
      StatusRow(
        plan: plan, attested: attested.sorted(), next: plan.plan.commits.first { $0 > plan.stage.deploy },
        missing: try workspace.productionWithout(plan.name, plan.stage.deploy),
        isShared: try workspace.isShared(plan.name, base: nil)))
  }
  try output(statusText(rows, finished: workspace.plans.count { $0.stage.isLast }, retired: workspace.retired.count))
}

/// A plan under way, for `bellows status`.
struct StatusRow {
  var plan: PlanUnderWay
  /// The databases that attested its deploy.
  var attested: [String]
  /// The deploy of its next commit.
  var next: Int?
  /// The databases of `Migrations/production` that have not attested its deploy.
  var missing: [String]
  var isShared: Bool
}
