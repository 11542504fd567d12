// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// `migrate run --offline`: all deploys of a plan, while no other code runs.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct OfflineTests {
  private func schemaEvents(_ scratch: Scratch) throws -> [String] {
    try scratch.rows("SELECT detail FROM _bellows_events WHERE what = 'schema' ORDER BY id")
  }

  @Test(
    "One transaction runs the whole plan, and a rollback restores what it deleted", arguments: [Ages.Way.pure, .sql])
  func oneTransaction(_ way: Ages.Way) async throws {
    let scratch = try Ages.scratch(rows: 20)
    let before = try scratch.rows("SELECT _id, name, year FROM people ORDER BY _id")
    let build = Ages.build(at: 3, way)
    #expect(await scratch.migrate(build, "adopt").status == 0)
    let unconfirmed = await scratch.migrate(build, "run", "--offline", environment: "production")
    #expect(unconfirmed.status == 1 && unconfirmed.errors.contains("--confirm add-age"), "\(unconfirmed)")
    #expect(try schemaEvents(scratch) == [])
    let run = await scratch.migrate(build, "run", "--offline", "--confirm", "add-age", environment: "production")
    #expect(run.status == 0 && run.output.contains("deploy 3 of 3"), "\(run)")
    #expect(try schemaEvents(scratch) == ["deploys 1 to 3 in one step"])
    #expect(try scratch.rows("SELECT name FROM pragma_table_xinfo('people')") == ["_id", "name", "age"])
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age IS NULL") == ["0"])
    let early = await scratch.migrate(build, "rollback", "--to", "0", "--confirm", "add-age", environment: "production")
    #expect(early.status == 1 && early.errors.contains("--offline"), "\(early)")
    let back = await scratch.migrate(
      build, "rollback", "--to", "0", "--offline", "--confirm", "add-age", environment: "production")
    #expect(back.status == 0, "\(back)")
    #expect(try scratch.rows("SELECT _id, name, year FROM people ORDER BY _id") == before)
  }

  @Test("An offline plan does not start while other code may run", arguments: [Ages.Way.pure, .byRow])
  func offlinePlan(_ way: Ages.Way) async throws {
    let scratch = try Ages.scratch(rows: 20)
    let rolling = Ages.build(at: 3, way)
    let plan = try #require(rolling.all.last)
    let build = Migrations(
      schema: rolling.schema, tables: rolling.tables,
      plans: [
        MigrationPlan(
          name: plan.name, base: plan.base, goal: plan.goal, isOffline: true, before: plan.before, moves: plan.moves,
          deploys: plan.deploys, backfills: plan.backfills)
      ])
    #expect(await scratch.migrate(build, "adopt").status == 0)
    let waiting = await scratch.run(build, ["run"])
    #expect(waiting.status == 0 && waiting.output.contains("next: stop all code, then migrate run --offline"))
    #expect(try schemaEvents(scratch) == [])
    let status = await scratch.migrate(build, "status", "--json")
    #expect(status.output.contains(#""kind":"offline""#), "\(status)")
    let rehearsal = await scratch.migrate(build, "dry-run")
    #expect(rehearsal.status == 0, "\(rehearsal)")
    let run = await scratch.run(build, ["run", "--offline"])
    #expect(run.status == 0, "\(run)")
    #expect(await scratch.migrate(build, "next").output.contains("add-age is done"))
  }

  @Test("More rows than --transaction-rows, and a function that needs the database, run deploy by deploy")
  func deployByDeploy() async throws {
    for (way, words) in [(Ages.Way.pure, ["--transaction-rows", "19"]), (.byRow, [])] {
      let scratch = try Ages.scratch(rows: 20)
      let build = Ages.build(at: 3, way)
      #expect(await scratch.migrate(build, "adopt").status == 0)
      let run = await scratch.run(build, ["run", "--offline"] + words)
      #expect(run.status == 0, "\(run)")
      #expect(try schemaEvents(scratch) == ["deploy 1", "deploy 2", "deploy 3"])
    }
  }

  @Test("A row that the function rejects is reported as in a run of the deploys, and no deploy is skipped")
  func rejectedRow() async throws {
    let scratch = try Ages.scratch(rows: 5)
    try scratch.connection().run("UPDATE people SET year = NULL WHERE _id = 3")
    let build = Ages.build(at: 3, .pure)
    #expect(await scratch.migrate(build, "adopt").status == 0)
    let run = await scratch.migrate(build, "run", "--offline")
    #expect(run.status == 1 && run.errors.contains("1 row of people.age is quarantined"), "\(run)")
    #expect(try schemaEvents(scratch) == ["deploy 1"])
    try scratch.connection().run("UPDATE people SET year = 1990 WHERE _id = 3")
    #expect(await scratch.migrate(build, "run", "--offline").status == 0)
    #expect(try scratch.rows("SELECT age FROM people WHERE _id = 3") == ["36"])
  }
}
