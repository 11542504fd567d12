// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Plans that are under way at once, as one plan: in an order of their deploys, the checker replays them like any other.
package struct SideBySide {
  /// The plans, all of one base.
  let plans: [Plan]
  /// The schema before all of them.
  let base: Schema

  /// - Parameter base: The schema in which none of the plans has begun.
  package init(_ plans: [Plan], from base: Schema) {
    self.plans = plans
    self.base = base
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
    result.goal = plans.reduce(base) { $0.applying(from: $1.base, to: $1.goal) }
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
  private func code(at place: [Int]) -> CodeVersion {
    zip(plans, place).reduce(into: CodeVersion()) { code, pair in
      let own = pair.1 == 0 ? pair.0.before : pair.0.deploys[pair.1 - 1].code
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

extension Schema {
  /// Returns this schema with the differences between two others: what they have in common stays as it is here.
  package func applying(from old: Schema, to new: Schema) -> Schema {
    var tables = tables
    for (before, after) in new.tables(changedSince: old) where before != after {
      let index = tables.firstIndex { $0.name == (before ?? after)?.name }
      switch (index, before, after) {
      case (let index?, let before?, let after?): tables[index] = tables[index].applying(from: before, to: after)
      case (let index?, _, nil): tables.remove(at: index)
      case (let index?, nil, let after?): tables[index] = after
      case (nil, _, let after?): tables.append(after)
      case (nil, _, nil): break
      }
    }
    let external = externalTables.filter { table in
      !old.externalTables.contains(table) || new.externalTables.contains(table)
    }
    let added = new.externalTables.filter { table in
      !old.externalTables.contains(table) && !external.contains { $0.name == table.name }
    }
    return Schema(target: target, tables: tables, externalTables: external + added)
  }
}

extension Table {
  fileprivate func applying(from old: Table, to new: Table) -> Table {
    guard old.storedName == new.storedName, case .fields(let before) = old.content,
      case .fields(let after) = new.content, case .fields(var fields) = content
    else {
      if old.content == new.content, old.storedName == new.storedName { return applyingIndexes(from: old, to: new) }
      return new
    }
    fields.apply(from: before, to: after, by: \.name)
    var table = self
    table.content = .fields(fields)
    return table.applyingIndexes(from: old, to: new)
  }

  private func applyingIndexes(from old: Table, to new: Table) -> Table {
    var table = self
    table.indexes.apply(from: old.indexes, to: new.indexes, by: \.name)
    return table
  }
}

extension Array where Element: Equatable {
  /// Applies the differences between two lists of named elements; what they have in common stays as it is here.
  ///
  /// A new element comes after the one that it follows in the new list.
  fileprivate mutating func apply<Name: Hashable>(
    from old: [Element], to new: [Element], by name: KeyPath<Element, Name>
  ) {
    let gone = Set(old.map { $0[keyPath: name] }).subtracting(new.map { $0[keyPath: name] })
    removeAll { gone.contains($0[keyPath: name]) }
    for (index, element) in new.enumerated() where !old.contains(element) {
      if let place = firstIndex(where: { $0[keyPath: name] == element[keyPath: name] }) {
        self[place] = element
        continue
      }
      var place = 0
      for other in new[..<index].reversed() {
        guard let before = firstIndex(where: { $0[keyPath: name] == other[keyPath: name] }) else { continue }
        place = before + 1
        break
      }
      insert(element, at: place)
    }
  }
}
