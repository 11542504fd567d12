// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// What a run writes into the ledger, and what it reads there.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct LedgerTests {
  @Test("The log has every step of a plan, in order")
  func wholeLog() async throws {
    let scratch = try Ages.scratch(rows: 3)
    let build = Ages.build(at: 3)
    for word in ["adopt", "run", "released", "run", "released", "run"] {
      #expect(await scratch.migrate(build, word).status == 0, "\(word)")
    }
    #expect(await scratch.migrate(build, "forget", "add-age").status == 0)
    let log = try scratch.rows("SELECT what || ' ' || coalesce(detail, '') FROM _bellows_events ORDER BY id")
    #expect(
      log.map { $0.split(separator: " ").prefix(3).joined(separator: " ") } == [
        "adopt schema people-3", "schema deploy 1", "released deploy 1", "backfill people.age",
        "backfilled people.age, 3",
        "verified people.age",
        "schema deploy 2", "released deploy 2", "keep people: year", "schema deploy 3", "forget 1 backups",
      ], "\(log)")
  }

  @Test("The ledger counts the quarantined rows of each backfill that is not done")
  func quarantined() async throws {
    let scratch = try Ages.scratch(rows: 6)
    try scratch.connection().run("UPDATE people SET year = NULL WHERE _id IN (2, 5)")
    let build = Ages.build(at: 1, .byRow)
    for word in ["adopt", "run", "released"] { #expect(await scratch.migrate(build, word).status == 0) }
    #expect(await scratch.migrate(build, "run").status == 1)
    let ledger = try await scratch.database.transaction(.read) { try await $0.ledger.state() }
    #expect(ledger?.plan("add-age")?.quarantined == ["people.age": 2])
    try scratch.connection().run("UPDATE people SET year = 1990 WHERE year IS NULL")
    #expect(await scratch.migrate(build, "run").status == 0)
    let after = try await scratch.database.transaction(.read) { try await $0.ledger.state() }
    #expect(after?.plan("add-age")?.quarantined == [:])
    #expect(try scratch.rows("SELECT * FROM _bellows_quarantine").isEmpty)
  }

  @Test("A release that is confirmed again, or late, lowers nothing")
  func releasedAgain() async throws {
    let scratch = try Ages.scratch(rows: 2)
    let runner = Runner(Ages.build(at: 3), on: scratch.database, by: Author(who: "test", environment: "test"))
    try await Adoption(runner: runner).run()
    try await runner.enter(plan: "add-age", deploy: 1)
    try await runner.setReleased(plan: "add-age", deploy: 1)
    let events = try scratch.rows("SELECT count(*) FROM _bellows_events")
    for deploy in [1, 0] { try await runner.setReleased(plan: "add-age", deploy: deploy) }
    #expect(try await runner.ledger()?.plan("add-age")?.record.released == 1)
    #expect(try scratch.rows("SELECT count(*) FROM _bellows_events") == events)
  }

  @Test("Columns of the ledger's keys are required")
  func keys() async throws {
    let scratch = try Ages.scratch(rows: 1)
    #expect(await scratch.migrate(Ages.build(at: 1), "adopt").status == 0)
    let tables = try scratch.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '~_bellows%' ESCAPE '~'")
    #expect(tables.count > 5)
    for table in tables {
      let optional = try scratch.rows("SELECT name FROM pragma_table_info('\(table)') WHERE pk > 0 AND \"notnull\" = 0")
      #expect(optional.isEmpty, "\(table)")
    }
  }

  private static func external(_ name: String = "accounts") -> Migrations {
    Migrations(
      schema: "people-0", tables: [StoredTable("people", [Ages.base])], externalTables: [name], plans: [])
  }

  @Test("A database that has only external tables is created; without them it is neither created nor erased")
  func externalTables() async throws {
    let scratch = try Scratch("CREATE TABLE Accounts (id INTEGER PRIMARY KEY)")
    let runner = Runner(Self.external(), on: scratch.database, by: Author(who: "test", environment: "test"))
    #expect(try await runner.ownTableNames().isEmpty)
    #expect(try await runner.next() == .create)
    #expect(await scratch.migrate(Self.external(), "run").status == 0)
    #expect(try scratch.rows("SELECT count(*) FROM people") == ["0"])

    let kept = try Ages.scratch(rows: 4)
    let missing = await kept.migrate(Self.external(), "recreate")
    #expect(missing.status == 1 && missing.errors.contains("accounts"), "\(missing)")
    #expect(try kept.rows("SELECT count(*) FROM people") == ["4"])
  }

  @Test("A rebuild that breaks references names only the rows whose references it broke")
  func oldOrphans() async throws {
    let scratch = try Scratch(
      "CREATE TABLE a (id INTEGER PRIMARY KEY)", "INSERT INTO a VALUES (1), (2)",
      "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a)", "PRAGMA foreign_keys = OFF",
      "INSERT INTO b VALUES (10, 1), (11, 77)")
    let refusal = await #expect(throws: DatabaseUnable.self) {
      try await scratch.execute(.sql("UPDATE b SET a = 78 WHERE id = 10"), .rebuild(Rebuild(table: "b", changes: [])))
    }
    let message = refusal.map { "\($0)" } ?? ""
    #expect(message.contains("row 10 of b references") && !message.contains("row 11"), "\(message)")
  }
}
