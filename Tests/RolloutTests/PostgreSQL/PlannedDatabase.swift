// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestServers

@testable import Bellows
@testable import MigrationSQL

/// An empty PostgreSQL database with the tables of a schema, and the plan to another one.
struct PlannedDatabase {
  let plan: Plan
  let connection: String
  private let runtime: RuntimePlan

  /// - Parameter setup: Statements after the tables are created, and before the database is adopted.
  init(from old: String, to new: String, setup: String = "") async throws {
    func schema(_ text: String) throws(DiagnosticList) -> Schema {
      try readSchema([SourceFile(path: "app.schema", text: "target postgresql\n" + text)])
    }
    plan = try planMigration(from: schema(old), to: schema(new)).plan
    connection = try plan.emptyDatabase()
    runtime = RuntimePlan(
      plan: plan, expected: ExpectedRows(plan, SampleRows(plan.base, seed: 1, rowsOfTable: 0), seed: 1))
    let raw = try RawPostgreSQL(connection)
    try raw.create(plan.revision(after: 0))
    try raw.execute(setup)
    try await Adoption(runner: runner(runtime.before)).run()
  }

  var raw: RawPostgreSQL { get throws { try RawPostgreSQL(connection) } }
  var migration: MigrationPlan { runtime.migrations.all[0] }

  /// The first deploy whose code does not use the old tables, and whose statements drop none of them.
  var lastRelease: Int { plan.deploys.last { $0.isRelease }?.number ?? 0 }

  private func runner(_ migrations: Migrations, _ faults: Faults? = nil) -> Runner {
    var options = RunOptions()
    (options.isGateless, options.largestTransaction) = (true, 0)
    let database = faults.map { PostgreSQL(connection, faults: $0) } ?? PostgreSQL(connection)
    return Runner(migrations, on: database, by: Author(who: "the test", environment: "test"), options: options)
  }

  /// Runs every deploy up to one, and its backfills.
  func run(to deploy: Int? = nil, faults: Faults? = nil) async throws {
    let number = deploy ?? plan.deploys.count
    let build = Migrations(
      schema: plan.deploys[number - 1].schema.fingerprint, target: .postgresql, tables: runtime.migrations.tables,
      plans: runtime.migrations.all.map { $0.at(deploy: number) })
    _ = try await runner(build, faults).run()
  }

  func rollBack(to deploy: Int) async throws {
    try raw.execute("UPDATE bellows._bellows_plans SET released = \(deploy)")
    try await RollbackRun(runner: runner(runtime.migrations)).run(to: deploy)
  }

  /// A new role that may use the schema.
  func makeRole(_ name: String) throws -> String {
    let role = "\(name)_\(try raw.rows("SELECT current_database()").first?[0] ?? "")"
    try raw.execute("CREATE ROLE \(role); GRANT ALL ON SCHEMA public TO \(role)")
    return role
  }
}
