// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation
import PlanChecker
import PlanModel
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import Bellows

/// Plans that run to each deploy and are rolled back to every earlier one: schema and rows are what they were directly
/// after that deploy.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RollbackTests {
  /// With rolling releases, with plans for releases that stop all code, and after a run in one transaction.
  @Test(
    "A rollback of every example restores schema and rows of each earlier deploy",
    arguments: [(false, false, 100), (true, false, 50), (false, true, 100)])
  func everyExample(isOffline: Bool, isDirect: Bool, least: Int) async throws {
    var count = 0
    for (name, plan) in try Examples.plans(target: .sqlite, isOffline: isOffline) {
      let outcome = try await Self.outcome(of: plan, seed: Thorough.seed, isOffline ? .rows : .sets, isDirect: isDirect)
      #expect(outcome.differences.isEmpty, "\(name): \(outcome.differences.joined(separator: "\n"))")
      count += outcome.rollbacks
    }
    print("rollback:  \(count) rollbacks of examples\(isOffline ? ", together" : "")\(isDirect ? ", directly" : "")")
    #expect(count > least)
  }

  @Test("A rollback of a plan between random schemas restores schema and rows of each earlier deploy")
  func randomPairs() async throws {
    let count = Thorough.count(sample: 40, whole: 1_000)
    var (executed, rollbacks, seed) = (0, 0, Thorough.seed)
    while executed < count {
      defer { seed += 1 }
      guard let plan = OracleTests.plan(seed: seed) else { continue }
      let way = Rollout.Way.allCases[executed % Rollout.Way.allCases.count]
      let outcome = try await Self.outcome(of: plan, seed: seed, way, isDirect: seed % 2 == 0)
      if outcome.rollbacks == 0, outcome.differences.isEmpty { continue }
      executed += 1
      rollbacks += outcome.rollbacks
      #expect(
        outcome.differences.isEmpty,
        """
        seed \(seed), by \(way): \(outcome.differences.joined(separator: "\\n"))
        \(printSchema(plan.base))
        =>
        \(printSchema(plan.goal))
        """)
    }
    print("rollback:  seeds \(Thorough.seed) to \(seed - 1), \(executed) plans, \(rollbacks) rollbacks")
  }

  private static func outcome(
    of plan: Plan, seed: UInt64, _ way: Rollout.Way, isDirect: Bool
  ) async throws -> (differences: [String], rollbacks: Int) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-back-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("app.sqlite").path
    let rollout = Rollout(plan, seed: seed, path: path)
    if rollout.needsManualChange { return ([], 0) }
    do {
      try await rollout.begin()
      return try await ThereAndBack(SQLiteStore(rollout: rollout), way, isDirect: isDirect).outcome()
    } catch {
      return (["thrown: \(error)"], 0)
    }
  }
}
