// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanChecker
import PlanModel
import Reports
import SchemaModel
import SwiftEmitter

/// A plan at a stage.
struct PlanUnderWay {
  var name: MigrationName
  var plan: Plan
  var stage: PlanStage
  /// The plans that it begins after.
  var after: [PlanState.Edge]
  /// The tables that it changes.
  var tables: [TableName]

  /// The number of the plan's deploys at its stage: an offline plan does all of them at once.
  var deploy: Int { plan.isOffline ? plan.deploys.count : stage.deploy }

  /// The schema after a deploy of the plan; before it for 0.
  func schema(at deploy: Int) -> Schema {
    let schema = deploy == 0 ? plan.base : plan.deploys.last { $0.number <= deploy }?.schema ?? plan.base
    return schema.target == .convex ? schema.inForce : schema
  }

  /// Returns a schema in which the plan is at one of its deploys, with the plan at another one: the rest stays.
  func moving(_ schema: Schema, from old: Int, to new: Int) -> Schema {
    schema.applying(from: self.schema(at: old), to: self.schema(at: new))
  }

  /// Returns a schema with the plan at one of its deploys, wherever the schema has it.
  func settling(_ schema: Schema, at deploy: Int) -> Schema {
    stands(in: schema, at: deploy)
      ? schema : (0...plan.deploys.count).reduce(schema) { moving($0, from: $1, to: deploy) }
  }

  /// Returns a schema without what the plan made in it; what others made of the same elements stays.
  func removed(from schema: Schema) -> Schema {
    (1...max(deploy, 1)).reversed().reduce(schema) {
      $0.applying(from: self.schema(at: $1), to: plan.base, onlyKnown: true)
    }
  }

  /// Whether a schema has all that the plan changes as it is at the plan's stage.
  func stands(in schema: Schema) -> Bool { stands(in: schema, at: deploy) }

  func stands(in schema: Schema, at deploy: Int) -> Bool {
    (0...plan.deploys.count).allSatisfy { other in
      moving(schema, from: other, to: deploy).saysTheSame(as: schema)
    }
  }

  /// Whether code of the last deploy must write columns together that the schema alone would not: as long as older code or
  /// a backfill may run, one of them would be stale otherwise.
  var keepsColumnsTogether: Bool {
    guard plan.repair == nil, let last = plan.deploys.last else { return false }
    return rowFiles(for: plan, deploy: last.number).map(\.contents) != rowFiles(for: last.schema).map(\.contents)
  }

  /// What the rest of the plan changes and relies on, after one of its deploys.
  func footprint(after deploy: Int) -> Footprint {
    // On Convex a migration gets its document whatever a plan says; what it computes from is known.
    guard plan.base.target.capabilities.replacesCode else { return Footprint(of: plan, after: deploy) }
    return Footprint(of: plan, after: deploy, functionsRead: .sources)
  }
}

extension [PlanUnderWay] {
  /// The plans that the current schema names: the unfinished ones, those finished ones that begin after them, and those for
  /// whose last deploy the row types keep columns together, until another plan begins after them.
  ///
  /// - Parameter before: The plans after which others begin that are not in the list.
  func named(before others: Set<String> = []) -> [PlanUnderWay] {
    let before = others.union(flatMap(\.after).map(\.plan))
    var pending: Set<String> = []
    return filter { plan in
      if !plan.stage.isLast || plan.after.contains(where: { pending.contains($0.plan) }) {
        pending.insert(plan.name.text)
        return true
      }
      return plan.keepsColumnsTogether && !before.contains(plan.name.text)
    }
  }

  /// Returns a schema in which the plans are at their stages, with each of them at another deploy.
  ///
  /// - Parameter deploy: A deploy of a plan; 0 is before the plan.
  func moving(_ schema: Schema, to deploy: (PlanUnderWay) -> Int) -> Schema {
    // A plan that begins after another one starts from what that one made.
    let base = reversed().reduce(schema) { $1.moving($0, from: $1.deploy, to: 0) }
    return reduce(base) { $1.moving($0, from: 0, to: deploy($1)) }
  }

  /// The schema that is planned: the current one with all plans at their last deploys.
  func planned(from current: Schema) -> Schema { moving(current) { $0.plan.deploys.count } }

  /// The plans as one, and the number of its deploys up to the stages.
  ///
  /// - Parameter current: The schema in which they are at their stages.
  func together(in current: Schema) -> (plan: Plan, deploy: Int) {
    let (before, rest) = straightOrder
    var plan = sideBySide(in: current).plan(in: before + rest)
    if !before.isEmpty {
      plan.deploys[before.count - 1].schema = plan.deploys[before.count - 1].schema.arranged(like: current)
    }
    return (plan, before.count)
  }

  /// The deploys up to the stages, and the rest, plan after plan: for each deploy, the index of its plan.
  private var straightOrder: (before: [Int], rest: [Int]) {
    (
      enumerated().flatMap { index, plan in repeatElement(index, count: plan.deploy) },
      enumerated().flatMap { index, plan in repeatElement(index, count: plan.plan.deploys.count - plan.deploy) }
    )
  }

  private func sideBySide(in current: Schema) -> SideBySide {
    let indices = Dictionary(enumerated().map { ($1.name.text, $0) }, uniquingKeysWith: { first, _ in first })
    let after = map { plan in
      plan.after.compactMap { edge in indices[edge.plan].map { (plan: $0, deploy: edge.deploy) } }
    }
    return SideBySide(map(\.plan), from: moving(current) { _ in 0 }, after: after)
  }

  /// Returns what the checker refuses about the plans side by side: in the order of their names, and in turns.
  func violations(in current: Schema) -> [Violation] {
    if count < 2 { return [] }
    let side = sideBySide(in: current)
    let counts = map(\.plan.deploys.count)
    let (before, rest) = straightOrder
    var turns: [Int] = []
    for round in 0..<(counts.max() ?? 0) {
      for (index, plan) in enumerated() where round < counts[index] - plan.deploy { turns.append(index) }
    }
    let hasEdges = contains { !$0.after.isEmpty }
    let orders = [before + rest, before + turns] + (hasEdges ? [] : [Array<Int>((before + rest).reversed())])
    for order in orders {
      let violations = check(side, in: order)
      if !violations.isEmpty { return violations }
    }
    return []
  }

  /// What a database has when the plans are at their stages.
  func revision(in current: Schema) -> StoreRevision {
    StoreRevision(current, merging: map { $0.plan.revision(after: $0.deploy) })
  }
}
