// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel

extension PlanFolder {
  /// Plans again from the base and goal in the folder, and throws if the result differs from the files.
  func replan(from base: ReadSchema) throws(Failure) -> Plan {
    let state = try state()
    guard state.baseFingerprint == base.schema.fingerprint else {
      throw .workspace(.planFileEdited(self.plan, file: file(Self.baseName)))
    }
    let goal = try schema(Self.goalName)
    let plan =
      if let repair = state.repair {
        try makePlan(repair, in: base)
      } else {
        try makePlan(from: base, to: goal, options: PlanOptions(isOffline: state.isOffline)).plan
      }
    guard state.goalFingerprint == plan.goal.fingerprint else {
      throw .workspace(.planFileEdited(self.plan, file: file(Self.goalName)))
    }
    let written = SourceFile(path: Self.dataName, text: planFile(plan, name: self.plan.text))
    guard state == (try? readPlanFile(written)) else {
      throw .workspace(.planFileEdited(self.plan, file: file(Self.dataName)))
    }
    for deploy in plan.stages {
      let name = plan.schemaFileName(of: deploy)
      let found = withoutReturns(try bytes(of: name))
      guard found.elementsEqual(printSchema(deploy.schema).utf8) else {
        throw .workspace(.planFileEdited(self.plan, file: file(name)))
      }
    }
    return plan
  }
}
