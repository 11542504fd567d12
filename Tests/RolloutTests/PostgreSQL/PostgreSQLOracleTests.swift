// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestServers
import TestSupport
import Testing

/// Plans on a real server: at the end the catalog is that of tables created from the new schema, and the rows are those
/// that the documentation of plans specifies.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLOracleTests {
  @Test("On PostgreSQL, catalog and rows are as computed independently after the plan of every example")
  func everyExample() async throws {
    var (count, direct) = (0, 0)
    for (number, (name, plan)) in try Examples.plans(target: .postgresql).enumerated() {
      // Each example goes one way in everyday runs.
      for (index, way) in Rollout.Way.allCases.enumerated() where Thorough.isOn || number % 3 == index {
        for isDirect in [false, true] where Thorough.isOn || isDirect == (number % 2 == 0) {
          let outcome = try await Self.outcome(of: plan, seed: Thorough.seed, way, isDirect: isDirect)
          let how = "by \(way)\(isDirect ? ", directly" : "")"
          #expect(outcome.differences.isEmpty, "\(name), \(how): \(outcome.differences.joined(separator: "\n"))")
          if !outcome.needsManualChange { count += 1 }
          if outcome.wasDirect { direct += 1 }
        }
      }
    }
    print("postgresql oracle: \(count) runs of examples, \(direct) in one transaction")
    #expect(count > 60 && direct > 15)
  }

  @Test("On PostgreSQL, catalog and rows are as computed independently after a plan between random schemas")
  func randomPairs() async throws {
    let count = Thorough.count(sample: 60, whole: 2_000)
    var (executed, deploys, manual, direct, seed) = (0, 0, 0, 0, Thorough.seed)
    while executed < count {
      defer { seed += 1 }
      guard let plan = OracleTests.plan(seed: seed, target: .postgresql) else { continue }
      let way = Rollout.Way.allCases[executed % Rollout.Way.allCases.count]
      let outcome = try await Self.outcome(of: plan, seed: seed, way, isDirect: seed % 2 == 0)
      if outcome.needsManualChange {
        manual += 1
        continue
      }
      executed += 1
      if outcome.wasDirect { direct += 1 }
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
      "postgresql oracle: seeds \(Thorough.seed) to \(seed - 1), \(executed) plans with \(deploys) deploys, "
        + "\(direct) in one transaction, \(manual) need a manual change")
  }

  static func outcome(
    of plan: Plan, seed: UInt64, _ way: Rollout.Way, isDirect: Bool
  ) async throws -> (differences: [String], needsManualChange: Bool, wasDirect: Bool) {
    let rollout = try PostgreSQLRollout(plan, seed: seed)
    if rollout.rollout.needsManualChange { return ([], true, false) }
    do {
      try await rollout.begin()
      try await rollout.execute(way, isDirect: isDirect)
      return (try rollout.differences(), false, try rollout.wasDirect())
    } catch {
      let quarantined = try? RawPostgreSQL(rollout.connection).rows("SELECT * FROM bellows._bellows_quarantine LIMIT 2")
      return (["thrown: \(error) \(quarantined ?? [])"], false, false)
    }
  }
}
