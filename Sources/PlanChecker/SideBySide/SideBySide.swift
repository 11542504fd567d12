// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Plans that are under way at once, as one plan: in an order of their deploys, the checker replays them like any other.
package struct SideBySide {
  /// The plans, all of one base.
  let plans: [Plan]
  /// The schema before all of them.
  let base: Schema

  /// For each plan, those that it begins after: their indices, and the deploys that they must have reached.
  let after: [[(plan: Int, deploy: Int)]]
  /// The elements that each plan changes; empty if none begins after another one.
  private let changed: [Set<Element>]

  /// - Parameters:
  ///   - base: The schema in which none of the plans has begun.
  ///   - after: For each plan, the indices of those that it begins after, with their deploys; empty if none does.
  package init(_ plans: [Plan], from base: Schema, after: [[(plan: Int, deploy: Int)]] = []) {
    self.plans = plans
    self.base = base
    self.after = after.isEmpty ? plans.map { _ in [] } : after
    let hasEdges = self.after.contains { !$0.isEmpty }
    changed = plans.map { hasEdges ? Footprint(of: $0).writes : [] }
  }

  /// Returns the plans as one, whose deploys are theirs in an order.
  ///
  /// A gate for a release of one plan ends the code from before that release, which is also older code of the others.
  /// No code is ended that the plan alone would not end: code from after that release keeps running.
  ///
  /// - Parameter order: For each deploy, the index of its plan.
  package func plan(in order: [Int]) -> Plan {
    var place = plans.map { _ in 0 }
    /// For each plan, the number of the combined deploy at which it reached each of its deploys.
    var reached: [[Int]] = plans.map { _ in [0] }
    var result = Plan(
      base: base, goal: base, assessments: plans.flatMap(\.assessments), deploys: [], backfills: [],
      columnMapping: [:], before: code(at: place), syncedBefore: plans.flatMap(\.syncedBefore))
    let offsets = plans.indices.map { index in plans[..<index].map(\.assessments.count).reduce(0, +) }
    for (number, index) in zip(1..., order) {
      guard place[index] < plans[index].deploys.count else { continue }
      var deploy = plans[index].deploys[place[index]]
      place[index] += 1
      reached[index].append(number)
      deploy.number = number
      deploy.gates = deploy.gates.map { gate(of: $0, index, reached[index]) }
      deploy.schema = schema(at: place)
      deploy.synced = zip(plans, place).flatMap { $1 == 0 ? $0.syncedBefore : $0.deploys[$1 - 1].synced }
      deploy.code = code(at: place)
      // The code of the next release, whichever it is, has what a plan that begins after this deploy relies on.
      let isWaitedFor = after.joined().contains { $0.plan == index && $0.deploy == place[index] }
      if isWaitedFor, deploy.code != (result.deploys.last?.code ?? result.before) { deploy.isRelease = true }
      deploy.steps = deploy.steps.map { Step(assessment: $0.assessment + offsets[index], action: $0.action) }
      result.deploys.append(deploy)
    }
    for (index, plan) in plans.enumerated() {
      for (column, fields) in plan.columnMapping { result.columnMapping[column, default: []].formUnion(fields) }
      result.backfills += plan.backfills.map { backfill in
        var backfill = backfill
        backfill.name = name(of: backfill.name, index)
        backfill.assessment += offsets[index]
        // It runs before the deploy that waits for it.
        let next = backfill.after + 1
        backfill.after = reached[index].indices.contains(next) ? reached[index][next] - 1 : result.deploys.count
        return backfill
      }
    }
    result.backfills.sort { $0.after < $1.after }
    result.goal = plans.reduce(base) { $0.applying(from: $1.base, to: $1.storedGoal) }
    return result
  }

  /// All orders of the plans' deploys: for two plans with three and two deploys, ten.
  package var orders: [[Int]] {
    func rest(_ left: [Int]) -> [[Int]] {
      if left.allSatisfy({ $0 == 0 }) { return [[]] }
      return left.indices.filter { left[$0] > 0 }.flatMap { index in
        var fewer = left
        fewer[index] -= 1
        return rest(fewer).map { [index] + $0 }
      }
    }
    return rest(plans.map(\.deploys.count))
  }

  private func gate(of gate: Gate, _ index: Int, _ reached: [Int]) -> Gate {
    switch gate {
    case .released(let deploy): .released(deploy: reached.indices.contains(deploy) ? reached[deploy] : deploy)
    case .backfilled(let name): .backfilled(self.name(of: name, index))
    case .backup, .verified: gate
    }
  }

  private func name(of backfill: String, _ index: Int) -> String { "\(index) \(backfill)" }

  /// The schema in which each plan has come to a deploy.
  private func schema(at place: [Int]) -> Schema {
    zip(plans, place).reduce(base) { schema, pair in
      let (plan, deploy) = pair
      return deploy == 0 ? schema : schema.applying(from: plan.base, to: plan.deploys[deploy - 1].schema)
    }
  }

  /// The contract of code for a deploy of each plan.
  ///
  /// What code does before a plan that begins after another one, it does with that one's elements only from its deploy on;
  /// from there on, the later plan says what it does with the elements that it changes.
  private func code(at place: [Int]) -> CodeVersion {
    plans.indices.reduce(into: CodeVersion()) { code, index in
      let (plan, deploy) = (plans[index], place[index])
      var own = deploy == 0 ? plan.before : plan.deploys[deploy - 1].code
      let earlier = after[index].filter { place[$0.plan] < $0.deploy }
      for edge in earlier { own.forget(changed[edge.plan]) }
      // Until its first release, it does the same with what it does not list.
      let isBefore = !plan.deploys.prefix(deploy).contains(where: \.isRelease)
      if earlier.isEmpty, !after[index].isEmpty { code.forget(changed[index], listedBy: isBefore ? own : nil) }
      code.uses += own.uses
      code.tables += own.tables
      code.respects.formUnion(own.respects)
      code.tolerates.merge(own.tolerates) { $0.union($1) }
      code.queries.formUnion(own.queries)
      code.relinquishes.formUnion(own.relinquishes)
    }
  }
}

