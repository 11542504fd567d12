// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Older builds on newer databases, and rollbacks.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RollbackTests {
  /// A database that all builds up to one were carried out on, with everything in between.
  private func scratch(at deploy: Int, rows: Int = 20) async throws -> Scratch {
    let scratch = try Ages.scratch(rows: rows)
    #expect(await scratch.migrate(Ages.build(at: 1), "adopt").status == 0)
    for number in 1...deploy {
      let run = await scratch.migrate(Ages.build(at: number), "run")
      #expect(run.status == 0, "\(run)")
      if number == deploy { break }
      #expect(await scratch.migrate(Ages.build(at: number), "released").status == 0)
      #expect(await scratch.migrate(Ages.build(at: number), "run").status == 0)
    }
    return scratch
  }

  @Test("The commit before is served and closes the gates")
  func theCommitBeforeIsServedAndClosesTheGates() async throws {
    let scratch = try await scratch(at: 1)
    let build = Ages.build(at: 1)
    _ = await scratch.migrate(build, "released")
    #expect(await scratch.migrate(build, "run").output.contains("next: migrate verify --attest"))

    let before = Ages.build(at: 0)
    let back = await scratch.migrate(before, "run")
    #expect(back.status == 0, "\(back)")
    #expect(back.output.contains("the gates opened since deploy 0 are closed again"))
    // Its code inserts a row without an age.
    try scratch.connection().run("INSERT INTO people (_id, name, year) VALUES (100, 'old code', 2000)")
    #expect(await scratch.migrate(before, "run").output.contains("next: nothing to do: the database is ahead"))

    let again = await scratch.migrate(build, "run")
    #expect(again.output.contains("next: release the code of deploy 1"), "\(again)")
    _ = await scratch.migrate(build, "released")
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.rows("SELECT age FROM people WHERE _id = 100") == ["26"])
  }

  @Test("An older build that is not served is told what to do")
  func anOlderBuildThatIsNotServedIsToldWhatToDo() async throws {
    let scratch = try await scratch(at: 2)
    let back = await scratch.migrate(Ages.build(at: 0), "run")
    #expect(back.status == 1 && back.errors.contains("migrate rollback --to 0"), "\(back)")
    #expect(await scratch.migrate(Ages.build(at: 1), "run").status == 0)
    let stranger = Migrations(schema: "other", tables: [StoredTable("people", [Ages.base])], plans: [])
    #expect(await scratch.migrate(stranger, "run").errors.contains("this build does not have that plan"))
  }

  @Test("Rollback restores rows that were not written since")
  func rollbackGivesBackWhatNobodyWroteToSince() async throws {
    let scratch = try await scratch(at: 3)
    let before = try scratch.rows("SELECT _id, 2026 - age FROM people ORDER BY _id")
    try scratch.connection().run("DELETE FROM people WHERE _id = 4")
    let back = await scratch.migrate(Ages.build(at: 3), "rollback")
    #expect(back.status == 0, "\(back)")
    #expect(back.output.contains("add-age: deploy 3 is rolled back"))
    #expect(try scratch.rows("SELECT _id, year FROM people ORDER BY _id") == before.filter { !$0.hasPrefix("4|") })
    #expect(await scratch.migrate(Ages.build(at: 2), "run").status == 0)
    // And forward again.
    let forward = await scratch.migrate(Ages.build(at: 3), "run")
    #expect(forward.status == 0, "\(forward)")
    #expect(try scratch.rows("SELECT count(*) FROM pragma_table_xinfo('people')") == ["3"])
  }

  @Test("Rollback refuses while newer code runs") func rollbackRefusesWhileNewerCodeRuns() async throws {
    let scratch = try await scratch(at: 3)
    let refused = await scratch.migrate(Ages.build(at: 3), "rollback", "--to", "1")
    #expect(refused.status == 1 && refused.errors.contains("the code of deploy 2 of add-age is released"), "\(refused)")
    #expect(await scratch.migrate(Ages.build(at: 3), "rollback", "--to", "2").status == 0)
    // The build of deploy 1 runs again: its run closes the gate, then the way is free.
    #expect(await scratch.migrate(Ages.build(at: 1), "run").status == 0)
    let all = await scratch.migrate(Ages.build(at: 2), "rollback", "--to", "1")
    #expect(all.status == 0, "\(all)")
    _ = await scratch.migrate(Ages.build(at: 0), "run")
    let base = await scratch.migrate(Ages.build(at: 1), "rollback", "--to", "0")
    #expect(base.status == 0, "\(base)")
    #expect(try scratch.rows("SELECT name FROM pragma_table_xinfo('people')") == ["_id", "name", "year"])
    #expect(await scratch.migrate(Ages.build(at: 0), "run").output.contains("next: nothing"))
    #expect(await scratch.migrate(Ages.build(at: 1), "run").status == 0)
  }

  @Test("In production a rollback is confirmed") func inProductionARollbackIsConfirmed() async throws {
    let scratch = try await scratch(at: 1)
    #expect(await scratch.migrate(Ages.build(at: 1), "rollback", environment: "production").status == 1)
    #expect(
      await scratch.migrate(Ages.build(at: 1), "rollback", "--confirm", "add-age", environment: "production").status
        == 0)
    #expect(await scratch.migrate(Ages.build(at: 1), "rollback").errors.contains("nothing to roll back"))
  }
}

