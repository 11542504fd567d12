// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel

extension PlanFolder {
  /// Plans again from base and goal, and throws if a file was edited, or if this version of Bellows plans otherwise.
  ///
  /// - Parameter current: A schema with the tables that the plan does not change.
  func replan(beside current: ReadSchema) throws(Failure) -> Plan {
    let state = try state()
    let (base, goal) = (try base(beside: current), try goal(beside: current))
    let plan =
      if let repair = state.repair {
        try makePlan(repair, in: base)
      } else {
        try makePlan(
          from: base, to: goal,
          options: PlanOptions(
            isOffline: state.isOffline, isShort: state.isShort, reads: state.reads, hidden: state.hidden)
        ).plan
      }
    for (fingerprint, schema, name) in [
      (state.baseFingerprint, plan.base, Self.baseName), (state.goalFingerprint, plan.goal, Self.goalName),
    ] where fingerprint != plan.fingerprint(of: schema) {
      throw .workspace(.planFileEdited(self.plan, file: file(name)))
    }
    let written = SourceFile(
      path: Self.dataName, text: planFile(plan, name: self.plan.text, after: state.after))
    guard state == (try? readPlanFile(written)) else {
      throw .workspace(.planFileEdited(self.plan, file: file(Self.dataName)))
    }
    return plan
  }
}
