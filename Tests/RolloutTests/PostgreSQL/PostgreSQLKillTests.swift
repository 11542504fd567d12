// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import PlanModel
import SchemaModel
import TestServers
import TestSupport
import Testing

@testable import Bellows

/// Plans on a real server whose connection breaks at one statement after the other, forward and back.
///
/// The server then has what a killed process leaves, and the next run ends as one without an interruption.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLKillTests {
  /// Plans with every kind of step.
  private static let examples = [
    "tutorial", "patterns/add-indexes", "patterns/add-table", "patterns/rename-table/moved",
    "patterns/rename-and-make-required", "patterns/replace-enum-member", "changes/reference-action-changed",
    "patterns/string-to-reference",
  ]

  @Test("A run whose connection breaks at a statement is continued by the next run")
  func forward() async throws {
    var (statements, cuts, stopped, released) = (0, 0, 0, 0)
    for (index, (name, plan)) in try Self.plans().enumerated() {
      let isDirect = (index + Int(Thorough.seed % 3)) % 3 == 0
      let whole = try await Self.begin(plan)
      let counting = Faults()
      try await whole.run(counting, isDirect: isDirect)
      #expect(try whole.differences() == [], "\(name)")
      statements += counting.count
      for (number, moment) in Self.moments(counting.count) {
        let store = try await Self.begin(plan)
        let faults = Faults(cutting: number, moment)
        do {
          try await store.run(faults, isDirect: isDirect)
          // Nothing depends on the answer to the last statement, which releases the lock.
          #expect(
            faults.brokenStatement?.contains("pg_advisory_unlock") == true, "\(name), \(moment) statement \(number)")
          released += 1
        } catch {
          stopped += 1
          try await store.run(nil, isDirect: isDirect)
        }
        let differences = try store.differences()
        #expect(differences.isEmpty, "\(name), \(moment) statement \(number): \(differences.joined(separator: "\n"))")
        cuts += 1
      }
    }
    print("postgresql kill: \(statements) statements, broken at \(cuts) moments, \(stopped) runs stopped")
    #expect(stopped * 10 > (cuts - released) * 9)
  }

  @Test("A rollback whose connection breaks at a statement is continued by the next one")
  func back() async throws {
    var (statements, cuts, unfinished) = (0, 0, 0)
    for (name, plan) in try Self.plans() {
      let whole = try await Self.begin(plan)
      let before = try whole.catalog()
      try await whole.run(nil)
      let counting = Faults()
      try await whole.rollBack(counting)
      #expect(try whole.catalog() == before, "\(name)")
      statements += counting.count
      for (number, moment) in Self.moments(counting.count) {
        let store = try await Self.begin(plan)
        try await store.run(nil)
        do {
          try await store.rollBack(Faults(cutting: number, moment))
        } catch {
          if try store.isInRollback() {
            // Nothing runs forward in the middle of a deploy's rollback.
            await #expect(throws: MigrationRefused.self) { try await store.run(nil) }
            unfinished += 1
          }
          do {
            try await store.rollBack(nil)
          } catch MigrationRefused.nothingTo {
            // The last statement had been executed.
          }
        }
        let catalog = try store.catalog()
        #expect(catalog == before, "\(name), \(moment) statement \(number)")
        cuts += 1
      }
    }
    print(
      "postgresql kill: \(statements) statements of rollbacks, broken at \(cuts) moments, \(unfinished) in a deploy's rollback"
    )
    #expect(unfinished > 0)
  }

  @Test("A run whose connection breaks at a statement connects again, and continues where the ledger says")
  func reconnected() async throws {
    var (cuts, reconnections) = (0, 0)
    for (name, plan) in try Self.plans() {
      let counting = Faults()
      try await Self.begin(plan).run(counting)
      for (number, moment) in Self.moments(counting.count) {
        let store = try await Self.begin(plan)
        let lost = Locked(0)
        do {
          try await store.run(Faults(cutting: number, moment), pauses: [.zero, .milliseconds(50), .milliseconds(200)]) {
            if case .reconnecting = $0 { lost.with { $0 += 1 } }
          }
        } catch {
          // The run has not begun without the migration lock.
          #expect(number < 6, "\(name), \(moment) statement \(number): \(error)")
          try await store.run(nil)
        }
        let differences = try store.differences()
        #expect(differences.isEmpty, "\(name), \(moment) statement \(number): \(differences.joined(separator: "\n"))")
        cuts += 1
        reconnections += lost.with { $0 }
      }
    }
    print("postgresql kill: broken at \(cuts) moments, \(reconnections) reconnections")
    #expect(reconnections * 2 > cuts)
  }

  @Test("A run goes on while an administrator ends its sessions, and a database that is not there ends it at once")
  func terminated() async throws {
    let (_, plan) = try #require(try Self.plans().first)
    let store = try await Self.begin(plan)
    let hasBegun = Locked(false)
    let killer = Task {
      while !Task.isCancelled, !hasBegun.with({ $0 }) { try? await Task.sleep(for: .milliseconds(1)) }
      let raw = try RawPostgreSQL(store.connection)
      var ended = 0
      while !Task.isCancelled, ended < 12 {
        ended += try raw.rows(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'bellows' AND datname = current_database()
          """
        ).count
        try? await Task.sleep(for: .milliseconds(30))
      }
      return ended
    }
    try await store.run(nil, pauses: Array(repeating: .milliseconds(100), count: 40)) { _ in hasBegun.with { $0 = true }
    }
    killer.cancel()
    #expect(try await killer.value > 0)
    #expect(try store.differences() == [])

    let missing = PostgreSQL("host=/nowhere dbname=nothing")
    let migrations = store.rollout.runtimePlan().migrations
    var options = RunOptions()
    options.reconnections = [.seconds(3_600)]
    let runner = Runner(migrations, on: missing, by: Author(who: "the test", environment: "test"), options: options)
    await #expect(throws: PostgreSQLError.self) { _ = try await runner.run() }
  }

  private static func plans() throws -> [(name: String, plan: Plan)] {
    let plans = try Examples.plans(target: .postgresql).filter { examples.contains($0.name) }
    #expect(plans.count == examples.count, "found \(plans.map(\.name))")
    // Random answers of functions may not fit a plan's constraints.
    return plans.filter { !Rollout($0.plan, seed: Thorough.seed, path: "").needsManualChange }
  }

  /// A sample of the moments of a run, or all of them.
  private static func moments(_ count: Int) -> [(Int, Faults.Moment)] {
    let all = (1...count).flatMap { number in Faults.Moment.allCases.map { (number, $0) } }
    let stride = Thorough.isOn ? 1 : max(1, all.count / 4)
    let first = Thorough.isOn ? 0 : Int(Thorough.seed % UInt64(stride))
    return Swift.stride(from: first, to: all.count, by: stride).map { all[$0] }
  }

  private static func begin(_ plan: Plan) async throws -> PostgreSQLRollout {
    let rollout = try PostgreSQLRollout(plan, seed: Thorough.seed)
    try await rollout.begin()
    return rollout
  }
}

extension PostgreSQLRollout {
  private func database(_ faults: Faults?) -> PostgreSQL {
    faults.map { PostgreSQL(connection, faults: $0) } ?? PostgreSQL(connection)
  }

  /// Runs the whole plan, in small batches.
  ///
  /// - Parameter isDirect: Whether it may run in one transaction.
  fileprivate func run(_ faults: Faults?, isDirect: Bool = false) async throws {
    try await Migrator(rollout.runtimePlan().migrations, on: database(faults)).migrate(
      .allClientsStopped, batchSize: 3, largestTransaction: isDirect ? 100_000 : 0)
  }

  /// Runs the whole plan as the command does, connecting again after these pauses.
  fileprivate func run(
    _ faults: Faults?, pauses: [Duration], report: @escaping @Sendable (RunEvent) -> Void
  ) async throws {
    var options = RunOptions()
    (options.isGateless, options.batchSize, options.reconnections) = (true, 3, pauses)
    options.largestTransaction = 0
    let author = Author(who: "the test", environment: "test")
    let end = try await Runner(
      rollout.runtimePlan().migrations, on: database(faults), by: author, options: options, report: report
    ).run()
    guard case .at(.done) = end else { throw RawPostgreSQL.Failure(description: "ended at \(end)") }
  }

  /// Whether the rollback of a deploy has stopped between its two transactions.
  fileprivate func isInRollback() throws -> Bool {
    try RawPostgreSQL(connection).rows("SELECT 1 FROM bellows._bellows_steps WHERE deploy < 0 AND position > 0") != []
  }

  /// Rolls the whole plan back.
  fileprivate func rollBack(_ faults: Faults?) async throws {
    try markReleased(0)
    let author = Author(who: "the test", environment: "test")
    let runner = Runner(rollout.runtimePlan().migrations, on: database(faults), by: author)
    try await RollbackRun(runner: runner).run(to: 0)
  }
}
