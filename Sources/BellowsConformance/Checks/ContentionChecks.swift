// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// Runs while the application writes and other processes execute commands.
extension ConformanceCheck {
  static var contention: [ConformanceCheck] {
    [
      ConformanceCheck(
        .cursor, "A cancel stops a run before its next batch, and later runs until it is resumed", cancels),
      ConformanceCheck(.cursor, "After a reset all rows are scanned again, and only pending rows are changed", resets),
      ConformanceCheck(.cursor, "A run with --only executes the backfill with that name", chooses),
    ]
      + AgePlan.Method.allCases.map { method in
        ConformanceCheck(.cursor, "Writes of the application during a backfill are not lost (\(method))") { context in
          try await keepsWrites(AgePlan(dialect: context.dialect, method: method), context)
        }
      }
  }

  @Sendable private static func cancels(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let build = plan.build(at: 1)
    let database = try await plan.released(context, rows: 1000)
    let other = try await database.reopened()
    // The run would take 100 seconds: the cancel arrives before its end on any machine.
    async let running = database.migrate(build, "run", "--batch-size", "10", "--delay", "1000")
    for _ in 0..<2000 {
      if try await other.filledCount > 0 { break }
      try await Task.sleep(for: .milliseconds(5))
    }
    try await other.succeed(build, "cancel")
    let atCancel = try await other.filledCount
    let stopped = await running
    try expect(stopped.status, is: 1, stopped.output)
    let atEnd = try await other.filledCount
    try expect(
      atEnd < 1000 && atEnd - atCancel <= 10 * context.driver.workers,
      "\(atCancel) rows at the cancel, \(atEnd) at the end")
    try expect(await database.migrate(build, "run").status, is: 1)
    try expect(try await database.status(build).cancelled != nil, "the cancel is remembered")
    let resumed = await database.migrate(build, "run", "--resume")
    try expect(resumed.status, is: 0, resumed.errors)
    try expect(try await database.filledCount, is: 1000)
    try expect(try await database.backfill(build).changed, is: 1000, "no row is changed twice")
  }

  @Sendable private static func resets(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let build = plan.build(at: 1)
    let database = try await plan.released(context, rows: 50)
    _ = await database.migrate(build, "run", "--limit", "20")
    try await database.succeed(build, "cancel")
    try expect(await database.migrate(build, "reset", "--only", "nothing").status, is: 1)
    try await database.succeed(build, "reset", "run")
    let backfill = try await database.backfill(build)
    try expect([backfill.total, backfill.scanned, backfill.changed], is: [50, 50, 30])
  }

  @Sendable private static func chooses(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let database = try await plan.released(context, rows: 5)
    let unknown = await database.migrate(plan.build(at: 1), "run", "--only", "people.name")
    try expect(unknown.status == 1 && unknown.errors.contains("people.age"), "the others are named: \(unknown)")
    let chosen = await database.migrate(plan.build(at: 1), "run", "--only", "people.age")
    try expect(chosen.status, is: 0, chosen.errors)
    try expect(try await database.filledCount, is: 5)
  }

  /// Runs the backfill while new code writes ages of its own.
  private static func keepsWrites(_ plan: AgePlan, _ context: ConformanceContext) async throws {
    let build = plan.build(at: 1)
    let rows = 3000
    let database = try await plan.released(context, rows: rows)
    let isStopping = Locked(false)
    let application = try await database.reopened()
    let writer = Task {
      var written = 0
      while !isStopping.with({ $0 }) {
        written += 1
        // An older year, and an age that the function would not return: a batch that overwrites either loses a write.
        let key = JSONValue.int(Int64(1 + (written &* 7919) % rows))
        let year = JSONValue.int(Int64(1000 + written % 900))
        if written % 2 == 0 {
          try await application.update("people", set: [Filter(AgePlan.age, -1)], where: [Filter(AgePlan.key, key)])
        } else {
          try await application.update(
            "people", set: [Filter(AgePlan.year, year), Filter(AgePlan.age, -3)], where: [Filter(AgePlan.key, key)])
        }
        let new: [JSONValue?] = [.int(Int64(rows + written)), "new", 1, -2]
        try await application.insert(
          [new], into: "people", [AgePlan.key, AgePlan.name, AgePlan.year, AgePlan.age])
      }
      return written
    }
    let run = await database.migrate(build, "run", "--batch-size", "100")
    isStopping.with { $0 = true }
    let written = try await writer.value
    try expect(run.status, is: 0, run.errors)
    try expect(written > 0, "the application wrote")
    let found = try await database.rows(of: "people", [AgePlan.key, AgePlan.year, AgePlan.age])
    try expect(found.count, is: rows + written)
    for row in found {
      guard case .int(let key)? = row[0], case .int(let year)? = row[1], case .int(let age)? = row[2] else {
        throw UnmetExpectation(description: "row \(row) has no age")
      }
      if key > rows {
        try expect(age, is: -2, "row \(key), which the application inserted")
      } else if year < 1950 {
        try expect(age == -3 || age == -1, "row \(key), which the application wrote with year \(year), has age \(age)")
      } else {
        try expect(age == -1 || age == 2026 - year, "row \(key) of year \(year) has age \(age)")
      }
    }
    try await database.succeed(build, "verify")
  }
}
