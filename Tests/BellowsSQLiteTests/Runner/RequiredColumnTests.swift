// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// A plan by hand that drops a required column in one step: it comes back required.
struct RequiredColumnTests {
  private static let narrow = #"CREATE TABLE "users" ("_id" INTEGER PRIMARY KEY) STRICT"#
  private static func table(_ name: String, _ column: String) -> String {
    "CREATE TABLE \"\(name)\" (\"_id\" INTEGER PRIMARY KEY, \"fax\" \(column)) STRICT"
  }

  private static let build: Migrations = {
    let all = Rebuild(
      table: "users", changes: [.changeColumn(from: #""fax" TEXT"#, to: #""fax" TEXT NOT NULL"#)])
    let drop = MigrationDeploy(
      number: 2, phase: .tighten, fingerprint: "r2", isRelease: false,
      gates: [.released(deploy: 1), .backup(table: "users", key: [Column("_id", .int)], columns: ["fax"])],
      statements: [.sql(#"ALTER TABLE "users" DROP COLUMN "fax""#)],
      rollbackStatements: [.sql(#"ALTER TABLE "users" ADD COLUMN "fax" TEXT"#)],
      rollbackPlan: RollbackPlan(
        empties: [StoredColumns("users", ["fax"])],
        demands: [StoredCheck("users.fax", query: #"SELECT "_id" FROM "users" WHERE "fax" IS NULL"#)],
        then: [.rebuild(all)]),
      tables: [StoredTable("users", [narrow])])
    let plan = MigrationPlan(
      name: "no-fax", base: "r0", goal: "r2", before: [StoredTable("users", [table("users", "TEXT NOT NULL")])],
      deploys: [
        MigrationDeploy(number: 1, phase: .widen, fingerprint: "r1", isRelease: true), drop,
      ], backfills: [])
    return Migrations(schema: "r2", tables: [StoredTable("users", [narrow])], plans: [plan])
  }()

  @Test("The next deploy waits for rows that were inserted meanwhile")
  func itWaitsForTheRowsThatCameMeanwhile() async throws {
    let scratch = try Scratch(Self.table("users", "TEXT NOT NULL"), "INSERT INTO users VALUES (1, 'a'), (2, 'b')")
    for word in ["adopt", "run", "released", "run"] { #expect(await scratch.migrate(Self.build, word).status == 0) }
    try scratch.connection().run("INSERT INTO users VALUES (3)")
    let refused = await scratch.migrate(Self.build, "rollback")
    #expect(
      refused.status == 1 && refused.errors.contains("1 row was inserted after users.fax was dropped"), "\(refused)")
    #expect(refused.errors.contains("insert their keys and values into _bellows_backup_1"), "\(refused)")
    try scratch.connection().run(#"INSERT INTO _bellows_backup_1 ("k:_id", "o:fax") VALUES (3, 'c')"#)
    let back = await scratch.migrate(Self.build, "rollback")
    #expect(back.status == 0 && back.output.contains("users: 3 rows restored"), "\(back)")
    #expect(try scratch.rows("SELECT fax FROM users ORDER BY _id") == ["a", "b", "c"])
    #expect(try scratch.rows(#"SELECT "notnull" FROM pragma_table_xinfo('users') WHERE name = 'fax'"#) == ["1"])
    #expect(await scratch.migrate(Self.build, "run").status == 0)
  }
}
