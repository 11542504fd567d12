// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import TestServers
import TestSupport
import Testing

/// Plans on a real server that run to each deploy and are rolled back to every earlier one.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLRollbackTests {
  @Test("On PostgreSQL, a rollback of every example restores catalog and rows of each earlier deploy")
  func everyExample() async throws {
    var count = 0
    for (number, (name, plan)) in try Examples.plans(target: .postgresql).enumerated()
    where Thorough.isOn || number % 6 == Int(Thorough.seed % 6) {
      let outcome = try await Self.outcome(of: plan, seed: Thorough.seed, .sets, isDirect: number % 4 == 0)
      #expect(outcome.differences.isEmpty, "\(name): \(outcome.differences.joined(separator: "\n"))")
      count += outcome.rollbacks
    }
    print("postgresql rollback: \(count) rollbacks of examples")
    #expect(count > 40)
  }

  @Test("On PostgreSQL, a rollback of a plan between random schemas restores catalog and rows of each earlier deploy")
  func randomPairs() async throws {
    let count = Thorough.count(sample: 8, whole: 500)
    var (executed, rollbacks, seed) = (0, 0, Thorough.seed)
    while executed < count {
      defer { seed += 1 }
      guard let plan = OracleTests.plan(seed: seed, target: .postgresql) else { continue }
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
    print("postgresql rollback: seeds \(Thorough.seed) to \(seed - 1), \(executed) plans, \(rollbacks) rollbacks")
  }

  static func outcome(
    of plan: Plan, seed: UInt64, _ way: Rollout.Way, isDirect: Bool
  ) async throws -> (differences: [String], rollbacks: Int) {
    let rollout = try PostgreSQLRollout(plan, seed: seed)
    if rollout.rollout.needsManualChange { return ([], 0) }
    do {
      try await rollout.begin()
      return try await ThereAndBack(rollout, way, isDirect: isDirect).outcome()
    } catch {
      return (["thrown: \(error)"], 0)
    }
  }
}
