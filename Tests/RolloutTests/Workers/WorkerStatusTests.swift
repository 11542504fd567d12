// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import Foundation
import TestServers
import TestSupport
import Testing
import WorkerPlans

@testable import Bellows

/// What the commands show of workers, and what the application notices of them.
@Suite(.serialized, .timeLimit(.minutes(60))) struct WorkerStatusTests {
  private func fleet(_ kind: PeoplePlan.Kind, rows: Int) throws -> WorkerFleet {
    let server = try PostgreSQLServer.shared()
    return try WorkerFleet(server.connection(to: try server.makeDatabase()), kind, rows: rows)
  }

  private func status(_ fleet: WorkerFleet, _ arguments: String...) async -> (status: Int32, text: String) {
    let printed = PrintedText()
    let status = await MigrateCommand.run(
      PeoplePlan(fleet.kind).migrations, on: PostgreSQL(fleet.connection), environment: "test",
      arguments: ["status"] + arguments, console: printed.console())
    return (status, printed.text)
  }

  @Test("The status lists the workers of a running backfill, the silent ones too, and the time that is left")
  func workers() async throws {
    // It is killed: long enough for every machine.
    let fleet = try fleet(.slow, rows: 20_000)
    let run = try fleet.start(
      "run", "--offline", "--transaction-rows", "0", "--batch-size", "5", "--lease", "1", "--workers", "2")
    try await fleet.waitForRows(20)
    let migrator = Migrator(PeoplePlan(.slow).migrations, on: PostgreSQL(fleet.connection))
    let running = try await migrator.status()
    #expect(running.workers.count == 2)
    for worker in running.workers {
      #expect(worker.process.hasSuffix("process \(run.id)") && worker.backfill == "people.age" && !worker.isSilent)
    }
    #expect(Set(running.workers.map(\.range)).count == 2)
    let backfill = try #require(running.backfills.first)
    #expect(backfill.state == .underway && backfill.ranges == 2 && backfill.scanned >= 20 && backfill.scanned < 20_000)
    let text = await status(fleet).text
    #expect(text.contains(" left") && text.contains("worker     "), "\(text)")
    guard case .object(let json) = try JSONValue(text: await status(fleet, "--json").text),
      case .array(let workers)? = json["workers"]
    else { return #expect(Bool(false), "the status is an object with workers") }
    #expect(workers.count == 2)

    kill(run.id, SIGSTOP)
    var silent: [MigrationStatus.WorkerStatus] = []
    while silent.count < 2, run.isRunning { silent = try await migrator.status().workers.filter(\.isSilent) }
    #expect(silent.count == 2)
    run.kill()
    _ = await run.ended()
    #expect(silent.allSatisfy { $0.process.hasSuffix("process \(run.id)") })
  }

  @Test("The status of a running backfill names the dead rows of its table")
  func deadRows() async throws {
    let fleet = try fleet(.slow, rows: 20_000)
    let raw = try RawPostgreSQL(fleet.connection)
    let database = PostgreSQL(fleet.connection)
    #expect(try await database.transaction(.read) { try await $0.deadRows(of: ["people"]) } == [])
    try raw.execute("UPDATE people SET year = year")
    try raw.execute("SELECT pg_stat_force_next_flush()")
    let lines = try await database.transaction(.read) { try await $0.deadRows(of: ["people"]) }
    #expect(lines == ["people has 20000 beside 20000 live ones"])
    let run = try fleet.start("run", "--offline", "--transaction-rows", "0", "--batch-size", "5")
    try await fleet.waitForRows(20)
    let text = await status(fleet).text
    #expect(text.contains("dead rows  people has 200"), "\(text)")
    run.kill()
    _ = await run.ended()
  }

  @Test("A status with --follow ends when a run has nothing to do, with one line for each change")
  func follows() async throws {
    let fleet = try fleet(.slow, rows: 1_000)
    let run = try fleet.start("run", "--offline", "--transaction-rows", "0", "--batch-size", "5")
    try await fleet.waitForRows(1)
    let followed = await status(fleet, "--follow", "--json")
    #expect(await run.ended().status == 0)
    #expect(followed.status == 0)
    let lines = try followed.text.split(separator: "\n").map { line -> JSONObject in
      guard case .object(let object) = try JSONValue(text: String(line)) else { throw RowUnreadable("no object") }
      return object
    }
    #expect(lines.count > 1)
    #expect(lines.last?["actions"]?.text.contains(#""kind":"done""#) == true, "\(followed.text)")
    #expect(Set(lines.map { JSONValue.object($0).text }).count == lines.count)
  }

  @Test("Transactions of the application that lock rows in the other order are never ended by a deadlock")
  func otherOrder() async throws {
    let fleet = try fleet(.sql, rows: 3_000)
    let isStopping = Locked(false)
    let connection = fleet.connection
    let application = (0..<3).map { number in
      Task {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int, any Error>) in
          Thread.detachNewThread {
            continuation.resume(
              with: Result {
                let raw = try RawPostgreSQL(connection)
                var random = SeededRandom(seed: Thorough.seed &+ UInt64(number))
                var transactions = 0
                while !isStopping.with({ $0 }) {
                  // Each thread has rows of its own, so that only a batch can be in its way.
                  let low = 3 * (1 + number + 3 * random.number(below: 500))
                  let high = low + 3 * 3 * 400
                  try raw.execute(
                    """
                    BEGIN; UPDATE people SET year = year WHERE id = \(high); SELECT pg_sleep(0.002);
                    UPDATE people SET year = year WHERE id = \(low); COMMIT
                    """)
                  transactions += 1
                }
                return transactions
              })
          }
        }
      }
    }
    var options = RunOptions()
    (options.isGateless, options.largestTransaction, options.batchSize, options.workers) = (true, 0, 500, 2)
    let author = Author(who: "test", environment: "test")
    let end = try await Runner(
      PeoplePlan(.sql).migrations, on: PostgreSQL(fleet.connection), by: author, options: options
    ).run()
    isStopping.with { $0 = true }
    var transactions = 0
    for thread in application { transactions += try await thread.value }
    #expect(end == .at(.done(plan: "add-age")))
    #expect(transactions > 10)
    #expect(try fleet.wrongRows() == [])
  }
}
