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
    var (count, direct) = (0, 0)
    for (name, plan) in try Examples.plans(target: .sqlite) {
      for way in Rollout.Way.allCases {
        for isDirect in [false, true] {
          let outcome = try await Self.outcome(of: plan, seed: Thorough.seed, way, isDirect: isDirect)
          #expect(
            outcome.differences.isEmpty,
            "\(name), by \(way)\(isDirect ? ", directly" : ""): \(outcome.differences.joined(separator: "\n"))")
          if !outcome.needsManualChange { count += 1 }
          if outcome.wasDirect { direct += 1 }
        }
      }
    }
    print("oracle: \(count) runs of examples, \(Rollout.Way.allCases.count) ways each, \(direct) in one transaction")
    #expect(count > 120 && direct > 30)
  }

  @Test("After a plan between random schemas, schema and rows are as computed independently")
  func randomPairs() async throws {
    let count = Thorough.count(sample: 60, whole: 2_000)
    var (executed, deploys, manual, direct, seed) = (0, 0, 0, 0, Thorough.seed)
    while executed < count {
      defer { seed += 1 }
      guard let plan = Self.plan(seed: seed) else { continue }
      let way = Rollout.Way.allCases[executed % Rollout.Way.allCases.count]
      let outcome = try await Self.outcome(of: plan, seed: seed, way, isDirect: seed % 2 == 0)
      if outcome.needsManualChange {
        manual += 1
        continue
      }
      executed += 1
      deploys += plan.deploys.count
      if outcome.wasDirect { direct += 1 }
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
        + "\(direct) in one transaction, \(manual) need a manual change")
  }

  private static func outcome(
    of plan: Plan, seed: UInt64, _ way: Rollout.Way, isDirect: Bool
  ) async throws -> (differences: [String], needsManualChange: Bool, wasDirect: Bool) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let rollout = Rollout(plan, seed: seed, path: folder.appendingPathComponent("app.sqlite").path)
    if rollout.needsManualChange { return ([], true, false) }
    do {
      try await rollout.begin()
      try await rollout.execute(way, isDirect: isDirect)
      return (try rollout.differences(), false, try rollout.wasDirect())
    } catch {
      return (["thrown: \(error)"], false, false)
    }
  }

  /// A plan between random schemas that changes something.
  static func plan(seed: UInt64, target: Target = .sqlite) -> Plan? {
    var generator = SchemaGenerator(seed: seed)
    let old = generator.schema(target: target)
    let new = generator.edited(old, times: 1 + Int(seed % 6))
    let planned = Result { () throws(DiagnosticList) in try planMigration(from: old, to: new) }
    guard case .success(let planned) = planned, !planned.plan.deploys.isEmpty else { return nil }
    return planned.plan
  }
}
