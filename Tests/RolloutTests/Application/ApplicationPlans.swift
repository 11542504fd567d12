// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaModel
import SwiftEmitter

@testable import TestSupport

/// A random plan, and the code of each of its releases.
struct ApplicationPlan {
  var seed: UInt64
  var plan: Plan
  /// What the names of the enums with its row types begin with.
  var prefix: String
  /// The plans that it joins, if it is several plans side by side.
  var parts: [Plan] = []
  /// For each deploy, the index of its plan.
  var order: [Int] = []
  /// The deploys after which older code ends, before the next one.
  var endings: Set<Int> = []

  /// The code before the plan, and that of each release.
  var releases: [Int] { [0] + plan.deploys.filter(\.isRelease).map(\.number) }

  func versionName(_ release: Int) -> String { "\(prefix)V\(release)" }

  /// The emitted row types of all releases.
  func versions() -> [ApplicationProgram.Version] {
    releases.map { release in
      let file = rowsFile(for: plan, deploy: release).contents
      let name = versionName(release)
      let start = ["\npublic typealias", "\n///"].compactMap { file.range(of: $0)?.lowerBound }.min() ?? file.endIndex
      return .init(name: name, rows: "import Bellows\nimport Foundation\npublic enum \(name) {\n\(file[start...])\n}\n")
    }
  }

  /// A plan between random schemas on SQLite, if the rows of all its tables keep their keys.
  init?(seed: UInt64, prefix: String) {
    var generator = SchemaGenerator(seed: seed)
    (generator.mostTables, generator.mostFields, generator.deepest, generator.oddNames) = (2, 4, 2, 0)
    let old = generator.schema(target: .sqlite).withAssignedKeys
    let new = generator.edited(old, times: 1 + Int(seed % 4))
    guard let planned = try? planMigration(from: old, to: new), !planned.plan.deploys.isEmpty else { return nil }
    plan = planned.plan
    endings = Set(planned.plan.deploys.filter(\.isRelease).map(\.number))
    self.seed = seed
    self.prefix = prefix
    if !isForeseen { return nil }
  }

  /// Two plans that move columns of one table, with their deploys in a random order.
  init?(besideWith seed: UInt64, prefix: String) {
    guard let set = seed % 2 == 0 ? Self.randomPair(seed: seed) : SideBySideTests.changes(seed: seed) else {
      return nil
    }
    let moved = set.plans.map { Set($0.backfills.map(\.storedTable)) }
    guard set.plans.count == 2, !moved[0].isDisjoint(with: moved[1]) else { return nil }
    var random = SeededRandom(seed: seed &* 17 &+ 3)
    parts = set.plans
    order = set.plans.enumerated().flatMap { repeatElement($0, count: $1.deploys.count) }.shuffled(using: &random)
    plan = SideBySide(set.plans, from: set.base).plan(in: order)
    self.seed = seed
    self.prefix = prefix
    if !isForeseen { return nil }
    var (place, released) = ([0, 0], [0, 0])
    for (index, own) in order.enumerated() {
      place[own] += 1
      let last = zip(parts, place).map { part, place in
        part.deploys.last { $0.isRelease && $0.number <= place }?.number ?? 0
      }
      let next = index + 1 < order.count ? order[index + 1] : own
      if last != released, released[next] < last[next] || index + 1 == order.count || random.happens(40) {
        endings.insert(index + 1)
        released = last
      }
    }
  }

  private static func randomPair(seed: UInt64) -> SideBySideTests.PlanSet? {
    var generator = SchemaGenerator(seed: seed)
    (generator.mostTables, generator.mostFields, generator.deepest, generator.oddNames) = (1, 7, 2, 0)
    let base = generator.schema(target: .sqlite).withAssignedKeys.withoutHistory
    var plans: [Plan] = []
    for _ in 0..<20 where plans.count < 2 {
      let goal = generator.edited(base, times: 1 + Int(seed / 2 % 3))
      guard let plan = try? planMigration(from: base, to: goal).plan, !plan.backfills.isEmpty else { continue }
      if PlanSets.areIndependent(plans + [plan]) { plans.append(plan) }
    }
    return plans.count == 2 ? (base, plans) : nil
  }

  /// For each column that a plan converts in place, the first release of the plan.
  var newFrom: [ColumnID: Int] {
    var releases: [ColumnID: Int] = [:]
    for (index, part) in parts.enumerated() {
      let first = zip(order, plan.deploys).first { $0 == index && $1.isRelease }?.1.number
      for column in part.backfills.flatMap(\.targets) { releases[column] = first }
    }
    return releases
  }

  /// Whether a test can know what the rows are to be.
  private var isForeseen: Bool {
    guard ValueSemantics(plan, seed: seed).families.isEmpty else { return false }
    for schema in [plan.base] + plan.deploys.map(\.schema) {
      if schema.tables.contains(where: { !$0.keyFields.isEmpty || $0.rowType.hasAnyInUnion }) { return false }
    }
    // A backfill with a random value or the time gives what no test can know.
    return plan.backfills.allSatisfy { backfill in
      if case .fill(let value) = backfill.transform { value.isConstant } else { true }
    }
  }
}

extension Schema {
  /// The schema with the keys that the database assigns.
  fileprivate var withAssignedKeys: Schema {
    var schema = self
    for place in schema.tables.indices {
      guard case .fields(var fields) = schema.tables[place].content else { continue }
      for number in fields.indices where fields[number].isKey {
        fields[number].isKey = false
        if fields[number].defaultValue == .auto { fields[number].defaultValue = nil }
      }
      schema.tables[place].content = .fields(fields)
    }
    return schema
  }
}

extension ValueType {
  /// Whether stored JSON may be of several members of a union, so that a test cannot know which one was meant.
  fileprivate var hasAnyInUnion: Bool {
    switch self {
    case .any, .scalar, .bounded, .literal, .reference: false
    case .array(let element), .record(_, let element): element.hasAnyInUnion
    case .object(let members): members.contains { $0.type.hasAnyInUnion }
    case .union(let members): members.contains(.any) || members.contains(where: \.hasAnyInUnion)
    }
  }
}
