// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// How long transactions took that wrote.
actor Times {
  private var seconds: [Double] = []
  private var first: ContinuousClock.Instant?
  private var last: ContinuousClock.Instant?

  /// From the shortest to the longest, in milliseconds.
  var sorted: [Double] { seconds.map { $0 * 1000 }.sorted() }

  /// From the first batch's begin to the last one's end, in seconds.
  var span: Double { first.flatMap { first in last.map { first.duration(to: $0).seconds } } ?? 0 }

  func add(_ start: ContinuousClock.Instant, isBatch: Bool) {
    guard isBatch else { return }
    let end = ContinuousClock.now
    seconds.append(start.duration(to: end).seconds)
    first = first ?? start
    last = end
  }
}

/// A database that looks at the clock: every transaction of the walk is one batch.
struct TimedDatabase: Database {
  let base: any Database
  let times = Times()

  var name: String { base.name }

  func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    let start = ContinuousClock.now
    let mark = Mark()
    let result = try await base.transaction(access) { session in
      try await work(TimedSession(base: session, mark: mark))
    }
    await times.add(start, isBatch: await mark.isBatch)
    return result
  }

  func claim(by holder: String) async throws -> any DatabaseClaim { try await base.claim(by: holder) }
  func prepare(_ tables: [LedgerTable]) async throws { try await base.prepare(tables) }
  func differences(from tables: [StoredTable], absent: [String]) async throws -> [String] {
    try await base.differences(from: tables, absent: absent)
  }
  func tableNames() async throws -> [String] { try await base.tableNames() }
}

/// Whether a transaction moved a batch.
actor Mark {
  private(set) var isBatch = false

  func set() { isBatch = true }
}

/// Passes everything on, and notices batches.
private struct TimedSession: DatabaseSession {
  let base: any DatabaseSession
  let mark: Mark

  func carryOut(_ batch: Batch) async throws -> BatchOutcome? {
    await mark.set()
    return try await base.carryOut(batch)
  }

  func read(_ query: Query) async throws -> [StoredRow] { try await base.read(query) }
  func count(_ query: Query) async throws -> Int { try await base.count(query) }
  func insert(_ row: RowChanges) async throws { try await base.insert(row) }
  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int {
    try await base.update(changes, where: filter)
  }
  func update(_ rows: [RowUpdate]) async throws -> [String?] { try await base.update(rows) }
  func delete(from table: String, where filter: [Filter]) async throws -> Int {
    try await base.delete(from: table, where: filter)
  }
  func execute(_ statement: SchemaStatement) async throws { try await base.execute(statement) }
  func check(_ query: String, samples: Int) async throws -> CheckOutcome {
    try await base.check(query, samples: samples)
  }
  func setMark() async throws { try await base.setMark() }
  func undoToMark() async throws { try await base.undoToMark() }
  func forgetMark() async throws { try await base.forgetMark() }
}

extension Duration {
  /// As a number.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