/// A plan by hand that drops a required column in one step: it comes back required.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RequiredColumnTests {
  private static let narrow = #"CREATE TABLE "users" ("_id" INTEGER PRIMARY KEY) STRICT"#
  private static func table(_ name: String, _ column: String) -> String {
    "CREATE TABLE \"\(name)\" (\"_id\" INTEGER PRIMARY KEY, \"fax\" \(column)) STRICT"
  }

  private static let build: Migrations = {
    let all = Rebuild(
      table: "users", changes: [.changeColumn(from: #""fax" TEXT"#, to: #""fax" TEXT NOT NULL"#)])
    let drop = MigrationDeploy(
      number: 2, phase: .tighten, schema: "2", fingerprint: "r2", isRelease: false,
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
        MigrationDeploy(number: 1, phase: .widen, schema: "1", fingerprint: "r1", isRelease: true), drop,
      ], backfills: [])
    return Migrations(schema: "r2", tables: [StoredTable("users", [narrow])], plans: [plan])
  }()

  @Test("It waits for the rows that came meanwhile") func itWaitsForTheRowsThatCameMeanwhile() async throws {
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

/// What was kept aside, over several scans and several plans.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ImageTests {
  private static let role = Column("role", .text)
  private static let base = #"CREATE TABLE "users" ("_id" INTEGER PRIMARY KEY, "role" TEXT NOT NULL) STRICT"#

  /// Guests become members, in place; and another plan after it.
  private func build(at deploy: Int, then isLater: Bool = false) -> Migrations {
    let key = Column("_id", .int)
    let fill = Backfill(
      "users.role", after: 1, kind: .remap, pending: .invalid, table: "users", key: [key], reads: [key, Self.role],
      writes: [Self.role], sql: BackfillSQL(pending: #""role" = 'guest'"#, values: ["'member'"]),
      fits: { $0.values[0] != "guest" }
    ) { _ in RowChanges("users", [Filter(Self.role, "member")]) }
    let plan = MigrationPlan(
      name: "no-guests", base: "r0", goal: "r2",
      deploys: [
        MigrationDeploy(number: 1, phase: .widen, schema: "1", fingerprint: "r1", isRelease: true),
        MigrationDeploy(
          number: 2, phase: .tighten, schema: "2", fingerprint: "r2", isRelease: false,
          gates: [
            .released(deploy: 1), .backup(table: "users", key: [key], columns: ["role"]), .backfilled("users.role"),
          ]),
      ], backfills: [fill])
    let next = MigrationPlan(
      name: "next", base: "r2", goal: "r3",
      deploys: [MigrationDeploy(number: 1, phase: .widen, schema: "1", fingerprint: "r3", isRelease: false)],
      backfills: [])
    return Migrations(
      schema: isLater ? "r3" : ["r0", "r1", "r2"][deploy], tables: [StoredTable("users", [Self.base])],
      plans: deploy == 0 ? [] : [plan.at(deploy: deploy)] + (isLater ? [next] : []))
  }

  @Test("Two scans keep what each met and rollback gives it back")
  func twoWalksKeepWhatEachMetAndRollbackGivesItBack() async throws {
    let scratch = try Scratch(
      Self.base, "INSERT INTO users VALUES (1, 'guest'), (2, 'admin'), (3, 'guest'), (4, 'guest')")
    _ = await scratch.migrate(build(at: 1), "adopt")
    for word in ["run", "released", "run"] { #expect(await scratch.migrate(build(at: 1), word).status == 0) }
    #expect(try scratch.rows("SELECT role FROM users ORDER BY _id") == ["member", "admin", "member", "member"])
    // The commit before runs again and writes what the next scan meets.
    #expect(await scratch.migrate(build(at: 0), "run").status == 0)
    try scratch.connection().run("INSERT INTO users VALUES (5, 'guest')")
    for word in ["run", "released", "run"] { #expect(await scratch.migrate(build(at: 1), word).status == 0) }
    try scratch.connection().run("UPDATE users SET role = 'admin' WHERE _id = 3")
    #expect(await scratch.migrate(build(at: 0), "run").status == 0)
    let back = await scratch.migrate(build(at: 1), "rollback")
    #expect(back.status == 0 && back.output.contains("users: 3 rows restored; 1 row"), "\(back)")
    #expect(back.output.contains("\n  [3]"))
    #expect(try scratch.rows("SELECT role FROM users ORDER BY _id") == ["guest", "admin", "admin", "guest", "guest"])
  }

  @Test("The next plan leaves them") func theNextPlanLeavesThem() async throws {
    let scratch = try Scratch(Self.base, "INSERT INTO users VALUES (1, 'guest')")
    _ = await scratch.migrate(build(at: 1), "adopt")
    for word in ["run", "released", "run"] { #expect(await scratch.migrate(build(at: 1), word).status == 0) }
    #expect(await scratch.migrate(build(at: 2), "run").status == 0)
    let backups = "SELECT count(*) FROM sqlite_schema WHERE name GLOB '_bellows_backup_*'"
    #expect(try scratch.rows(backups) == ["1"])
    #expect(await scratch.migrate(build(at: 2, then: true), "run").status == 0)
    #expect(try scratch.rows(backups) == ["1"])
    #expect(try scratch.rows(#"SELECT "k:_id", "o:role" FROM _bellows_backup_1"#) == ["1|guest"])
    #expect(await scratch.migrate(build(at: 2, then: true), "forget", "no-guests").status == 0)
    #expect(try scratch.rows(backups) == ["0"])
    #expect(await scratch.migrate(build(at: 2, then: true), "cancel").errors.contains("nothing to cancel"))
  }
}
