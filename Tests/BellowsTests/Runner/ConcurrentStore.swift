// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A document store in which others write at the same time, and whose writes may fail.
actor ConcurrentStore: Database, DatabaseSession {
  /// A write that the store refuses.
  struct Refused: Error {}

  nonisolated let name = "concurrent"
  nonisolated let hasConcurrentWriters = true
  private let store = MemoryStore()
  private(set) var writes = 0
  /// How often the tables of the ledger were created.
  private(set) var creations = 0
  /// The number of the write that fails; `nil` for none.
  private var failing: Int?
  private var intrusion: (table: String, write: @Sendable (MemoryStore) async -> Void)?

  var documents: [String: [[String: JSONValue]]] { get async { await store.documents } }

  func put(_ table: String, _ rows: [[String: JSONValue]]) async { await store.put(table, rows) }

  /// Counts writes from 0 on, and lets one fail.
  func countWrites(failing number: Int? = nil) { (writes, failing) = (0, number) }

  /// Lets another program write once, just after rows of a table were read.
  func intrude(afterReading table: String, _ write: @escaping @Sendable (MemoryStore) async -> Void) {
    intrusion = (table, write)
  }

  nonisolated func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    try await work(self)
  }

  func createLedgerTables(_ tables: [LedgerTable]) { creations += 1 }

  func read(_ query: Query) async throws -> [StoredRow] {
    let rows = await store.read(query)
    if let intrusion, intrusion.table == query.table {
      self.intrusion = nil
      await intrusion.write(store)
    }
    return rows
  }

  func count(_ query: Query) async throws -> Int { await store.count(query) }

  func lastKey(of query: Query) async throws -> [JSONValue]? {
    let rows = await store.read(query)
    return rows.count == query.limit ? rows.last?.values.map { $0 ?? .null } : nil
  }

  func insert(_ row: RowChanges) async throws {
    try beginWrite()
    await store.insert(row)
  }

  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int {
    try beginWrite()
    return await store.update(changes, where: filter)
  }

  func update(_ rows: [RowUpdate]) async throws -> [RowUpdateOutcome] {
    var outcomes: [RowUpdateOutcome] = []
    for row in rows {
      let isThere = await store.count(Query(row.changes.table, columns: [], filter: row.key)) > 0
      let changed = try await update(row.changes, where: row.key + row.expected)
      outcomes.append(isThere && changed == 0 ? .changedMeanwhile : .written)
    }
    return outcomes
  }

  func delete(from table: String, where filter: [Filter]) async throws -> Int {
    try beginWrite()
    return await store.delete(from: table, where: filter)
  }

  private func beginWrite() throws {
    writes += 1
    if writes == failing { throw Refused() }
  }
}
