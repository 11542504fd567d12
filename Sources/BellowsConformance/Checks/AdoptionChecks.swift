// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension ConformanceCheck {
  static var adoption: [ConformanceCheck] {
    [
      ConformanceCheck(
        .adoption, "Adoption of tables that differ from the plan's is refused with the differences", refuses),
      ConformanceCheck(.adoption, "A table that was changed after its adoption is refused before a deploy", findsDrift),
      ConformanceCheck(.adoption, "A database with the tables of a deploy is adopted at that deploy", findsTheDeploy),
      ConformanceCheck(.adoption, "An empty database gets the tables of the build", creates),
      ConformanceCheck(.adoption, "Without gates, one call runs all deploys", migrates),
    ]
  }

  @Sendable private static func refuses(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    var other = AgePlan.table.adding(ConformanceColumn(name: "extra", form: .text))
    other.columns[1].form = .int
    let database = try await context.database(other)
    let adopted = await database.migrate(plan.build(at: 1), "adopt")
    try expect(adopted.status == 1 && adopted.errors.contains("name"), "the column is named: \(adopted)")
    try expect(!adopted.errors.contains("extra"), "a column that the plan does not know is ignored: \(adopted)")
    try expect(try await !database.database.hasLedgerTable(LedgerTables.state), "no ledger was created")
  }

  @Sendable private static func findsDrift(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let database = try await plan.database(context, rows: 1)
    try await database.succeed(plan.build(at: 1), "adopt")
    let statements = context.dialect.addColumn(ConformanceColumn(name: "age", form: .text), to: AgePlan.table)
    try await database.database.transaction(.schema) { session in
      for statement in statements { try await session.execute(statement) }
    }
    let run = await database.migrate(plan.build(at: 1), "run")
    try expect(run.status == 1 && run.errors.contains("age"), "the column is named: \(run)")
    try expect(try await database.status(plan.build(at: 1)).deploy, is: 0)
  }

  @Sendable private static func findsTheDeploy(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    for deploy in 0...2 {
      let database = try await context.database(AgePlan.states[deploy])
      try await database.succeed(plan.build(at: 2), "adopt")
      try expect(try await database.status(plan.build(at: 2)).deploy, is: deploy)
      let again = await database.migrate(plan.build(at: 2), "adopt")
      try expect(again.status, is: 1, "a database is adopted once")
    }
  }

  @Sendable private static func creates(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let build = plan.build(at: 2)
    let database = try await context.database()
    try await database.succeed(build, "run")
    let status = try await database.status(build)
    try expect([status.deploy, status.released], is: [2, 2])
    try expect(status.servesThisBuild, "the build is served")
    try expect(
      try await database.database.differences(from: build.tables, absent: ["animals"], others: []), is: [])
    try expect(await database.migrate(build, "create").status, is: 1)
    let full = try await plan.database(context, rows: 0)
    let refused = await full.migrate(build, "create")
    try expect(refused.status == 1 && refused.errors.contains("people"), "the table is named: \(refused)")
  }

  @Sendable private static func migrates(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let database = try await plan.database(context, rows: 300)
    try await Migrator(plan.build(at: 1), on: database.database).migrate(.allClientsStopped)
    try expect(try await database.filledCount, is: 300)
    let build = plan.build(at: 2)
    try await Migrator(build, on: database.database).migrate(.allClientsStopped)
    let status = try await database.status(build)
    try expect(status.servesThisBuild, "the build is served")
    try expect([status.deploy, status.released], is: [2, 2])
    try expect(status.backfills.map(\.state), is: [.done])
    let fresh = try await context.database()
    try await Migrator(build, on: fresh.database).migrate(.allClientsStopped)
    for database in [database, fresh] {
      try expect(try await database.database.differences(from: build.tables, absent: [], others: []), is: [])
    }
  }
}
