// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestServers
import TestSupport
import Testing
import WorkerPlans

@testable import Bellows

/// A backfill of four processes, while the server is killed and starts again, workers are killed, and stopped for longer
/// than their lease, and connections are cut: the end is that of a run without a fault.
@Suite(.serialized, .timeLimit(.minutes(Thorough.minutes))) struct WorkerFaultTests {
  /// What happens to a backfill.
  private enum Fault: CaseIterable {
    case killServer
    case killWorker
    case stopWorker
    case cutConnections
    /// A transaction has changed rows, and does nothing for a while.
    case idleTransaction
    /// A transaction reads for a while.
    case longReader
  }

  @Test(
    "A backfill of four processes ends well under faults of all kinds",
    arguments: [PeoplePlan.Kind.once, .slow, .sql])
  func faults(_ kind: PeoplePlan.Kind) async throws {
    let server = try RestartableServer()
    defer { withExtendedLifetime(server) {} }
    // Other faults for each kind.
    let seed = Thorough.seed &* 100 &+ UInt64(kind.rawValue.utf8.count)
    let rows = (kind == .slow ? 2_000 : 20_000) * (Thorough.isOn ? 10 : 1)
    let fleet = try WorkerFleet(server.connection(to: "postgres"), kind, rows: rows)
    var random = SeededRandom(seed: seed)
    var processes = try (0..<4).map { try fleet.worker($0) }
    defer { for process in processes where process.isRunning { process.kill() } }
    var counts: [Fault: Int] = [:]
    var outputs: [String] = []
    let wanted = Thorough.count(sample: 12, whole: 130)
    var (isDone, faults) = (false, 0)
    let end = ContinuousClock.now + .seconds(Thorough.isOn ? 3_000 : 600)
    while !isDone {
      try #require(ContinuousClock.now < end, "the backfill does not end: \(outputs)")
      try await Task.sleep(for: .milliseconds(60 + random.number(below: 240)))
      if faults < wanted {
        let fault = random.pick(Fault.allCases)
        faults += 1
        counts[fault, default: 0] += 1
        try await cause(fault, server, fleet, processes[random.number(below: 4)], seconds: random.number(below: 2))
      }
      for index in processes.indices where !processes[index].isRunning {
        let ended = await processes[index].ended()
        outputs.append(ended.output)
        isDone = ended.output.contains("next: nothing to do")
        if isDone {
          processes.remove(at: index)
          break
        }
        processes[index] = try fleet.worker(index)
      }
    }
    for process in processes where process.isRunning { process.kill() }
    for process in processes { outputs.append(await process.ended().output) }
    try await fleet.waitForServer()
    let story = "\(kind), seed \(seed): \(counts.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", "))"
    print("workers: \(story), \(outputs.count) processes")
    #expect(try fleet.wrongRows() == [], "\(story)")
    #expect(try fleet.ledger() == fleet.complete, "\(story)")
    #expect(faults > (Thorough.isOn ? 20 : 0), "\(story)")
    let others = outputs.flatMap { $0.split(separator: "\n") }.filter {
      $0.hasPrefix("migrate: error") && !isOfFault($0)
    }
    #expect(others.isEmpty, "\(story): \(others.joined(separator: "\n"))")
  }

  /// Whether an error follows from a server that was killed, or from a run that another process has taken over.
  private func isOfFault(_ line: Substring) -> Bool {
    ["server", "connect", "terminat", "another runner holds", "starting up", "recovery"].contains { line.contains($0) }
  }

  private func cause(
    _ fault: Fault, _ server: RestartableServer, _ fleet: WorkerFleet, _ process: BuiltProgram.Running, seconds: Int
  ) async throws {
    switch fault {
    case .killServer: _ = server.kill()
    case .killWorker: process.kill()
    case .stopWorker:
      // Longer than the lease of a second, or shorter.
      kill(process.id, SIGSTOP)
      try await Task.sleep(for: .milliseconds(300 + 1_300 * seconds))
      kill(process.id, SIGCONT)
    case .cutConnections:
      // The server may not run.
      _ = try? RawPostgreSQL(fleet.connection).execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bellows'")
    case .idleTransaction: hold("UPDATE people SET year = year WHERE id % 7 = \(seconds)", fleet)
    case .longReader: hold("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM people", fleet)
    }
  }

  /// Executes a statement in a transaction that stays open for a second; the server may be killed meanwhile.
  private func hold(_ statement: String, _ fleet: WorkerFleet) {
    Task {
      let session = try RawPostgreSQL(fleet.connection)
      try session.execute("BEGIN; \(statement)")
      try await Task.sleep(for: .seconds(1))
      try session.execute("ROLLBACK")
    }
  }

  @Test("A run that finds the disk full says so, and continues when there is room again")
  func fullDisk() async throws {
    let server = try RestartableServer()
    defer { withExtendedLifetime(server) {} }
    let fleet = try WorkerFleet(server.connection(to: "postgres"), .sql, rows: 20_000)
    let raw = try RawPostgreSQL(fleet.connection)
    try raw.execute("ALTER TABLE people ADD rest text; UPDATE people SET rest = repeat('x', 700)")
    try raw.execute("VACUUM FULL people")
    try server.limitFiles(megabytes: 20)
    #expect(server.kill())
    try await fleet.waitForServer()
    let arguments = ["run", "--offline", "--transaction-rows", "0", "--workers", "2"]
    let full = try fleet.run(arguments)
    #expect(
      full.status == 1 && full.output.contains("migrate: error") && full.output.contains("File too large"), "\(full)")
    #expect(try fleet.ledger() != fleet.complete)

    try server.limitFiles(megabytes: nil)
    #expect(server.kill())
    try await fleet.waitForServer()
    let rest = try fleet.run(arguments)
    #expect(rest.status == 0, "\(rest)")
    #expect(try fleet.wrongRows() == [])
    #expect(try fleet.ledger() == fleet.complete)
  }
}

extension WorkerFleet {
  /// What the clocks of the machines say: the times of leases are the server's.
  private static let clocks = [0, 3_600, -3_600, 200_000]

  /// Starts the run, or a worker that helps it, each with another clock.
  fileprivate func worker(_ number: Int) throws -> BuiltProgram.Running {
    let role = number == 0 ? ["--transaction-rows", "0", "--workers", "2"] : ["--worker"]
    return try BuiltProgram.Running(
      "WorkerProcess",
      [connection, "b1", "\(kind.rawValue),\(Self.clocks[number])"]
        + ["run", "--offline", "--lease", "1", "--batch-size", "20", "--delay", "5"] + role)
  }
}
