// Part of Bellows. MIT licence: see LICENSE.
import CSQLite
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// What the statements of a deploy are said to be, and what it executes.
@Suite struct ExplainedStepsTests {
  private static let before = #"CREATE TABLE "t" ("id" INTEGER PRIMARY KEY, "old" TEXT)"#
  private static let both = #"CREATE TABLE "t" ("id" INTEGER PRIMARY KEY, "old" TEXT, "new" TEXT)"#
  private static let after = #"CREATE TABLE "t" ("id" INTEGER PRIMARY KEY, "new" TEXT)"#

  /// A plan that gives a column another name: a new column, which replaces the old one in the next deploy.
  private let plan = MigrationPlan(
    name: "rename", base: "s0", goal: "s2", before: [StoredTable("t", [before])],
    moves: [StoredMove("t", "old", to: "new")],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen, fingerprint: "s1", isRelease: true,
        statements: [.sql(#"ALTER TABLE "t" ADD COLUMN "new" TEXT"#)], tables: [StoredTable("t", [both])]),
      MigrationDeploy(
        number: 2, phase: .tighten, fingerprint: "s2", isRelease: false,
        statements: [.sql(#"ALTER TABLE "t" DROP COLUMN "old""#)], tables: [StoredTable("t", [after])]),
    ],
    backfills: [
      Backfill(
        "t.new", after: 1, kind: .copy, pending: .differs, table: "t", key: [Column("id", .int)],
        reads: [Column("id", .int), Column("old", .text)], writes: [Column("new", .text)],
        sql: BackfillSQL(pending: nil, values: [#""old""#]), fits: { _ in false }
      ) { RowChanges("t", [Filter(Column("new", .text), $0.values[1])]) }
    ])

  private func scratch() throws -> Scratch {
    try Scratch(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, old TEXT COLLATE NOCASE CHECK (old <> 'x') /* kept */)",
      "CREATE INDEX mine ON t (old)", "CREATE VIEW v AS SELECT old AS k FROM t", "CREATE TABLE beside (x)",
      "INSERT INTO t VALUES (1, 'a')")
  }

  private func definitions(_ scratch: Scratch) throws -> [String] {
    try scratch.rows("SELECT type || ' ' || name || ': ' || sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY 1")
  }

  @Test("The statements of each deploy of a rename, executed by hand, end in the definitions of the deploy itself")
  func deploys() async throws {
    let (scratch, other) = (try scratch(), try scratch())
    for deploy in plan.deploys {
      let before = try definitions(scratch)
      let explained = try await scratch.database.explain(deploy, of: plan)
      #expect(try definitions(scratch) == before)
      let connection = try other.connection()
      bellows_configure(connection.handle, SQLITE_DBCONFIG_DEFENSIVE, 0)
      for statement in explained.statements { try connection.run(statement) }
      try await scratch.database.pool.sessionTransaction(.schema) { [plan] in try await $0.enter(deploy, of: plan) }
      let after = try definitions(scratch)
      #expect(try definitions(other) == after, "deploy \(deploy.number): \(explained.statements)")
      let changed = before.filter { !after.contains($0) }.map {
        $0.split(separator: ": ", maxSplits: 1).last.map(String.init)
      }
      #expect(Set(explained.definitions) == Set(changed.compactMap { $0 }))
      #expect(explained.definitions.contains { $0.contains("beside") } == false)
      for database in [scratch, other] { try database.connection().run("UPDATE t SET new = coalesce(new, 'a')") }
    }
    let end = try definitions(scratch)
    #expect(
      end.contains {
        $0.contains("new TEXT COLLATE NOCASE CHECK (new <> 'x')") || $0.contains("\"new\" TEXT COLLATE NOCASE")
      }, "\(end)")
    #expect(end.contains { $0.hasPrefix("index mine") && $0.contains("new") }, "\(end)")
  }

  @Test(
    "The statements of steps outside of a plan, executed by hand, end in the same definitions, and change nothing before",
    arguments: [
      SchemaStatement.sql(#"CREATE INDEX "more" ON "beside" ("x")"#),
      .sql(#"ALTER TABLE "t" RENAME COLUMN "old" TO "k""#),
      .rebuild(Rebuild(table: "t", changes: [.changeColumn(from: "old TEXT", to: "old TEXT NOT NULL")])),
      // SQLite cannot add the second column to the table, so the first one is taken back and the rows are copied.
      .rebuild(Rebuild(table: "t", changes: [.addColumn("m TEXT"), .addColumn("n TEXT UNIQUE")])),
      .rebuild(Rebuild(table: "t", changes: [.addColumn("n TEXT NOT NULL")], filled: [.init("n", "'v'")])),
      .rebuild(Rebuild(table: "t", changes: [.addColumn("n TEXT NOT NULL"), .addColumn("m TEXT")])),
      .dropIndex("mine", like: "CREATE INDEX mine ON t (old)"),
    ])
  func steps(_ step: SchemaStatement) async throws {
    let (scratch, other) = (try scratch(), try scratch())
    for database in [scratch, other] { try database.connection().run("DELETE FROM t") }
    let before = try definitions(scratch)
    let explained = try await scratch.database.explain([step])
    #expect(try definitions(scratch) == before)
    try await scratch.execute(step)
    let connection = try other.connection()
    bellows_configure(connection.handle, SQLITE_DBCONFIG_DEFENSIVE, 0)
    for statement in explained.statements { try connection.run(statement) }
    let after = try definitions(scratch)
    #expect(after != before)
    #expect(try definitions(other) == after)
    #expect(!explained.statements.contains { $0.lowercased().contains("savepoint") }, "\(explained.statements)")
    let isCopy = explained.statements.contains { $0.hasPrefix("INSERT INTO \"_bellows") }
    #expect(!isCopy || !explained.statements.contains { $0.contains("ADD COLUMN") }, "\(explained.statements)")
    let changed = before.filter { !after.contains($0) }.map { $0.split(separator: ": ", maxSplits: 1)[1] }
    #expect(Set(explained.definitions) == Set(changed.map(String.init)))
  }
}
