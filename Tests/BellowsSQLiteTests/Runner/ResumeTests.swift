// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// A run that stops anywhere goes on from there, and ends as if it had not stopped.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ResumeTests {
  /// All that a database holds but times.
  private func contents(_ scratch: Scratch) throws -> [String] {
    try scratch.rows("SELECT * FROM people ORDER BY _id")
      + scratch.rows("SELECT name, deploy, released, oldest FROM _bellows_plans")
      + scratch.rows("SELECT name, state, cursor, total, scanned, changed FROM _bellows_backfills")
      + scratch.rows(
        "SELECT what, plan, detail FROM _bellows_events WHERE what IN ('schema', 'backfilled') ORDER BY id")
      + scratch.rows("SELECT sql FROM sqlite_schema WHERE name = 'people'")
  }

  private func options() -> RunOptions {
    var options = RunOptions()
    options.batchSize = 7
    options.isGateless = true
    return options
  }

  private func run(_ build: Migrations, on database: any Database) async throws {
    let author = Author(who: "test", environment: "test")
    _ = try await Runner(build, on: database, by: author, options: options()).run()
  }

  @Test("Lost at each transaction in turn", arguments: [Ages.Way.sql, .byRow], [false, true])
  func lostAtEachTransactionInTurn(_ way: Ages.Way, isAfterCommit: Bool) async throws {
    let build = Ages.build(at: 3, way)
    let whole = try Ages.scratch(rows: 40)
    try await Adoption(runner: Runner(build, on: whole.database, by: Author(who: "test", environment: "test"))).run()
    try await run(build, on: whole.database)
    let expected = try contents(whole)
    #expect(expected.contains("1|p1|75"))

    var failing = 0
    var isOver = false
    while !isOver {
      failing += 1
      let scratch = try Ages.scratch(rows: 40)
      try await Adoption(runner: Runner(build, on: scratch.database, by: Author(who: "test", environment: "test")))
        .run()
      do {
        try await run(build, on: Flaky(scratch.database, failing: failing, isAfterCommit: isAfterCommit))
        isOver = true
      } catch is Flaky.Lost {
        try await run(build, on: scratch.database)
      }
      #expect(try contents(scratch) == expected, "lost at transaction \(failing)")
    }
    #expect(failing > 15, "there were \(failing) transactions to lose")
  }

  @Test("A limit stops in the middle") func aLimitStopsInTheMiddle() async throws {
    let scratch = try Ages.scratch(rows: 100)
    let build = Ages.build(at: 1)
    _ = await scratch.migrate(build, "adopt")
    _ = await scratch.migrate(build, "run")
    _ = await scratch.migrate(build, "released")
    let part = await scratch.migrate(build, "run", "--limit", "30", "--batch-size", "20")
    #expect(part.status == 0 && part.output.contains("stopped at the limit of rows"), "\(part)")
    #expect(try scratch.rows("SELECT count(age) FROM people") == ["30"])
    #expect(part.output.contains("next: migrate run: run the backfill people.age"))
    let rest = await scratch.migrate(build, "run")
    #expect(rest.output.contains("people.age: continuing after 30 of 100 rows"), "\(rest)")
    #expect(try scratch.rows("SELECT count(age) FROM people") == ["100"])
  }

  @Test("A subset and a cursor leave the rest pending") func aSubsetAndACursorLeaveTheRestPending() async throws {
    let scratch = try Ages.scratch(rows: 100)
    let build = Ages.build(at: 1)
    _ = await scratch.migrate(build, "adopt")
    _ = await scratch.migrate(build, "run")
    _ = await scratch.migrate(build, "released")
    let subset = await scratch.migrate(build, "run", "--where", "_id BETWEEN 10 AND 19")
    #expect(try scratch.rows("SELECT count(age), min(_id), max(_id) FROM people WHERE age IS NOT NULL") == ["10|10|19"])
    #expect(subset.status == 0 && subset.output.contains("90 rows remain"), "\(subset)")
    let late = await scratch.migrate(build, "run", "--cursor", "90")
    #expect(try scratch.rows("SELECT count(age) FROM people") == ["20"])
    #expect(late.status == 0 && late.output.contains("80 rows remain"), "\(late)")
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.rows("SELECT count(age) FROM people") == ["100"])
  }
}
