// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import Foundation
import TestServers
import Testing
import WorkerPlans

@testable import Bellows

/// A backfill waits for replicas that are behind.
@Suite(.timeLimit(.minutes(60))) struct ReplicationTests {
  @Test("A backfill waits while a replica is further behind than it may be, and then continues")
  func lag() async throws {
    let server = try RestartableServer()
    let replica = try server.makeReplica()
    defer { withExtendedLifetime((server, replica)) {} }
    let fleet = try WorkerFleet(server.connection(to: "postgres"), .sql, rows: 20_000)
    let standby = try RawPostgreSQL(replica.connection(to: "postgres"))
    while try standby.rows("SELECT to_regclass('bellows._bellows_state') IS NOT NULL") != [["t"]] {
      try await Task.sleep(for: .milliseconds(20))
    }
    let database = PostgreSQL(fleet.connection)
    guard case .behind = try await database.transaction(.read, { try await $0.replicationLag(behind: nil) }) else {
      return #expect(Bool(false), "the replica is seen")
    }
    try standby.execute("SELECT pg_wal_replay_pause()")
    let (waits, scanned) = (Locked(0), Locked(0))
    var options = RunOptions()
    (options.isGateless, options.largestTransaction, options.batchSize) = (true, 0, 500)
    options.largestLag = 200_000
    // The lag is read once in a second: the scan must not end before.
    options.delay = 100
    let author = Author(who: "test", environment: "test")
    let runner = Runner(PeoplePlan(.sql).migrations, on: database, by: author, options: options) { event in
      switch event {
      case .worker(.waits(let reason)) where reason.contains("--max-lag"): waits.with { $0 += 1 }
      case .progressed(let progress): scanned.with { $0 = progress.scanned }
      case _: break
      }
    }
    let hasEnded = Locked(false)
    let run = Task {
      defer { hasEnded.with { $0 = true } }
      return try await runner.run()
    }
    while waits.with({ $0 }) == 0, !hasEnded.with({ $0 }) { try await Task.sleep(for: .milliseconds(20)) }
    let before = scanned.with { $0 }
    #expect(before > 0 && before < 20_000)
    try await Task.sleep(for: .milliseconds(700))
    #expect(scanned.with { $0 } == before, "no batch is written while the replica is behind")
    try standby.execute("SELECT pg_wal_replay_resume()")
    #expect(try await run.value == .at(.done(plan: "add-age")))
    #expect(try fleet.wrongRows() == [])
  }

  @Test("Nothing is attested before replicas have replayed it, and a new schema that they lack is named")
  func attested() async throws {
    let server = try RestartableServer()
    let replica = try server.makeReplica()
    defer { withExtendedLifetime((server, replica)) {} }
    let fleet = try WorkerFleet(server.connection(to: "postgres"), .sql, rows: 100)
    let standby = try RawPostgreSQL(replica.connection(to: "postgres"))
    try standby.execute("SELECT pg_wal_replay_pause()")
    let first = try fleet.run("run")
    #expect(
      first.status == 0 && first.output.contains("release no code of deploy 1 of add-age that reads from it"),
      "\(first)")
    _ = try fleet.run("released")
    _ = try fleet.run("run")

    let refused = try fleet.run("verify", "--attest", "--standby-wait", "1")
    #expect(refused.status == 1 && refused.output.contains("nothing is attested"), "\(refused)")
    let noted = try fleet.run("verify", "--attest", "--standby-wait", "0")
    #expect(noted.status == 0 && noted.output.contains("before the next release reads from it"), "\(noted)")
    let waiting = try fleet.start("verify", "--attest")
    try await Task.sleep(for: .milliseconds(500))
    #expect(waiting.isRunning)
    try standby.execute("SELECT pg_wal_replay_resume()")
    let attested = await waiting.ended()
    #expect(attested.status == 0 && attested.output.contains("waits until it has replayed"), "\(attested)")
    #expect(try fleet.run("log").output.contains("deploy 2, log position "))
    let last = try fleet.run("verify", "--attest")
    #expect(last.status == 0 && last.output.hasPrefix("{"), "\(last)")
  }

  @Test("A server, its replica and a pooler end when nothing uses them")
  func ends() async throws {
    let folders = try {
      let server = try RestartableServer()
      let replica = try server.makeReplica()
      let pooler = try ConnectionPooler(before: server.folder)
      return [server.folder, replica.folder, pooler.folder]
    }()
    var left = folders
    for _ in 0..<600 where !left.isEmpty {
      try await Task.sleep(for: .milliseconds(50))
      left = folders.filter { FileManager.default.fileExists(atPath: $0) }
    }
    #expect(left == [])
  }

  @Test("A role that may not see replicas gets a note with the statement that permits it")
  func hidden() async throws {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    let role = "plain_\(name)"
    _ = try server.run("CREATE ROLE \(role) LOGIN", in: name)
    defer { _ = try? server.run("DROP ROLE \(role)", in: name) }
    let database = PostgreSQL("host=\(server.folder) dbname=\(name) user=\(role)")
    let lag = try await database.transaction(.read) { try await $0.replicationLag(behind: nil) }
    guard case .hidden(let remedy) = lag else { return #expect(Bool(false), "\(lag)") }
    #expect(remedy.contains("GRANT pg_monitor TO \(role)"), "\(remedy)")
    _ = try server.run("GRANT pg_monitor TO \(role)", in: name)
    #expect(try await database.transaction(.read) { try await $0.replicationLag(behind: nil) } == .none)
  }
}
