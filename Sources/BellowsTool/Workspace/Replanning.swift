// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel

extension PlanFolder {
  /// Plans again from base and goal, and throws if a file was edited, or if this version of Bellows plans otherwise.
  ///
  /// - Parameter current: A current schema at one of the plan's deploys.
  func replan(_ current: Current) throws(Failure) -> Plan {
    let state = try state()
    let (base, goal) = (try base(current), try goal(current))
    let plan =
      if let repair = state.repair {
        try makePlan(repair, in: base)
      } else {
        try makePlan(from: base, to: goal, options: PlanOptions(isOffline: state.isOffline, reads: state.reads)).plan
      }
    guard state.goalFingerprint == plan.goal.fingerprint else {
      throw .workspace(.planFileEdited(self.plan, file: file(Self.goalName)))
    }
    let written = SourceFile(
      path: Self.dataName, text: planFile(plan, name: self.plan.text, goal: goal.schema, after: state.after))
    guard state == (try? readPlanFile(written)) else {
      throw .workspace(.planFileEdited(self.plan, file: file(Self.dataName)))
    }
    return plan
  }
}
