// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Runs beside other runners, other processes' cancels, and writers.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct WriteContentionTests {
  private let author = Author(who: "test", environment: "test")

  private func released(rows: Int, _ build: Migrations) async throws -> Scratch {
    let scratch = try Ages.scratch(rows: rows)
    for word in ["adopt", "run", "released"] { #expect(await scratch.migrate(build, word).status == 0) }
    return scratch
  }

  @Test("The second runner says who is at work") func theSecondRunnerSaysWhoIsAtWork() async throws {
    let build = Ages.build(at: 1)
    let scratch = try await released(rows: 10, build)
    let claim = try await SQLite(path: scratch.path).acquireMigrationLock(
      holder: "migrate run, anna on web-1, process 7")
    let second = await scratch.migrate(build, "run")
    #expect(second.status == 1 && second.errors.contains("anna on web-1, process 7"), "\(second)")
    #expect(await scratch.migrate(build, "status").status == 0)
    #expect(await scratch.migrate(build, "reset").status == 1)
    await claim.release()
    #expect(await scratch.migrate(build, "run").status == 0)
  }

  @Test("A cancel stops within a batch and is remembered")
  func aCancelStopsWithinABatchAndIsRemembered() async throws {
    let build = Ages.build(at: 1)
    let scratch = try await released(rows: 8000, build)
    let other = SQLite(path: scratch.path)
    var options = RunOptions()
    options.batchSize = 10
    options.delay = 20
    let runner = Runner(build, on: scratch.database, by: author, options: options)
    async let running: Void = {
      await #expect(throws: MigrationRefused.self) { _ = try await runner.run() }
    }()
    for _ in 0..<2000 where try scratch.rows("SELECT count(age) FROM people") == ["0"] {
      try await Task.sleep(for: .milliseconds(5))
    }
    try await Runner(build, on: other, by: Author(who: "anna", environment: "test")).cancel()
    let atCancel = Int(try scratch.rows("SELECT count(age) FROM people")[0]) ?? 0
    await running
    let stopped = Int(try scratch.rows("SELECT count(age) FROM people")[0]) ?? 0
    #expect(stopped < 8000 && stopped - atCancel <= 10)

    let again = await scratch.migrate(build, "run")
    #expect(again.status == 1 && again.errors.contains("cancelled by anna"), "\(again)")
    #expect(await scratch.migrate(build, "next").output.contains("migrate run --resume"))
    let resumed = await scratch.migrate(build, "run", "--resume")
    #expect(resumed.status == 0, "\(resumed)")
    #expect(try scratch.rows("SELECT count(age) FROM people") == ["8000"])
    #expect(try scratch.rows("SELECT changed FROM _bellows_backfills") == ["8000"], "no row twice")
  }

  @Test("A reset starts over") func aResetStartsOver() async throws {
    let build = Ages.build(at: 1)
    let scratch = try await released(rows: 50, build)
    _ = await scratch.migrate(build, "run", "--limit", "20")
    _ = await scratch.migrate(build, "cancel")
    #expect(await scratch.migrate(build, "reset", "--only", "nothing").status == 1)
    #expect(await scratch.migrate(build, "reset").status == 0)
    let run = await scratch.migrate(build, "run")
    #expect(run.output.contains("people.age: 50 rows to scan"), "\(run)")
    #expect(run.output.contains("50 rows scanned, 30 changed"), "what was right stays: \(run)")
  }

  @Test("Only one of them") func onlyOneOfThem() async throws {
    let build = Ages.build(at: 1)
    let scratch = try await released(rows: 5, build)
    let unknown = await scratch.migrate(build, "run", "--only", "people.name")
    #expect(unknown.status == 1 && unknown.errors.contains("add-age has people.age"), "\(unknown)")
    #expect(await scratch.migrate(build, "run", "--only", "people.age").status == 0)
    #expect(await scratch.migrate(build, "run", "--workers", "4").errors.contains("one writer at a time"))
  }

  @Test(
    "Writers lose nothing and the scan ends",
    arguments: [Ages.Way.pure, .byRow]) func writersLoseNothingAndTheWalkEnds(_ way: Ages.Way) async throws
  {
    let build = Ages.build(at: 1, way)
    let scratch = try await released(rows: 5000, build)
    // New code of deploy 1: it writes ages itself, and they are not what the function would give.
    let writer = Writer(path: scratch.path)
    let run = await scratch.migrate(build, "run", "--batch-size", "250")
    let written = try await writer.stop()
    #expect(run.status == 0, "\(run)")
    #expect(written > 0)
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age IS NULL") == ["0"])
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE name = 'new' AND age = -2") == ["\(written)"])
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age <> 2026 - year AND age NOT IN (-1, -2)") == ["0"])
    #expect(await scratch.migrate(build, "verify").status == 0)
  }
}

/// Somebody who writes all the time, on a thread of its own: SQLite waits for locks, and tests have few threads.
private final class Writer: @unchecked Sendable {
  // Unchecked: what is shared is behind the lock.
  private let lock = NSLock()
  private var isStopping = false
  private var result: Result<Int, any Error>?

  init(path: String) {
    Thread.detachNewThread { [self] in
      let result = Result { try write(path) }
      lock.withLock { self.result = result }
    }
  }

  func stop() async throws -> Int {
    lock.withLock { isStopping = true }
    while true {
      if let result = lock.withLock({ result }) { return try result.get() }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private func write(_ path: String) throws -> Int {
    let connection = try Connection(path: path, name: "writer", wait: BusyWait(timeout: .seconds(10)))
    var written = 0
    while !lock.withLock({ isStopping }) {
      try connection.run("UPDATE people SET age = -1 WHERE _id = \(1 + (written &* 7919) % 5000)")
      try connection.run("INSERT INTO people (name, year, age) VALUES ('new', 1, -2)")
      try connection.run("DELETE FROM people WHERE _id = \(1 + (written &* 104_729) % 5000) AND age IS NOT -1")
      written += 1
    }
    return written
  }
}
