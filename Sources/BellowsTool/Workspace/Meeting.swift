// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Reports
import SchemaModel
import SwiftEmitter

/// Where a new plan meets others.
struct Meeting {
  /// The plans that it begins after.
  var after: [PlanState.Edge] = []

  /// Finds the plans that change what a new plan changes or relies on.
  ///
  /// Plans that do not meet never wait for each other. A plan that is past what they share becomes one that the new plan
  /// begins after. Throws for a plan that is not past it yet.
  ///
  /// - Parameters:
  ///   - underWay: The other plans that are under way.
  ///   - finished: The other plans, finished in code; databases may be behind.
  init(
    of plan: PlanUnderWay, with underWay: [PlanUnderWay], finished: [Workspace.Entry], in workspace: Workspace
  ) throws(Failure) {
    let own = plan.footprint(after: 0)
    for other in underWay {
      guard let deploy = earliest(after: other, for: own) else { continue }
      if deploy > other.deploy {
        throw .refused(
          .plansMeet(
            plan.name, other.name, elements: names(own.meets(other.footprint(after: other.deploy))),
            stage: other.stage, from: deploy, isReplaceable: try !workspace.isShared(other.name, base: nil)))
      }
      after.append(PlanState.Edge(plan: other.name.text, deploy: deploy))
    }
    let touched = Set(plan.tables)
    for entry in finished {
      let state = try entry.folder.state()
      guard !touched.isDisjoint(with: state.tables + (state.repair?.tables ?? [])) else { continue }
      // What an earlier version of Bellows planned otherwise is taken to meet.
      guard let other = try? workspace.planUnderWay(entry) else {
        after.append(PlanState.Edge(plan: entry.name.text, deploy: entry.stage.count))
        continue
      }
      guard let deploy = earliest(after: other, for: own) else { continue }
      after.append(PlanState.Edge(plan: other.name.text, deploy: max(deploy, 1)))
    }
    after.sort { $0.plan < $1.plan }
  }
}

/// Elements as messages name them: a column and the field that it stores often have one name.
func names(_ elements: [Element]) -> [String] {
  var names: [String] = []
  for name in elements.map(\.description) where !names.contains(name) { names.append(name) }
  return names
}

/// The first deploy of a plan after which it no longer meets another plan; `nil` if they never meet.
private func earliest(after plan: PlanUnderWay, for other: Footprint) -> Int? {
  if plan.footprint(after: 0).meets(other).isEmpty { return nil }
  let count = plan.plan.deploys.count
  return (1...max(count, 1)).first { plan.footprint(after: $0).meets(other).isEmpty } ?? count
}
