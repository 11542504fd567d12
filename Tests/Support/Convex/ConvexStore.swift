// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A model of Convex, written from its documentation: it shares nothing with the planner but the names of types.
///
/// A push is refused, and changes nothing, while a document does not fit or an index is not allowed. Writes are checked
/// against the schema that is deployed; one that does not fit the schema of a push that has begun makes the push fail.
package struct ConvexStore {
  /// A document with what the store knows of it.
  package struct Row {
    /// Also its `_creationTime`: both only grow.
    package let id: Int
    package fileprivate(set) var document: ConvexDocument
    /// Grows with every write.
    fileprivate var revision = 0
  }

  /// Why a push, a write or a query is refused.
  package struct Refusal: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
  }

  /// A push that checks the documents, while the schema before is still deployed.
  private struct Pending {
    var schema: Schema
    /// The write that made it fail.
    var failure: Refusal?
  }

  package private(set) var schema: Schema
  private var pending: Pending?
  private var rows: [String: [Row]] = [:]
  private var lastID = 0

  package init(_ schema: Schema) { self.schema = schema }

  /// The documents of a table, in the order in which they were created.
  package func rows(_ table: String) -> [Row] { rows[table] ?? [] }

  package func row(_ id: Int, in table: String) -> Row? { rows(table).first { $0.id == id } }

  // MARK: Pushes

  package mutating func push(_ next: Schema) throws {
    try beginPush(next)
    try finishPush()
  }

  /// Checks the schema and all documents; writes are still checked against the schema before.
  package mutating func beginPush(_ next: Schema) throws {
    for table in next.tables {
      try checkIndexes(of: table)
      for row in rows(table.name.text) where !fits(row.document, table) {
        throw Refusal("push: \(table.name) has \(row.document)")
      }
    }
    pending = Pending(schema: next)
  }

  /// Deploys the schema, unless a write since the beginning does not fit it.
  package mutating func finishPush() throws {
    guard let pending else { throw Refusal("push: it has not begun") }
    self.pending = nil
    if let failure = pending.failure { throw failure }
    schema = pending.schema
  }

  private func fits(_ document: ConvexDocument, _ table: Table) -> Bool {
    ConvexValue.object(document).fits(table.rowType)
  }

  // MARK: Writes

  @discardableResult package mutating func insert(_ document: ConvexDocument, into table: String) throws -> Int {
    try check(document, table)
    lastID += 1
    rows[table, default: []].append(Row(id: lastID, document: document))
    return lastID
  }

  /// Changes fields of a document; `nil` removes a field.
  package mutating func patch(_ id: Int, in table: String, _ changes: [String: ConvexValue?]) throws {
    guard let index = rows(table).firstIndex(where: { $0.id == id }) else {
      throw Refusal("patch: \(table) has no document \(id)")
    }
    var document = rows(table)[index].document
    for (name, value) in changes { document[name] = value }
    try check(document, table)
    rows[table]?[index].document = document
    rows[table]?[index].revision += 1
  }

  package mutating func delete(_ id: Int, in table: String) { rows[table]?.removeAll { $0.id == id } }

  /// Checks a written document: those of a table that is not in the schema may have any fields.
  private mutating func check(_ document: ConvexDocument, _ name: String) throws {
    if let table = schema.table(TableName(name)), !fits(document, table) {
      throw Refusal("write: \(name) gets \(document)")
    }
    if let next = pending?.schema.table(TableName(name)), !fits(document, next) {
      pending?.failure = Refusal("push: meanwhile \(name) gets \(document)")
    }
  }

  // MARK: Migrations

  /// Changes the documents of a table, page by page as `@convex-dev/migrations` does.
  ///
  /// A page is one optimistic transaction: if another write changes one of its documents first, it runs once more.
  ///
  /// - Parameters:
  ///   - meanwhile: Other writes, which run after a page is read and before it is written.
  ///   - change: Returns the changed fields, or `nil` to delete the document. It must be pure.
  package mutating func migrate(
    _ table: String, page: Int = 3, meanwhile: (inout ConvexStore) throws -> Void = { _ in },
    _ change: (ConvexDocument) -> [String: ConvexValue?]?
  ) throws {
    var cursor = 0
    while true {
      let read = Array(rows(table).filter { $0.id > cursor }.prefix(page))
      guard let last = read.last else { return }
      // Only beside full pages, or the migration would follow new documents without an end.
      if read.count == page { try meanwhile(&self) }
      // A page that was changed meanwhile is read again, and then nothing else is written.
      let isUnchanged = read.allSatisfy { row in self.row(row.id, in: table)?.revision == row.revision }
      let current = isUnchanged ? read : read.compactMap { row in self.row(row.id, in: table) }
      for row in current {
        guard let changes = change(row.document) else {
          delete(row.id, in: table)
          continue
        }
        if !changes.isEmpty { try patch(row.id, in: table, changes) }
      }
      cursor = last.id
    }
  }

  // MARK: Queries

  /// Returns the documents in the order of an index, which the deployed schema must have.
  package func query(_ index: String, of name: String) throws -> [Row] {
    guard let table = schema.table(TableName(name)), let found = table.indexes.first(where: { $0.name.text == index })
    else { throw Refusal("query: \(name) has no index \(index)") }
    func key(_ row: Row) -> [ConvexOrder] {
      found.paths.map { ConvexOrder(value: ConvexValue.object(row.document).member($0[...])) }
    }
    return rows(name).sorted { one, other in
      let (left, right) = (key(one), key(other))
      return left == right ? one.id < other.id : left.lexicographicallyPrecedes(right)
    }
  }

  // MARK: Index rules

  private func checkIndexes(of table: Table) throws {
    var seen: Set<String> = []
    for index in table.indexes {
      guard seen.insert("name \(index.name)").inserted else { throw Refusal("two indexes \(index.name)") }
      guard seen.insert("\(index.kind) \(index.paths)").inserted else {
        throw Refusal("two indexes over \(index.paths)")
      }
      for path in index.paths + index.filters where !hasPath(path[...], table.rowType) {
        throw Refusal("no field \(path) for \(index.name)")
      }
    }
  }

  private func hasPath(_ path: ArraySlice<FieldName>, _ type: ValueType) -> Bool {
    guard let first = path.first else { return true }
    return type.alternatives.contains { type in
      if case .any = type { return true }
      guard case .object(let members) = type else { return false }
      return members.contains { $0.name == first && hasPath(path.dropFirst(), $0.type) }
    }
  }
}