/// Checks plans side by side in an order of their deploys: they may have more deploys together than one plan may.
package func check(_ plans: SideBySide, in order: [Int]) -> [Violation] {
  check(plans.plan(in: order)).filter { $0.reason != .tooManyDeploys }
}

extension CodeVersion {
  /// Removes what the contract says about some elements; a table stands for all that it has.
  ///
  /// - Parameter other: A contract that says it instead; what it leaves out stays.
  fileprivate mutating func forget(_ elements: Set<Element>, listedBy other: CodeVersion? = nil) {
    func has(_ element: Element, in table: StoredName) -> Bool {
      elements.contains(element) || elements.contains(.table(table))
    }
    func isListed(_ use: FieldUse) -> Bool {
      other.map { $0.uses.contains { $0.table == use.table && $0.field == use.field } } ?? true
    }
    uses.removeAll { use in
      let isMeant =
        [use.field, "*"].contains { elements.contains(.name(LogicalField(use.table, $0))) }
        || (use.reads + use.writes).contains { elements.contains(.table($0.column.table)) }
      return isMeant && isListed(use)
    }
    tables.removeAll { table in
      elements.contains(.name(LogicalField(table.table, "*")))
        && other.map { $0.tables.contains { $0.table == table.table } } ?? true
    }
    if other != nil { return }
    respects = respects.filter { !has(.unique($0), in: $0.table) }
    queries = queries.filter { !has(.index($0), in: $0.table) }
    relinquishes = relinquishes.filter { !has(.column($0), in: $0.table) }
    tolerates = tolerates.filter { !has(.column($0.key), in: $0.key.table) }
  }
}
