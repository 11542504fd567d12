// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A document store as an application might write it: it has no constraints and no query language.
actor MemoryStore: Database, DatabaseSession {
  nonisolated let name = "memory"
  /// The documents of each table.
  private(set) var documents: [String: [[String: JSONValue]]] = [:]

  func put(_ table: String, _ rows: [[String: JSONValue]]) { documents[table, default: []] += rows }

  func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    let before = documents
    do {
      return try await work(self)
    } catch {
      documents = before
      throw error
    }
  }

  func read(_ query: Query) -> [StoredRow] {
    var rows = (documents[query.table] ?? []).filter { row in
      query.filter.allSatisfy { row[$0.column.name] == $0.value }
    }
    func key(_ row: [String: JSONValue]) -> [JSONValue] { query.order.map { row[$0.name] ?? .null } }
    if let after = query.after { rows = rows.filter { precedes(after, key($0)) } }
    if let upTo = query.upTo { rows = rows.filter { !precedes(upTo, key($0)) } }
    if !query.order.isEmpty { rows.sort { precedes(key($0), key($1)) } }
    if query.isDescending { rows.reverse() }
    return rows.prefix(query.limit ?? .max).map { row in StoredRow(query.columns.map { row[$0.name] }) }
  }

  func count(_ query: Query) -> Int { read(query).count }

  func insert(_ row: RowChanges) {
    var document: [String: JSONValue] = [:]
    for change in row.values { document[change.column.name] = change.value }
    documents[row.table, default: []].append(document)
  }

  func update(_ changes: RowChanges, where filter: [Filter]) -> Int {
    var count = 0
    for index in (documents[changes.table] ?? []).indices {
      guard filter.allSatisfy({ documents[changes.table]?[index][$0.column.name] == $0.value }) else { continue }
      for change in changes.values { documents[changes.table]?[index][change.column.name] = change.value }
      count += 1
    }
    return count
  }

  func delete(from table: String, where filter: [Filter]) -> Int {
    let before = documents[table]?.count ?? 0
    documents[table]?.removeAll { row in filter.allSatisfy { row[$0.column.name] == $0.value } }
    return before - (documents[table]?.count ?? 0)
  }

  private func precedes(_ left: [JSONValue], _ right: [JSONValue]) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      switch (one, other) {
      case (.int(let one), .int(let other)): return one < other
      case _: return one.text < other.text
      }
    }
    return false
  }
}
