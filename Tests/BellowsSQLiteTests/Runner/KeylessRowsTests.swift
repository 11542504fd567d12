// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Rows that no scan finds, because their key is NULL.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct KeylessRowsTests {
  @Test("Rows without a key that are inserted after the plan started are not counted as done", .timeLimit(.minutes(60)))
  func laterRows() async throws {
    let table = "CREATE TABLE t (id TEXT PRIMARY KEY, name TEXT)"
    let (key, name) = (Column("id", .text), Column("name", .text))
    let backfill = Backfill(
      "t.name", after: 1, kind: .custom, pending: .differs, table: "t", key: [key], reads: [key, name],
      writes: [name], fits: { _ in true }
    ) { _ in RowChanges("t", [Filter(name, "x")]) }
    let plan = MigrationPlan(
      name: "names", base: "s", goal: "s",
      deploys: [MigrationDeploy(number: 1, phase: .backfill, fingerprint: "s", isRelease: false)],
      backfills: [backfill])
    let build = Migrations(schema: "s", tables: [StoredTable("t", [table])], plans: [plan])
    let scratch = try Scratch(table, "INSERT INTO t VALUES ('k', 'a')")
    for word in ["adopt", "run"] { #expect(await scratch.migrate(build, word).status == 0, "\(word)") }
    try scratch.connection().run("DELETE FROM t; INSERT INTO t VALUES (NULL, 'b'), (NULL, 'c')")
    #expect(await scratch.migrate(build, "reset").status == 0)
    let run = await scratch.migrate(build, "run")
    #expect(run.status == 1 && run.errors.contains("key"), "\(run)")
    #expect(try scratch.rows("SELECT state FROM _bellows_backfills") != ["done"])
    try scratch.connection().run("UPDATE t SET name = 'x'")
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.rows("SELECT state FROM _bellows_backfills") == ["done"])
  }
}
