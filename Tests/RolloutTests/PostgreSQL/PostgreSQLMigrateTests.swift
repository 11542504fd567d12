// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import PlanModel
import TestSupport
import Testing

@testable import Bellows

/// `Migrator.migrate` at the start of a server program.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLMigrateTests {
  private func begin() async throws -> PostgreSQLRollout {
    let plan = try Examples.plans(target: .postgresql).first { $0.name.hasSuffix("rename-and-make-required") }?.plan
    let rollout = try PostgreSQLRollout(#require(plan), seed: Thorough.seed)
    try await rollout.begin()
    return rollout
  }

  @Test(
    "Without a word about other clients, migrate passes no gate that waits for a release, and says what it waits for")
  func waits() async throws {
    let rollout = try await begin()
    let migrator = Migrator(rollout.rollout.runtimePlan().migrations, on: rollout.database)
    let error = await #expect(throws: MigrationRefused.self) { try await migrator.migrate() }
    #expect(error.map { "\($0)" }?.contains("does not serve") == true, "\(error.map { "\($0)" } ?? "")")
    let deploy = try await migrator.status().deploy
    #expect(deploy < rollout.plan.deploys.count)
    // The same again changes nothing.
    await #expect(throws: MigrationRefused.self) { try await migrator.migrate() }
    #expect(try await migrator.status().deploy == deploy)
    try await migrator.migrate(.allClientsStopped)
    #expect(try rollout.differences() == [])
    #expect(try await migrator.status().servesThisBuild)
    try await migrator.migrate()
  }

  @Test("With all clients stopped, a plan that has not started runs in one transaction")
  func stopped() async throws {
    let rollout = try await begin()
    try await Migrator(rollout.rollout.runtimePlan().migrations, on: rollout.database).migrate(.allClientsStopped)
    #expect(try rollout.wasDirect())
    #expect(try rollout.differences() == [])
  }
}
