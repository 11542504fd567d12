// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// What several workers of a backfill need; a database that does not share backfills refuses them.
extension ConformanceCheck {
  static var workers: [ConformanceCheck] {
    [
      ConformanceCheck(.workers, "The tokens of workers grow, also after their leases ended", tokensGrow),
      ConformanceCheck(.workers, "A ledger of the version before is read, and upgraded by the next run", upgrades),
    ]
      + AgePlan.Method.allCases.map { method in
        ConformanceCheck(.workers, "Four workers of a run give the result of one (\(method))") { context in
          try await share(AgePlan(dialect: context.dialect, method: method), context)
        }
      } + [
        ConformanceCheck(.workers, "A row that a transaction has locked is changed only after its end", locks),
        ConformanceCheck(.workers, "The transaction of a client that waits with a locked row can be ended", releases),
        ConformanceCheck(.workers, "The last key of a query is that of its last row, if it has all of its rows", ends),
        ConformanceCheck(.workers, "The clock is that of the database, for all connections", sharesClock),
      ]
  }

  private static func greatestToken(_ database: TestDatabase) async throws -> Int64? {
    let columns = [Column("name", .text), Column("until", .int)]
    let rows = try await database.rows(of: LedgerTables.leases.name, columns, where: [Filter(columns[0], "tokens")])
    guard rows.count == 1, case .int(let token)? = rows[0][1] else { return nil }
    return token
  }

  @Sendable private static func tokensGrow(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let build = plan.build(at: 1)
    let database = try await plan.released(context, rows: 10)
    var last: Int64 = 0
    for _ in 1...3 {
      try await database.succeed(build, "run", "reset")
      let token = try await greatestToken(database) ?? 0
      try expect(token > last, "the token \(token) follows \(last)")
      last = token
    }
    let names = try await database.rows(of: LedgerTables.leases.name, [Column("name", .text)])
    try expect(names, is: [["tokens"]], "all leases have ended")
  }

  @Sendable private static func upgrades(_ context: ConformanceContext) async throws {
    let plan = AgePlan(dialect: context.dialect)
    let build = plan.build(at: 1)
    let database = try await plan.released(context, rows: 10)
    let (id, version) = (Column("id", .int), Column("version", .int))
    let table = LedgerTables.state.name
    let current = try await database.rows(of: table, [id, version])
    try await database.update(table, set: [Filter(version, 5)], where: [])
    try expect(try await database.status(build).deploy, is: 1)
    try await database.succeed(build, "run")
    try expect(try await database.filledCount, is: 10)
    try expect(try await database.rows(of: table, [id, version]), is: current)
    for other: JSONValue in [4, 1000] {
      try await database.update(table, set: [Filter(version, other)], where: [])
      try expect(await database.migrate(build, "run").status, is: 1, "version \(other)")
    }
  }

  private static func share(_ plan: AgePlan, _ context: ConformanceContext) async throws {
    let build = plan.build(at: 1)
    let database = try await plan.released(context, rows: 400)
    let arguments = ["run", "--workers", "4", "--batch-size", "3"]
    let run = await database.migrate(build, arguments: arguments)
    guard database.database.sharesBackfills else {
      return try expect(run.status == 1 && run.errors.contains("--workers"), "one worker at a time: \(run)")
    }
    try expect(run.status, is: 0, run.errors)
    try expect(try await database.ages, is: (0..<400).map { .int(Int64(75 - $0 % 60)) })
    let backfill = try await database.backfill(build)
    try expect([backfill.total, backfill.scanned, backfill.changed], is: [400, 400, 400])
    try expect(backfill.state, is: .done)
  }

  /// A table with the keys from 1 to 20, on a database that shares backfills; `nil` on another one.
  private static func table(_ context: ConformanceContext) async throws -> TestDatabase? {
    let database = try await context.database(PricePlan.table)
    guard database.database.sharesBackfills else { return nil }
    try await database.insertItems((1...20).map { $0 }, from: 1)
    return database
  }

