// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Small faults that attacks found.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct SmallFaultTests {
  @Test("Options accept the largest number", arguments: ["--batch-size", "--limit", "--wait", "--concurrency"])
  func largestNumbers(_ option: String) async throws {
    let scratch = try Ages.scratch(rows: 20)
    #expect((await scratch.migrate(Ages.build(at: 0), "adopt")).status == 0)
    for words in ["run", "released"] { #expect((await scratch.migrate(Ages.build(at: 1), words)).status == 0) }
    let result = await scratch.migrate(Ages.build(at: 1, .byRow), "run", option, "\(Int.max)")
    #expect(result.status == 0, "\(result)")
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age IS NULL") == ["0"])
    let log = await scratch.migrate(Ages.build(at: 1), "log", "--limit", "\(Int.max)")
    #expect(log.status == 0 && log.output.contains("deploy 1"), "\(log)")
  }

  @Test("Offline, the largest number of rows for one transaction is accepted")
  func largestTransaction() async throws {
    let scratch = try Ages.scratch(rows: 20)
    let result = await scratch.migrate(Ages.build(at: 3), "run", "--offline", "--transaction-rows", "\(Int.max)")
    #expect(result.status == 0, "\(result)")
    let dry = await scratch.migrate(Ages.build(at: 3), "dry-run", "--limit", "\(Int.max)", "--batch-size", "\(Int.max)")
    #expect(dry.status == 0, "\(dry)")
  }

  @Test("A text with U+0000 from a backfill function is stored whole", arguments: [true, false])
  func nul(isPure: Bool) async throws {
    let scratch = try Ages.scratch(rows: 3)
    let widened = Ages.base.replacing(") STRICT", with: #", "note" TEXT) STRICT"#)
    let note = Column("note", .text)
    let plan = MigrationPlan(
      name: "add-note", base: "people-0", goal: "people-1", before: [StoredTable("people", [Ages.base])],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .widen, fingerprint: "people-1", isRelease: true,
          statements: [.sql(#"ALTER TABLE "people" ADD COLUMN "note" TEXT"#)])
      ],
      backfills: [
        Backfill(
          "people.note", after: 1, kind: .custom, pending: .invalid, table: "people", key: [Ages.key],
          reads: [Ages.key], writes: [note], sql: BackfillSQL(pending: #""note" IS NULL"#),
          fits: { $0.values[0] != nil }, isPure: isPure
        ) { _ in RowChanges("people", [Filter(note, "a\u{0}b")]) }
      ])
    let build = Migrations(schema: "people-1", tables: [StoredTable("people", [widened])], plans: [plan])
    #expect((await scratch.migrate(Ages.build(at: 0), "adopt")).status == 0)
    for words in ["run", "released"] { #expect((await scratch.migrate(build, words)).status == 0) }
    let result = await scratch.migrate(build, "run")
    #expect(result.status == 0, "\(result)")
    #expect(try scratch.rows("SELECT DISTINCT hex(note) FROM people") == ["610062"])
    #expect(try scratch.rows("SELECT count(*) FROM people") == ["3"])
  }

  @Test("Status after a rollback names the deploy that is here, and what comes next")
  func statusAfterRollback() async throws {
    let scratch = try Ages.scratch(rows: 20)
    #expect((await scratch.migrate(Ages.build(at: 3), "run", "--offline")).status == 0)
    let back = await scratch.migrate(Ages.build(at: 3), "rollback", "--to", "1", "--offline")
    #expect(back.status == 0, "\(back)")
    let status = await scratch.migrate(Ages.build(at: 3), "status")
    #expect(status.output.contains("deploy 1 of 3"), "\(status.output)")
    let whole = await scratch.migrate(Ages.build(at: 3), "rollback", "--to", "0", "--offline")
    #expect(whole.status == 0, "\(whole)")
    let none = await scratch.migrate(Ages.build(at: 3), "status")
    #expect(!none.output.contains("deploy 3 of 3") && !none.output.contains("done"), "\(none.output)")
  }

  @Test("Rows that were deleted leave the backups with the next run")
  func deletedRows() async throws {
    let scratch = try Ages.scratch(rows: 20)
    #expect((await scratch.migrate(Ages.build(at: 3), "run", "--offline", "--transaction-rows", "0")).status == 0)
    let named = "SELECT name FROM sqlite_schema WHERE name LIKE '%backup\\_%' ESCAPE '\\'"
    let backup = try #require(try scratch.rows(named).first)
    #expect(try scratch.rows("SELECT count(*) FROM \(backup)") == ["20"])
    try scratch.connection().run("DELETE FROM people WHERE _id IN (3, 7)")
    let next = await scratch.migrate(Ages.build(at: 3), "run")
    #expect(next.output.contains("removed 2 rows from the backup of people"), "\(next)")
    #expect(try scratch.rows("SELECT count(*) FROM \(backup)") == ["18"])
    let back = await scratch.migrate(Ages.build(at: 3), "rollback", "--to", "2", "--offline")
    #expect(back.status == 0 && back.output.contains("18 rows restored"), "\(back)")
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE year IS NOT NULL") == ["18"])
  }

  @Test("Rows that were deleted leave the backups of plans that the build does not have any more")
  func deletedRowsOfRetiredPlans() async throws {
    let scratch = try Ages.scratch(rows: 20)
    #expect((await scratch.migrate(Ages.build(at: 3), "run", "--offline", "--transaction-rows", "0")).status == 0)
    let named = "SELECT name FROM sqlite_schema WHERE name LIKE '%backup\\_%' ESCAPE '\\'"
    let backup = try #require(try scratch.rows(named).first)
    try scratch.connection().run("DELETE FROM people WHERE _id IN (3, 7)")
    let retired = Migrations(
      schema: "people-3", tables: [StoredTable("people", [Ages.goal])], retired: ["add-age"], plans: [])
    let next = await scratch.migrate(retired, "run")
    #expect(next.status == 0 && next.output.contains("add-age: removed 2 rows from the backup of people"), "\(next)")
    #expect(try scratch.rows("SELECT count(*) FROM \(backup)") == ["18"])
    // The table may have another key, or be gone: then nothing can be said about its rows.
    try scratch.connection().run("ALTER TABLE people RENAME TO others")
    #expect(
      try await scratch.database.transaction(.write) { session in
        try await session.discardDeletedRows(of: Backup(backup, of: "people", key: [], columns: []))
      } == 0)
  }

  @Test("Values of rows are shown only with --show-values")
  func shownValues() async throws {
    let scratch = try Ages.scratch(rows: 20)
    let plain = await scratch.migrate(Ages.build(at: 1), "dry-run")
    #expect(plain.output.contains("  _id 1\n") && !plain.output.contains("age 75"), "\(plain)")
    let shown = await scratch.migrate(Ages.build(at: 1), "dry-run", "--show-values")
    #expect(shown.output.contains("_id 1, age no value -> _id 1, age 75"), "\(shown)")
  }
}
