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
        missing: try ProductionGate(plan.name, deploy: plan.stage.deploy, of: plan.plan, in: workspace.tree).missing,
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
  /// What has not attested its deploy: see `ProductionGate.missing`.
  var missing: [String]
  var isShared: Bool
}