  private static var row: Query {
    var query = Query("items", columns: [PricePlan.price], filter: [Filter(PricePlan.key, 7)])
    query.locksRows = true
    return query
  }

  @Sendable private static func locks(_ context: ConformanceContext) async throws {
    guard let database = try await table(context) else { return }
    let other = try await database.reopened()
    let (isLocked, hasRead) = (Locked(false), Locked<JSONValue?>(nil))
    let second = Task {
      while !isLocked.with({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }
      try await other.database.transaction(.write) { session in
        let price = try await session.read(row).first?.values[0]
        hasRead.with { $0 = price }
      }
    }
    try await database.database.transaction(.write) { session in
      _ = try await session.read(row)
      isLocked.with { $0 = true }
      // Long enough for the other transaction to read the row, if nothing kept it from that.
      for _ in 1...30 {
        try await Task.sleep(for: .milliseconds(10))
        try expect(hasRead.with { $0 == nil }, "the row is locked")
      }
      _ = try await session.update(
        RowChanges("items", [Filter(PricePlan.price, 700)]), where: [Filter(PricePlan.key, 7)])
    }
    try await second.value
    try expect(hasRead.with { $0 }, is: 700, "the other transaction reads what the first one wrote")
  }

  @Sendable private static func releases(_ context: ConformanceContext) async throws {
    guard let database = try await table(context) else { return }
    let other = try await database.reopened()
    let (isLocked, isReleased) = (Locked(false), Locked(false))
    let silent = Task {
      try await database.database.transaction(.write) { session in
        _ = try await session.read(row)
        isLocked.with { $0 = true }
        while !isReleased.with({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }
      }
    }
    while !isLocked.with({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }
    let price = try await other.database.transaction(.write) { session -> JSONValue? in
      try expect(try await session.release(row), is: nil)
      return try await session.read(row).first?.values[0]
    }
    isReleased.with { $0 = true }
    try expect(price, is: 7, "the row is free")
    let result = await silent.result
    guard case .failure = result else { throw UnmetExpectation(description: "the silent transaction cannot commit") }
    try expect(try await other.prices[6], is: 7)
    // A row that nothing locks is free.
    try expect(try await other.database.transaction(.write) { try await $0.release(row) }, is: nil)
  }

  @Sendable private static func ends(_ context: ConformanceContext) async throws {
    guard let database = try await table(context) else { return }
    let keys = try await database.database.transaction(.read) { session in
      var keys: [[JSONValue]?] = []
      let ranges: [(after: Int64?, upTo: Int64, limit: Int)] = [
        (nil, 20, 4), (2, 20, 4), (2, 6, 4), (2, 5, 4), (18, 20, 2), (18, 20, 3),
      ]
      for (after, upTo, limit) in ranges {
        let query = Query(
          "items", columns: [PricePlan.key], order: [PricePlan.key], after: after.map { [.int($0)] },
          upTo: [.int(upTo)], limit: limit)
        keys.append(try await session.lastKey(of: query))
      }
      return keys
    }
    try expect(keys, is: [[4], [6], [6], nil, [20], nil])
  }

  @Sendable private static func sharesClock(_ context: ConformanceContext) async throws {
    guard let database = try await table(context) else { return }
    let other = try await database.reopened()
    var last = try await database.database.transaction(.read) { try await $0.now() }
    for one in [other, database, other] {
      let now = try await one.database.transaction(.read) { session in
        let first = try await session.now()
        // Not the time at which the transaction began.
        try await Task.sleep(for: .milliseconds(2))
        let second = try await session.now()
        try expect(second.microseconds - first.microseconds >= 2_000, "\(first.text), then \(second.text)")
        return second
      }
      try expect(now.microseconds > last.microseconds, "\(last.text), then \(now.text)")
      last = now
    }
  }
}
