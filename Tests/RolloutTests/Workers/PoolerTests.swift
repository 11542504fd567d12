// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import TestServers
import Testing
import WorkerPlans

@testable import Bellows

/// Bellows behind PgBouncer in transaction mode.
@Suite(.timeLimit(.minutes(60))) struct PoolerTests {
  private func begin(rows: Int, _ kind: PeoplePlan.Kind) throws -> (
    direct: WorkerFleet, pooled: String, ConnectionPooler
  ) {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    let pooler = try ConnectionPooler(before: server.folder)
    return (try WorkerFleet(server.connection(to: name), kind, rows: rows), pooler.connection(to: name), pooler)
  }

  @Test("A run through a pooler is refused by name, and changes nothing")
  func run() async throws {
    let (fleet, pooled, pooler) = try begin(rows: 10, .sql)
    let before = try fleet.everything()
    for arguments in [["run"], ["run", "--workers", "2"], ["rollback"], ["reset"]] {
      let printed = PrintedText()
      let status = await MigrateCommand.run(
        PeoplePlan(.sql).migrations, on: PostgreSQL(pooled), environment: "test", arguments: arguments,
        console: printed.console())
      #expect(status == 1 && printed.text.contains("a pooler is between Bellows and the server"), "\(printed.text)")
    }
    #expect(try fleet.everything() == before)
    // What only reads is possible.
    let status = try await Migrator(PeoplePlan(.sql).migrations, on: PostgreSQL(pooled)).status()
    #expect(status.hasLedger)
    withExtendedLifetime(pooler) {}
  }

  @Test(
    "A worker helps through a pooler, while the run has a direct connection", arguments: [PeoplePlan.Kind.slow, .once])
  func worker(_ kind: PeoplePlan.Kind) async throws {
    let (fleet, pooled, pooler) = try begin(rows: kind == .slow ? 500 : 4_000, kind)
    var options = RunOptions()
    (options.isGateless, options.largestTransaction, options.batchSize) = (true, 0, 5)
    (options.lease, options.wait, options.delay) = (.seconds(10), 60, 2)
    let author = Author(who: "the test", environment: "test")
    let batches = Locked(0)
    let worker = Runner(PeoplePlan(kind).migrations, on: PostgreSQL(pooled), by: author, options: options) { event in
      if case .progressed = event { batches.with { $0 += 1 } }
    }
    let helping = Task { try await WorkerRun(runner: worker).run() }
    let run = Runner(PeoplePlan(kind).migrations, on: PostgreSQL(fleet.connection), by: author, options: options)
    guard case .at(.done) = try await run.run() else { return #expect(Bool(false), "the plan is done") }
    // It ends with the backfill, before or after the run has passed the gates that follow.
    _ = try await helping.value
    #expect(batches.with { $0 } > 0)
    #expect(try fleet.wrongRows() == [])
    #expect(try fleet.ledger() == fleet.complete)
    withExtendedLifetime(pooler) {}
  }
}

extension WorkerFleet {
  /// The rows of the table and of the ledger.
  fileprivate func everything() throws -> [[String?]] {
    try ["people", "bellows._bellows_plans", "bellows._bellows_backfills", "bellows._bellows_events"].flatMap { table in
      try RawPostgreSQL(connection).rows("SELECT t::text FROM \(table) AS t ORDER BY 1")
    }
  }
}
