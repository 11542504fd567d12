// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Everything that keeps a gate closed, or keeps a run from beginning.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct GateTests {
  /// A database whose plan has its first deploy, released.
  private func released(rows: Int, _ build: Migrations) async throws -> Scratch {
    let scratch = try Ages.scratch(rows: rows)
    for word in ["adopt", "run", "released"] {
      let result = await scratch.migrate(build, word)
      #expect(result.status == 0, "\(word): \(result)")
    }
    return scratch
  }

  @Test(
    "Refused rows hold the gate and no others",
    arguments: [Ages.Way.pure, .byRow]) func refusedRowsHoldTheGateAndNoOthers(_ way: Ages.Way) async throws
  {
    let build = Ages.build(at: 1, way)
    let scratch = try await released(rows: 3000, build)
    try scratch.connection().run("UPDATE people SET year = NULL WHERE _id % 1000 = 7")
    let held = await scratch.migrate(build, "run")
    #expect(held.status == 1 && held.errors.contains("3 rows of people.age are quarantined"), "\(held)")
    #expect(try scratch.rows("SELECT count(age) FROM people") == ["2997"])
    let status = await scratch.migrate(build, "status").output
    #expect(status.contains("3 quarantined") && status.contains("[7] no year"), "\(status)")
    #expect(await scratch.migrate(build, "verify").status == 1)
    #expect(await scratch.migrate(build, "verify", "--attest").status == 1)

    try scratch.connection().run("UPDATE people SET year = 2000 WHERE _id = 7")
    let fewer = await scratch.migrate(build, "run")
    #expect(fewer.errors.contains("2 rows of people.age"), "\(fewer)")
    #expect(try scratch.rows("SELECT age FROM people WHERE _id = 7") == ["26"])
    try scratch.connection().run("UPDATE people SET year = 2001 WHERE _id = 1007")
    try scratch.connection().run("DELETE FROM people WHERE _id = 2007")
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.rows("SELECT count(*) FROM _bellows_quarantine") == ["0"])
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age IS NULL") == ["0"])
  }

  @Test("Too many quarantined rows stop the scan") func tooManyRefusedRowsStopTheWalk() async throws {
    let build = Ages.build(at: 1, .byRow) { _ in throw RowRefused("never") }
    let scratch = try await released(rows: 5000, build)
    let stopped = await scratch.migrate(build, "run", "--batch-size", "400")
    #expect(stopped.status == 1 && stopped.errors.contains("1000 quarantined rows"), "\(stopped)")
    #expect(try scratch.rows("SELECT count(*) FROM _bellows_quarantine") == ["1200"])
    let fixed = await scratch.migrate(Ages.build(at: 1, .byRow), "run")
    #expect(fixed.status == 0, "\(fixed)")
    #expect(try scratch.rows("SELECT count(age) FROM people") == ["5000"])
  }

  @Test("A unique constraint is counted again before it is tightened")
  func aPromiseIsCountedAgainBeforeItIsTightened() async throws {
    let first = Ages.build(at: 1)
    let scratch = try await released(rows: 10, first)
    #expect(await scratch.migrate(first, "run").status == 0)
    try scratch.connection().run("INSERT INTO people (_id, name) VALUES (11, 'late')")
    let late = await scratch.migrate(Ages.build(at: 2), "run")
    #expect(late.status == 1 && late.errors.contains("1 row fails the check people.age"), "\(late)")
    #expect(late.errors.contains("_id 11"), "\(late)")
    try scratch.connection().run("UPDATE people SET year = 1990 WHERE _id = 11")
    let then = await scratch.migrate(Ages.build(at: 2), "run")
    #expect(then.status == 0 && then.output.contains("deploy 2 of 3"), "\(then)")
    #expect(try scratch.rows("SELECT age FROM people WHERE _id = 11") == ["36"])
  }

  @Test("Values go in production only when confirmed") func valuesGoInProductionOnlyWhenConfirmed() async throws {
    let scratch = try Ages.scratch(rows: 10)
    for deploy in 1...2 {
      let build = Ages.build(at: deploy)
      if deploy == 1 { _ = await scratch.migrate(build, "adopt") }
      for word in ["run", "released"] { _ = await scratch.migrate(build, word, environment: "production") }
    }
    // The backfill deletes nothing and asked for nothing; the next gate is a backup.
    let unconfirmed = await scratch.migrate(Ages.build(at: 2), "run", environment: "production")
    #expect(unconfirmed.status == 1 && unconfirmed.errors.contains("--confirm add-age"), "\(unconfirmed)")
    #expect(unconfirmed.output.contains("to be backed up: year of people, about"))
    let other = await scratch.migrate(Ages.build(at: 2), "run", "--confirm", "other", environment: "production")
    #expect(other.status == 1)
    let kept = await scratch.migrate(Ages.build(at: 2), "run", "--confirm", "add-age", environment: "production")
    #expect(kept.status == 0, "\(kept)")
    #expect(await scratch.migrate(Ages.build(at: 3), "run", environment: "production").status == 1)
    let last = await scratch.migrate(Ages.build(at: 3), "run", "--confirm", "add-age", environment: "production")
    #expect(last.status == 0, "\(last)")
  }

  @Test("An unfilled plan touches nothing") func anUnfilledPlanTouchesNothing() async throws {
    struct People: ReadableRow, WritableRow {
      static let table = "people"
      static let columns = [Ages.key, Ages.age]
      static let keyColumns = [0]
      init(row: some RowReader) throws {}
      func write(to row: inout some RowWriter) throws {}
    }
    let scratch = try Ages.scratch(rows: 3)
    let plan = Ages.plan(.sql)
    let unfilled = MigrationPlan(
      name: plan.name, base: plan.base, goal: plan.goal, before: plan.before, deploys: plan.deploys,
      backfills: [
        Backfill("people.age", after: 1, kind: .custom, pending: .invalid) {
          (_: People, _: Rows) async throws(Unfilled) -> People in throw Unfilled()
        }
      ])
    let build = Migrations(
      schema: "people-1", tables: [StoredTable("people", [Ages.widened])], plans: [unfilled.at(deploy: 1)])
    let before = try scratch.rows("SELECT sql FROM sqlite_schema ORDER BY name")
    let result = await scratch.migrate(build, "run")
    #expect(
      result.status == 1 && result.errors.contains("the backfill function of people.age is not written yet"),
      "\(result)")
    #expect(try scratch.rows("SELECT sql FROM sqlite_schema ORDER BY name") == before)
    await #expect(throws: MigrationRefused.unfilled(plan: "add-age", backfill: "people.age")) {
      try await Migrator(build, on: scratch.database).migrate()
    }
  }

  @Test("Another schema is refused with the differences")
  func anotherSchemaIsRefusedWithTheDifferences() async throws {
    let scratch = try Scratch(#"CREATE TABLE "people" ("_id" INTEGER PRIMARY KEY, "name" INTEGER, "extra" TEXT)"#)
    let adopted = await scratch.migrate(Ages.build(at: 1), "adopt")
    #expect(adopted.status == 1, "\(adopted)")
    #expect(adopted.errors.contains("people"), "\(adopted)")
    #expect(!adopted.errors.contains("extra"), "\(adopted)")
    #expect(try scratch.rows("SELECT name FROM sqlite_schema WHERE name LIKE '_bellows%'") == [])

    let changed = try Ages.scratch(rows: 1)
    _ = await changed.migrate(Ages.build(at: 1), "adopt")
    try changed.connection().run("ALTER TABLE people ADD COLUMN age TEXT")
    let run = await changed.migrate(Ages.build(at: 1), "run")
    #expect(run.status == 1 && run.errors.contains("the database is not in the schema before add-age:"), "\(run)")
    #expect(run.errors.contains("age"))
  }

  @Test("An empty database is created at current") func anEmptyDatabaseIsCreatedAtCurrent() async throws {
    let scratch = try Scratch()
    let created = await scratch.migrate(Ages.build(at: 2), "run")
    #expect(created.status == 0, "\(created)")
    #expect(created.output.contains("created this build's schema: 1 table"))
    #expect(try scratch.rows("SELECT deploy, released FROM _bellows_plans") == ["2|2"])
    #expect(try scratch.rows("SELECT count(*) FROM pragma_table_xinfo('people')") == ["4"])
    #expect(await scratch.migrate(Ages.build(at: 2), "create").status == 1)
    let full = try Ages.scratch(rows: 0)
    #expect(await full.migrate(Ages.build(at: 2), "create").errors.contains("not empty: it has people"))
  }
}
