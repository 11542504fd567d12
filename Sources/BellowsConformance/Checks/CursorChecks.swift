// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A run that was interrupted at any transaction is resumed, and ends with the same data as one without interruption.
extension ConformanceCheck {
  static var cursor: [ConformanceCheck] {
    [AgePlan.Method.expression, .rowByRow].flatMap { method in
      [false, true].map { isAfterCommit in
        ConformanceCheck(
          .cursor, "A run that is interrupted \(isAfterCommit ? "after" : "before") any commit is resumed (\(method))"
        ) { context in
          try await lostAnywhere(
            AgePlan(dialect: context.dialect, method: method), to: 2, isAfterCommit: isAfterCommit, context)
        }
      }
    }
      + [false, true].map { isAfterCommit in
        ConformanceCheck(
          .backups,
          "A run that deletes values and is interrupted \(isAfterCommit ? "after" : "before") any commit is resumed"
        ) { context in
          try await lostAnywhere(
            AgePlan(dialect: context.dialect, deployCount: 3), to: 3, isAfterCommit: isAfterCommit, context)
        }
      } + [
        ConformanceCheck(.cursor, "A limit stops a backfill in the middle, and the next run continues there", limits),
        ConformanceCheck(.cursor, "A condition and a cursor leave the other rows pending", leavesTheRest),
      ]
  }

  /// Returns the contents of a database and its ledger, without times.
  private static func contents(_ database: TestDatabase, at deploy: Int) async throws -> [[JSONValue?]] {
    func rows(_ table: LedgerTable, _ names: String...) async throws -> [[JSONValue?]] {
      try await database.rows(
        of: table.name, names.map { name in table.columns.first { $0.name == name } ?? Column(name, .text) })
    }
    let events = try await rows(LedgerTables.events, "id", "what", "plan", "detail")
    let people = try await database.rows(of: "people", AgePlan.states[deploy].columns.map { Column($0.name, $0.form) })
    let plans = try await rows(LedgerTables.plans, "name", "deploy", "released", "oldest")
    let backfills = try await rows(
      LedgerTables.backfills, "name", "state", "cursor", "total", "scanned", "changed")
    let deploys = events.map { Array($0.dropFirst()) }.filter { $0[0] == "schema" || $0[0] == "backfilled" }
    return people + plans + backfills + deploys
  }

  private static func run(_ build: Migrations, on database: any Database) async throws {
    // Deploy by deploy: one transaction has nothing to resume.
    try await Migrator(build, on: database).migrate(.allClientsStopped, batchSize: 7, largestTransaction: 0)
  }

  private static func lostAnywhere(
    _ plan: AgePlan, to deploy: Int, isAfterCommit: Bool, _ context: ConformanceContext
  ) async throws {
    let build = plan.build(at: deploy)
    let whole = try await plan.database(context, rows: 40)
    try await whole.succeed(build, "adopt")
    try await run(build, on: whole.database)
    let expected = try await contents(whole, at: deploy)
    try expect(expected.first?.last, is: 75, "the first row has its age")
    var failing = 0
    var isOver = false
    while !isOver {
      failing += 1
      let database = try await plan.database(context, rows: 40)
      try await database.succeed(build, "adopt")
      do {
        try await run(
          build, on: FailingDatabase(database.database, failing: failing, isAfterCommit: isAfterCommit))
        isOver = true
      } catch is FailingDatabase.ConnectionLost {
        try await run(build, on: database.reopened().database)
      }
      try expect(try await contents(database, at: deploy), is: expected, "lost at transaction \(failing)")
    }
    try expect(failing > 12, "only \(failing) transactions could be lost")
  }

  @Sendable private static func limits(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let build = plan.build(at: 1)
    let database = try await plan.released(context, rows: 100)
    let part = await database.migrate(build, "run", "--limit", "30", "--batch-size", "20")
    try expect(part.status, is: 0, part.errors)
    try expect(try await database.filledCount, is: 30)
    var backfill = try await database.backfill(build)
    try expect(backfill.state, is: .underway)
    try expect([backfill.total, backfill.scanned, backfill.changed], is: [100, 30, 30])
    try await database.succeed(build, "run")
    try expect(try await database.filledCount, is: 100)
    backfill = try await database.backfill(build)
    try expect(backfill.state, is: .done)
    try expect([backfill.scanned, backfill.changed], is: [100, 100], "no row is changed twice")
  }

  @Sendable private static func leavesTheRest(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let build = plan.build(at: 1)
    let database = try await plan.released(context, rows: 100)
    let subset = await database.migrate(build, "run", "--where", context.dialect.condition(.isLess("_id", 11)))
    try expect(subset.status, is: 0, subset.errors)
    try expect(try await database.ages.map { $0 != nil }, is: (0..<100).map { $0 < 10 })
    let late = await database.migrate(build, "run", "--cursor", "90")
    try expect(late.status, is: 0, late.errors)
    try expect(try await database.ages.map { $0 != nil }, is: (0..<100).map { $0 < 10 || $0 >= 90 })
    try expect(try await database.backfill(build).state != .done, "80 rows are pending")
    try await database.succeed(build, "run")
    try expect(try await database.filledCount, is: 100)
  }
}
