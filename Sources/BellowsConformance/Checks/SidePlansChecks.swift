// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension ConformanceCheck {
  static var sidePlans: [ConformanceCheck] {
    [
      ConformanceCheck(.sidePlans, "Each of two plans advances although a gate of the other is closed", eachAtItsPace),
      ConformanceCheck(.sidePlans, "A plan that is refused does not stop another one", oneIsRefused),
      ConformanceCheck(.sidePlans, "One plan is rolled back while the other stays", oneGoesBack),
      ConformanceCheck(
        .sidePlans, "A build without a plan that is under way is served as its gates allow", olderBuilds),
      ConformanceCheck(.sidePlans, "A database is adopted at the deploy of each plan", adopts),
    ]
  }

  /// A build with `add-age` and `no-guests`, each at a deploy, or without it at 0.
  private static func build(
    _ context: ConformanceContext, age: Int, role: Int, function: (@Sendable (StoredRow) throws -> Int64)? = nil
  ) -> Migrations {
    var ages = AgePlan(dialect: context.dialect, deployCount: 3)
    if let function { ages.function = function }
    let roles = RolePlan(dialect: context.dialect)
    let plans =
      (age == 0 ? [] : [ages.plan(ages.backfill, after: []).at(deploy: age)])
      + (role == 0 ? [] : [roles.plan(after: []).at(deploy: role)])
    return Migrations(
      schema: "people-\(age), users-\(role)", target: context.dialect.target,
      tables: [context.dialect.stored(AgePlan.states[age]), context.dialect.stored(RolePlan.table)], plans: plans)
  }

  private static func database(_ context: ConformanceContext, rows: Int = 20) async throws -> TestDatabase {
    let database = try await context.database(AgePlan.table, RolePlan.table)
    try await database.insert(
      (0..<rows).map { [.int(Int64($0) + 1), .string("p\($0 + 1)"), .int(Int64(1951 + $0))] }, into: "people",
      [AgePlan.key, AgePlan.name, AgePlan.year])
    try await database.insert(
      (0..<rows).map { [.int(Int64($0) + 1), $0.isMultiple(of: 2) ? "guest" : "admin"] }, into: "users",
      [RolePlan.key, RolePlan.role])
    try await database.succeed(build(context, age: 0, role: 0), "adopt")
    return database
  }

  /// Returns the deploy of each plan in the ledger, or another number of its row.
  private static func deploys(
    _ database: TestDatabase, _ column: String = "deploy"
  ) async throws -> [String: Int64] {
    let rows = try await database.rows(
      of: LedgerTables.plans.name, [Column("name", .text), Column(column, .int)])
    var numbers: [String: Int64] = [:]
    for row in rows {
      if case .string(let name)? = row[0], case .int(let number)? = row[1] { numbers[name] = number }
    }
    return numbers
  }

  @Sendable private static func eachAtItsPace(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    try await database.succeed(build(context, age: 1, role: 0), "run")
    // The release of add-age is not over; no-guests begins, is released and ends meanwhile.
    let first = build(context, age: 1, role: 1)
    try await database.succeed(first, "run")
    try expect(try await deploys(database), is: ["add-age": 1, "no-guests": 1])
    let status = try await database.status(first)
    try expect(status.servesThisBuild && status.plans.count == 2, "both are under way: \(status)")
    try expect(status.next.count, is: 2, "each plan has a next action: \(status.next)")
    try await database.succeed(first, "released", "run")
    try expect(try await database.filledCount, is: 20)
    try expect(Set(try await database.roles.compactMap { $0 }), is: ["member", "admin"])
    let second = build(context, age: 1, role: 2)
    try await database.succeed(second, "run")
    try expect(try await deploys(database), is: ["add-age": 1, "no-guests": 2])
    let attested = await database.migrate(second, "verify", "--attest")
    try expect(attested.output.contains("add-age") && !attested.output.contains("no-guests"), "\(attested)")
    for age in [2, 3] { try await database.succeed(build(context, age: age, role: 2), "run", "released", "run") }
    let goal = build(context, age: 3, role: 2)
    try expect(try await database.database.differences(from: goal.tables, absent: [], others: []), is: [])
    try expect(try await database.status(goal).next.count, is: 1)
  }

  @Sendable private static func oneIsRefused(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    let build = build(context, age: 1, role: 1) { row in
      if row.values[0] == 7 { throw RowRefused("not this one") }
      return try AgePlan.age(of: row)
    }
    try await database.succeed(build, "run", "released")
    let run = await database.migrate(build, "run")
    try expect(run.status == 1 && run.errors.contains("people.age"), "the refusal is reported: \(run)")
    try expect(try await database.filledCount, is: 19)
    try expect(Set(try await database.roles.compactMap { $0 }), is: ["member", "admin"], "the other plan went on")
    let status = try await database.status(build)
    try expect(status.plans.map(\.backfills.first?.state), is: [.held, .done])
  }

  @Sendable private static func oneGoesBack(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    let build = build(context, age: 1, role: 2)
    try await database.succeed(Self.build(context, age: 1, role: 0), "run")
    let table = LedgerTables.definitions
    let kept = try await database.rows(of: table.name, table.columns)
    try await database.succeed(Self.build(context, age: 1, role: 1), "run", "released", "run")
    try await database.succeed(build, "run")
    let own = try await database.rows(of: table.name, table.columns).filter { $0[0] == "add-age" }
    try expect(own, is: kept, "what a rollback of one plan needs outlives a deploy of another")
    let unclear = await database.migrate(Self.build(context, age: 1, role: 1), "rollback", "--offline")
    try expect(unclear.status, is: 0, "one alone is under way: \(unclear)")
    try expect(try await deploys(database), is: ["add-age": 0, "no-guests": 2])
    let people = try await database.database.differences(
      from: [context.dialect.stored(AgePlan.table)], absent: [], others: [context.dialect.stored(AgePlan.states[1])])
    try expect(people, is: [])
    try await database.succeed(Self.build(context, age: 1, role: 2), "run")
    let roles = await database.migrate(build, "rollback", "no-guests", "--to", "0", "--offline")
    try expect(roles.status, is: 0, roles.errors)
    try expect(try await deploys(database), is: ["add-age": 1, "no-guests": 0])
    try expect(Set(try await database.roles.compactMap { $0 }), is: ["guest", "admin"], "its rows are back")
    let none = await database.migrate(build, "rollback", "no-guests")
    try expect(none.status == 1 && none.errors.contains("no-guests"), "nothing is left of it: \(none)")
  }

  @Sendable private static func olderBuilds(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    let both = build(context, age: 1, role: 1)
    try await database.succeed(both, "run", "released", "run")
    // A build without no-guests may run again: its gates are closed, those of add-age stay open.
    let without = build(context, age: 1, role: 0)
    try await database.succeed(without, "run")
    try expect(try await deploys(database, "released"), is: ["add-age": 1, "no-guests": 0])
    try expect(try await database.status(without).servesThisBuild, "it is served")
    try await database.succeed(both, "released", "run")
    try await database.succeed(build(context, age: 1, role: 2), "run")
    let refused = await database.migrate(without, "run")
    try expect(refused.status == 1 && refused.errors.contains("no-guests"), "no longer: \(refused)")
    try expect(try await !database.status(without).servesThisBuild, "it is not served")
  }

  @Sendable private static func adopts(_ context: ConformanceContext) async throws {
    let database = try await context.database(AgePlan.states[1], RolePlan.table)
    let build = build(context, age: 2, role: 1)
    try await database.succeed(build, "adopt")
    try expect(try await deploys(database)["add-age"], is: 1, "the tables are those of its deploy 1")
    try await database.succeed(build, "run")
    try expect(try await database.status(build).plans.count, is: 2)
  }
}
