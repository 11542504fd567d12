// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// A plan with a backfill function that is not written yet.
@Suite struct UnfilledPlanTests {
  @Test("A plan with an unfilled function changes nothing") func anUnfilledPlanTouchesNothing() async throws {
    struct People: BackfillRow, WritableRow {
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
}
