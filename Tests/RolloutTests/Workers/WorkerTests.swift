// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import Foundation
import TestServers
import TestSupport
import Testing
import WorkerPlans

@testable import Bellows

/// Several workers of a backfill: connections of one run, and processes that help it.
@Suite(.serialized, .timeLimit(.minutes(Thorough.minutes))) struct WorkerTests {
  private func fleet(_ kind: PeoplePlan.Kind, rows: Int) throws -> WorkerFleet {
    let server = try PostgreSQLServer.shared()
    return try WorkerFleet(server.connection(to: try server.makeDatabase()), kind, rows: rows)
  }

  private func runner(
    _ fleet: WorkerFleet, build: String? = "b1", batchSize: Int = 20,
    _ report: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) -> Runner {
    var options = RunOptions()
    (options.isGateless, options.largestTransaction, options.batchSize) = (true, 0, batchSize)
    (options.build, options.wait, options.handsOver) = (build, 60, true)
    return Runner(
      PeoplePlan(fleet.kind).migrations, on: PostgreSQL(fleet.connection),
      by: Author(who: "runner \(UUID())", environment: "test"), options: options, report: report)
  }

  @Test(
    "Four connections of a run share a backfill, and change each row once",
    arguments: [PeoplePlan.Kind.sql, .function, .once])
  func connections(_ kind: PeoplePlan.Kind) async throws {
    let fleet = try fleet(kind, rows: 2_500)
    let scanned = Locked<[Int]>([])
    var runner = runner(fleet) { event in
      if case .progressed(let progress) = event { scanned.with { $0.append(progress.scanned) } }
    }
    runner.options.workers = 4
    guard case .at(.done) = try await runner.run() else { return #expect(Bool(false), "the plan is done") }
    #expect(try fleet.wrongRows() == [])
    #expect(try fleet.ledger() == fleet.complete)
    #expect(scanned.with { $0.count } >= 125)
    // The leases of the workers have ended, and their tokens are not given again.
    let leases = try RawPostgreSQL(fleet.connection).rows("SELECT name, until FROM bellows._bellows_leases")
    #expect(leases == [["tokens", "4"]])
  }

  @Test("Leases, scans and events that are added to the ledger at the same time all get a row")
  func atOnce() async throws {
    for _ in 0..<5 {
      let connection = try fleet(.sql, rows: 1).connection
      let database = PostgreSQL(connection)
      let tokens = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<8 {
          group.addTask {
            try await database.transaction(.write) { session in
              let ledger = session.ledger
              try await ledger.record("tested", by: Author(who: "worker \(number)", environment: "test"))
              try await ledger.openScan(plan: "p", backfill: "b", owner: "worker \(number)", build: nil, chain: "c")
              return try await ledger.addLease(LeaseRecord.workerPrefix, owner: "\(number)", lasting: .seconds(60))
            }
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(tokens.sorted() == Array(1...8))
      let events = "SELECT count(*) FROM bellows._bellows_events WHERE what = 'tested'"
      #expect(try RawPostgreSQL(connection).rows(events) == [["8"]])
    }
  }

  @Test("A worker of another process helps a run, and both scan rows of the backfill")
  func processes() async throws {
    let fleet = try fleet(.slow, rows: 600)
    let worker = try fleet.start("run", "--worker", "--batch-size", "5", "--json", "--offline")
    let counts = Locked(0)
    let run = try await runner(fleet, batchSize: 5) { event in
      if case .progressed = event { counts.with { $0 += 1 } }
    }.run()
    #expect(run == .at(.done(plan: "add-age")))
    let helped = await worker.ended()
    #expect(helped.status == 0, "\(helped.output)")
    let events = helped.output.split(separator: "\n")
    #expect(events.contains { $0.contains(#""event":"joined""#) }, "\(helped.output)")
    let batches = events.filter { $0.contains(#""event":"moved""#) }.count
    #expect(batches > 0 && counts.with { $0 } > 0)
    #expect(try fleet.wrongRows() == [])
    #expect(try fleet.ledger() == fleet.complete)
  }

  @Test("A worker completes the backfill of a run that was killed, and changes no schema")
  func orphaned() async throws {
    let fleet = try fleet(.slow, rows: 400)
    let run = try fleet.start("run", "--offline", "--transaction-rows", "0", "--batch-size", "5")
    try await fleet.waitForRows(1)
    run.kill()
    #expect(await run.ended().signal == SIGKILL)
    var runner = runner(fleet)
    runner.options.wait = 0
    let end = try await WorkerRun(runner: runner).run()
    #expect(end.action == .verify(plan: "add-age", gate: GatePosition(deploy: 2, index: 2)))
    #expect(try fleet.wrongRows() == [])
    #expect(try fleet.ledger() == fleet.complete)
  }

  @Test("A worker of another build, or with another plan, is refused by name", arguments: [true, false])
  func otherBuild(isSamePlan: Bool) async throws {
    let fleet = try fleet(.slow, rows: 300)
    let run = try fleet.start("run", "--offline", "--transaction-rows", "0", "--batch-size", "5")
    try await fleet.waitForRows(1)
    var worker = runner(fleet, build: isSamePlan ? "b2" : "b1")
    if !isSamePlan {
      // The same tables, and another function.
      worker = Runner(
        PeoplePlan(.sql).migrations, on: worker.database, by: worker.author, options: worker.options)
    }
    let refused = try await #require(throws: MigrationRefused.self) { _ = try await WorkerRun(runner: worker).run() }
    guard case .otherBuild("add-age", "people.age", _, "b1", worker.options.build, isSamePlan) = refused else {
      return #expect(Bool(false), "\(refused)")
    }
    #expect(await run.ended().status == 0)
    #expect(try fleet.wrongRows() == [])
  }

  @Test("A worker is refused at its next key range after a run of another build has taken over")
  func takenOver() async throws {
    let fleet = try fleet(.slow, rows: 600)
    let first = try fleet.start("run", "--offline", "--transaction-rows", "0", "--batch-size", "5")
    try await fleet.waitForRows(1)
    let worker = try fleet.start("run", "--worker", "--batch-size", "5", "--json")
    while try !fleet.hasRange(of: worker.id), worker.isRunning { try await Task.sleep(for: .milliseconds(5)) }
    let run = try await runner(fleet, build: "b2", batchSize: 5).run()
    #expect(run == .at(.done(plan: "add-age")))
    #expect(await first.ended().status == 0)
    let refused = await worker.ended()
    #expect(refused.status == 1 && refused.output.contains("in the build b2, and this is the build b1"), "\(refused)")
    #expect(try fleet.wrongRows() == [])
    #expect(try fleet.ledger() == fleet.complete)
  }

  @Test("A worker that is stopped for longer than its lease loses its rows, and continues with others")
  func paused() async throws {
    let fleet = try fleet(.slow, rows: 500)
    let worker = try fleet.start("run", "--worker", "--batch-size", "5", "--lease", "1", "--offline")
    let process = worker.id
    let taken = Locked<[String]>([])
    let isStopped = Locked(false)
    var runner = runner(fleet, batchSize: 5) { event in
      switch event {
      case .worker(.tookOver(_, let owner, _)): taken.with { $0.append(owner) }
      case .progressed:
        // In the middle of a batch or between two: both must end well.
        isStopped.with { stopped in
          if !stopped, (try? fleet.hasRange(of: process)) == true { stopped = kill(process, SIGSTOP) == 0 }
        }
      case _: break
      }
    }
    runner.options.lease = .seconds(1)
    let end = try await runner.run()
    kill(process, SIGCONT)
    #expect(end == .at(.done(plan: "add-age")))
    #expect(await worker.ended().status == 0)
    #expect(isStopped.with { $0 })
    #expect(taken.with { $0 }.contains { $0.hasSuffix("process \(process)") }, "\(taken.with { $0 })")
    #expect(try fleet.wrongRows() == [])
    #expect(try fleet.ledger() == fleet.complete)
  }

  @Test("A batch of a key range that has another token is not written")
  func fence() async throws {
    // Two batches in each key range.
    let fleet = try fleet(.function, rows: 700)
    let isTaken = Locked(false)
    let run = try await runner(fleet, batchSize: 10) { event in
      guard case .progressed = event else { return }
      isTaken.with { taken in
        if taken { return }
        taken = true
        // Another worker takes the range between two batches, and ends.
        _ = try? RawPostgreSQL(fleet.connection).execute(
          "UPDATE bellows._bellows_ranges SET token = 999; DELETE FROM bellows._bellows_leases WHERE name LIKE 'run %'")
      }
    }.run()
    #expect(run == .at(.done(plan: "add-age")))
    #expect(isTaken.with { $0 })
    #expect(try fleet.ledger() == fleet.complete)
    let tokens = try RawPostgreSQL(fleet.connection).rows("SELECT until FROM bellows._bellows_leases")
    #expect(tokens == [["2"]], "the worker got another token")
  }

  @Test("Options that select rows cannot be combined with workers")
  func selecting() async throws {
    let fleet = try fleet(.sql, rows: 10)
    for option in [["--limit", "5"], ["--where", "id > 3"], ["--cursor", "3"], ["--only", "people.age"]] {
      for workers in [["--workers", "2"], ["--worker"]] {
        let printed = PrintedText()
        let status = await MigrateCommand.run(
          PeoplePlan(.sql).migrations, on: PostgreSQL(fleet.connection), environment: "test",
          arguments: ["run"] + option + workers, console: printed.console())
        #expect(status == 1 && printed.text.contains("\(option[0]) selects"), "\(printed.text)")
      }
    }
  }

  @Test("A ledger of the version before, in the middle of a backfill, is upgraded and continued")
  func olderLedger() async throws {
    let fleet = try fleet(.sql, rows: 300)
    var options = runner(fleet).options
    options.limit = 50
    let limited = Runner(
      PeoplePlan(.sql).migrations, on: PostgreSQL(fleet.connection), by: Author(who: "test", environment: "test"),
      options: options)
    #expect(try await limited.run() == .limited(backfill: "people.age"))
    let raw = try RawPostgreSQL(fleet.connection)
    // As version 5 wrote it: the cursor is that of the only worker.
    try raw.execute(
      """
      UPDATE bellows._bellows_backfills b SET cursor = r.cursor, scanned = b.scanned + r.scanned,
        changed = b.changed + r.changed FROM bellows._bellows_ranges r;
      DROP TABLE bellows._bellows_ranges, bellows._bellows_leases; UPDATE bellows._bellows_state SET version = 5
      """)
    let status = try await Migrator(PeoplePlan(.sql).migrations, on: PostgreSQL(fleet.connection)).status()
    #expect([status.backfills.first?.scanned, status.backfills.first?.changed] == [50, 50])
    #expect(try await runner(fleet).run() == .at(.done(plan: "add-age")))
    #expect(try fleet.wrongRows() == [])
    #expect(try fleet.ledger() == fleet.complete)
    #expect(try raw.rows("SELECT version FROM bellows._bellows_state") == [["6"]])
  }
}

extension WorkerFleet {
  /// Waits until a number of rows were scanned.
  func waitForRows(_ count: Int) async throws {
    let raw = try RawPostgreSQL(connection)
    // Ranges end with their backfill.
    let query = """
      SELECT coalesce(sum(scanned), 0) >= \(count) OR EXISTS (
        SELECT 1 FROM bellows._bellows_backfills WHERE state = 'done') FROM bellows._bellows_ranges
      """
    while try raw.rows(query) != [["t"]] { try await Task.sleep(for: .milliseconds(5)) }
  }

  /// Returns whether a process scans a key range.
  func hasRange(of process: Int32) throws -> Bool {
    try RawPostgreSQL(connection).rows(
      """
      SELECT 1 FROM bellows._bellows_ranges r JOIN bellows._bellows_leases l ON l.token = r.token
      WHERE l.owner LIKE '%process \(process)' AND r.cursor IS DISTINCT FROM r.upper
      """) != []
  }
}

extension RunEnd {
  /// The action before which a run stopped.
  fileprivate var action: NextAction? { if case .at(let action) = self { action } else { nil } }
}
