// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaLanguage
import SchemaModel

extension Plan {
  /// The first difference between two plans of one change, made in two schemas: of gates, contracts, or what they change
  /// in the schema.
  func difference(in other: Plan) -> String? {
    let plan = self
    if plan.deploys.count != other.deploys.count { return "\(plan.deploys.count) and \(other.deploys.count) deploys" }
    if plan.backfills != other.backfills { return "\(plan.backfills) and \(other.backfills)" }
    if plan.before != other.before { return "\(plan.before) and \(other.before)" }
    for (one, two) in zip(plan.deploys, other.deploys) {
      if one.gates != two.gates { return "\(one.gates) and \(two.gates)" }
      if one.code != two.code { return "\(one.code) and \(two.code)" }
      if one.synced != two.synced || one.isRelease != two.isRelease { return "deploy \(one.number)" }
      let moved = other.base.applying(from: plan.base, to: one.schema)
      if moved.fingerprint != two.schema.fingerprint { return "\(printSchema(moved)) and \(printSchema(two.schema))" }
    }
    return nil
  }
}
