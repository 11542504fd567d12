// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanChecker
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Plans on real databases: at the end the schema is that of a database created from the new schema, and the rows are
/// those that the documentation of plans specifies.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct OracleTests {
  @Test("After the plan of every example, schema and rows are as computed independently")
  func everyExample() async throws {
    var count = 0
    for (name, plan) in try Examples.plans(target: .sqlite) {
      for way in Rollout.Way.allCases {
        let outcome = try await Self.outcome(of: plan, seed: Thorough.seed, way)
        #expect(outcome.differences.isEmpty, "\(name), by \(way): \(outcome.differences.joined(separator: "\n"))")
        if !outcome.needsManualChange { count += 1 }
      }
    }
    print("oracle: \(count) examples executed, \(Rollout.Way.allCases.count) ways each")
    #expect(count > 60)
  }

  @Test("After a plan between random schemas, schema and rows are as computed independently")
  func randomPairs() async throws {
    let count = Thorough.count(sample: 60, whole: 2_000)
    var (executed, deploys, manual, seed) = (0, 0, 0, Thorough.seed)
    while executed < count {
      defer { seed += 1 }
      guard let plan = Self.plan(seed: seed) else { continue }
      let way = Rollout.Way.allCases[executed % Rollout.Way.allCases.count]
      let outcome = try await Self.outcome(of: plan, seed: seed, way)
      if outcome.needsManualChange {
        manual += 1
        continue
      }
      executed += 1
      deploys += plan.deploys.count
      #expect(
        outcome.differences.isEmpty,
        """
        seed \(seed), by \(way): \(outcome.differences.joined(separator: "\\n"))
        \(printSchema(plan.base))
        =>
        \(printSchema(plan.goal))
        """)
    }
    print(
      "oracle: seeds \(Thorough.seed) to \(seed - 1), \(executed) plans with \(deploys) deploys executed, "
        + "\(manual) need a manual change")
  }

  private static func outcome(
    of plan: Plan, seed: UInt64, _ way: Rollout.Way
  ) async throws -> (differences: [String], needsManualChange: Bool) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let rollout = Rollout(plan, seed: seed, path: folder.appendingPathComponent("app.sqlite").path)
    if rollout.needsManualChange { return ([], true) }
    do {
      try await rollout.begin()
      try await rollout.execute(way)
      return (try rollout.differences(), false)
    } catch {
      return (["thrown: \(error)"], false)
    }
  }

  /// A plan between random schemas that changes something.
  static func plan(seed: UInt64) -> Plan? {
    var generator = SchemaGenerator(seed: seed)
    let old = generator.schema(target: .sqlite)
    let new = generator.edited(old, times: 1 + Int(seed % 6))
    let planned = Result { () throws(DiagnosticList) in try planMigration(from: old, to: new) }
    guard case .success(let planned) = planned, !planned.plan.deploys.isEmpty else { return nil }
    return planned.plan
  }
}
