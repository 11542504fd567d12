// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension ConformanceCheck {
  static var rollback: [ConformanceCheck] {
    [
      ConformanceCheck(.rollback, "A rollback restores rows that were not written since, and the plan runs again") {
        try await restoresValues($0)
      },
      ConformanceCheck(.rollback, "A rollback is refused while newer code runs", refusesNewerCode),
      ConformanceCheck(
        .rollback, "In production, deleting values and rolling back need a confirmation", confirms),
      ConformanceCheck(.rollback, "The error of an unsupported build names the rollback that is needed", isNotServed),
      ConformanceCheck(
        .rollback, "Two scans back up the rows that each changes, and a rollback restores both", restoresTwoScans),
      ConformanceCheck(
        .rollback, "A backup still exists after the next plan, until migrate forget deletes it", forgets),
      ConformanceCheck(.rollback, "A dropped required column is required again after a rollback", comesBackRequired),
    ]
  }

  /// Creates a database on which all builds up to one have run, with every release between them.
  private static func database(
    _ context: ConformanceContext, at deploy: Int, rows: Int = 20
  ) async throws -> (AgePlan, TestDatabase) {
    let plan = AgePlan(dialect: context.dialect, deployCount: 3)
    let database = try await plan.database(context, rows: rows)
    try await database.succeed(plan.build(at: 1), "adopt")
    for number in 1..<deploy { try await database.succeed(plan.build(at: number), "run", "released", "run") }
    try await database.succeed(plan.build(at: deploy), "run")
    return (plan, database)
  }

  @Sendable private static func restoresValues(_ context: ConformanceContext) async throws {
    let (plan, database) = try await database(context, at: 3)
    let goal = plan.build(at: 3)
    try expect(try await database.database.differences(from: goal.tables, absent: [], others: []), is: [])
    try await database.delete(from: "people", where: [Filter(AgePlan.key, 4)])
    let back = await database.migrate(goal, "rollback")
    try expect(back.status, is: 0, back.errors)
    try expect(
      try await database.rows(of: "people", [AgePlan.key, AgePlan.year]),
      is: (1...20).filter { $0 != 4 }.map { [.int(Int64($0)), .int(Int64(1950 + $0))] })
    try await database.succeed(plan.build(at: 2), "run")
    try await database.succeed(goal, "run")
    try expect(try await database.database.differences(from: goal.tables, absent: [], others: []), is: [])
    try expect(try await database.status(goal).deploy, is: 3)
  }

  @Sendable private static func refusesNewerCode(_ context: ConformanceContext) async throws {
    let (plan, database) = try await database(context, at: 3)
    let refused = await database.migrate(plan.build(at: 3), "rollback", "--to", "1")
    try expect(refused.status, is: 1, "code of deploy 2 runs")
    try expect(await database.migrate(plan.build(at: 3), "rollback", "--to", "2").status, is: 0)
    // The build of deploy 1 runs again: its run closes the gate, then a rollback to it is possible.
    try await database.succeed(plan.build(at: 1), "run")
    let toFirst = await database.migrate(plan.build(at: 2), "rollback", "--to", "1")
    try expect(toFirst.status, is: 0, toFirst.errors)
    _ = await database.migrate(plan.build(at: 0), "run")
    let toBase = await database.migrate(plan.build(at: 1), "rollback", "--to", "0")
    try expect(toBase.status, is: 0, toBase.errors)
    let base = plan.build(at: 0)
    let others = [context.dialect.stored(AgePlan.states[1])]
    try expect(try await database.database.differences(from: base.tables, absent: [], others: others), is: [])
    try await database.succeed(base, "run")
    try await database.succeed(plan.build(at: 1), "run")
  }

  @Sendable private static func confirms(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect, deployCount: 3)
    let database = try await plan.database(context, rows: 10)
    func migrate(_ deploy: Int, _ arguments: String..., status: Int32, line: UInt = #line) async throws {
      let result = await database.migrate(plan.build(at: deploy), arguments: arguments, environment: "production")
      try expect(result.status, is: status, "\(arguments): \(result)", line: line)
    }
    try await migrate(1, "adopt", status: 0)
    for verb in ["run", "released"] { try await migrate(1, verb, status: 0) }
    // The backfill deletes nothing and is not confirmed; the next gate is a backup.
    for verb in ["run", "released"] { try await migrate(2, verb, status: 0) }
    try await migrate(2, "run", status: 1)
    try await migrate(2, "run", "--confirm", "other", status: 1)
    try await migrate(2, "run", "--confirm", "add-age", status: 0)
    try await migrate(3, "run", status: 1)
    try await migrate(3, "run", "--confirm", "add-age", status: 0)
    try await migrate(3, "rollback", status: 1)
    try await migrate(3, "rollback", "--confirm", "add-age", status: 0)
    try expect(
      try await database.values(of: AgePlan.year, in: "people", by: AgePlan.key),
      is: (1...10).map { .int(Int64(1950 + $0)) })
  }

  @Sendable private static func isNotServed(_ context: ConformanceContext) async throws {
    let (plan, database) = try await database(context, at: 2)
    let back = await database.migrate(plan.build(at: 0), "run")
    try expect(back.status == 1 && back.errors.contains("migrate rollback --to 0"), "the command is named: \(back)")
    try await database.succeed(plan.build(at: 1), "run")
    let stranger = Migrations(
      schema: "other", target: context.dialect.target, tables: plan.build(at: 0).tables, plans: [])
    try expect(await database.migrate(stranger, "run").status, is: 1)
  }

  @Sendable private static func restoresTwoScans(_ context: ConformanceContext) async throws {
    let plan = RolePlan(dialect: context.dialect)
    let database = try await plan.database(context, ["guest", "admin", "guest", "guest"])
    try await database.succeed(plan.build(at: 1), "run", "released", "run")
    try expect(try await database.roles, is: ["member", "admin", "member", "member"])
    // The previous build runs again and writes rows that the next scan changes.
    try await database.succeed(plan.build(at: 0), "run")
    try await database.insert([[5, "guest"]], into: "users", [RolePlan.key, RolePlan.role])
    try await database.succeed(plan.build(at: 1), "run", "released", "run")
    try await database.update("users", set: [Filter(RolePlan.role, "admin")], where: [Filter(RolePlan.key, 3)])
    try await database.succeed(plan.build(at: 0), "run")
    let back = await database.migrate(plan.build(at: 1), "rollback")
    try expect(back.status == 0 && back.output.contains("[3]"), "the row that was written since is named: \(back)")
    try expect(try await database.roles, is: ["guest", "admin", "admin", "guest", "guest"])
  }

  @Sendable private static func forgets(_ context: ConformanceContext) async throws {
    let plan = RolePlan(dialect: context.dialect)
    let database = try await plan.database(context, ["guest"])
    try await database.succeed(plan.build(at: 1), "run", "released", "run")
    try await database.succeed(plan.build(at: 2), "run")
    let next = plan.build(at: 2, then: true)
    try await database.succeed(next, "run")
    let backups = try await database.status(next).backups
    try expect(backups.map(\.rows), is: [1])
    try expect(backups.map(\.plan), is: ["no-guests"])
    try expect(await database.migrate(next, "forget", "no-guests").status, is: 0)
    try expect(try await database.status(next).backups, is: [])
    for backup in backups {
      let exists = try await database.database.transaction(.read) { try await $0.exists(table: backup.backup) }
      try expect(!exists, "\(backup.backup) is gone")
    }
    try expect(await database.migrate(next, "forget", "no-guests").status, is: 1)
  }

  @Sendable private static func comesBackRequired(_ context: ConformanceContext) async throws {
    let (key, fax) = (Column("_id", .int), Column("fax", .text))
    let faxColumn = ConformanceColumn(name: "fax", form: .text)
    let narrow = ConformanceTable("users", [ConformanceColumn(name: "_id", form: .int, isRequired: true)])
    let optional = narrow.adding(faxColumn)
    let required = optional.requiring("fax")
    let dialect = context.dialect
    let drop = MigrationDeploy(
      number: 2, phase: .tighten, fingerprint: "r2", isRelease: false,
      gates: [.released(deploy: 1), .backup(table: "users", key: [key], columns: ["fax"])],
      statements: dialect.dropColumn(faxColumn, from: required),
      rollbackStatements: dialect.addColumn(faxColumn, to: narrow),
      rollbackPlan: RollbackPlan(
        empties: [StoredColumns("users", ["fax"])],
        demands: [StoredCheck("users.fax", query: dialect.query([key], from: "users", where: .isNull("fax")))],
        then: dialect.setRequired(faxColumn, in: optional)),
      tables: [dialect.stored(narrow)])
    let plan = MigrationPlan(
      name: "no-fax", base: "r0", goal: "r2", before: [dialect.stored(required)],
      deploys: [MigrationDeploy(number: 1, phase: .widen, fingerprint: "r1", isRelease: true), drop],
      backfills: [])
    let build = Migrations(schema: "r2", target: dialect.target, tables: [dialect.stored(narrow)], plans: [plan])
    let database = try await context.database(required)
    try await database.insert([[1, "a"], [2, "b"]], into: "users", [key, fax])
    try await database.succeed(build, "adopt", "run", "released", "run")
    try await database.insert([[3]], into: "users", [key])
    let refused = await database.migrate(build, "rollback")
    try expect(refused.status == 1 && refused.errors.contains("users.fax"), "a row has no value: \(refused)")
    try await database.delete(from: "users", where: [Filter(key, 3)])
    try await database.succeed(build, "rollback")
    try expect(try await database.values(of: fax, in: "users", by: key), is: ["a", "b"])
    try expect(
      try await database.database.differences(from: [dialect.stored(required)], absent: [], others: []), is: [])
    try await database.succeed(build, "run")
  }
}
