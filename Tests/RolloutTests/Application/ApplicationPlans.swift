// Part of Bellows. MIT licence: see LICENSE.
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
    self.seed = seed
    self.prefix = prefix
    guard ValueSemantics(plan, seed: seed).families.isEmpty else { return nil }
    for schema in [plan.base] + plan.deploys.map(\.schema) {
      if schema.tables.contains(where: { !$0.keyFields.isEmpty || $0.rowType.hasAnyInUnion }) { return nil }
    }
    // A backfill with a random value or the time gives what no test can know.
    let isForeseen = plan.backfills.allSatisfy { backfill in
      if case .fill(let value) = backfill.transform { value.isConstant } else { true }
    }
    if !isForeseen { return nil }
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
    case .any, .scalar, .literal, .reference: false
    case .array(let element), .record(_, let element): element.hasAnyInUnion
    case .object(let members): members.contains { $0.type.hasAnyInUnion }
    case .union(let members): members.contains(.any) || members.contains(where: \.hasAnyInUnion)
    }
  }
}
