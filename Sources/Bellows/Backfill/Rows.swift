// Part of Bellows. MIT licence: see LICENSE.

/// The rows of the database, as a backfill function reads and writes them in the transaction of its batch.
///
///     guard let team = try await rows.find(TeamsBefore.self, row.team) else { throw RowRefused("no such team") }
public struct Rows: Sendable {
  let session: any DatabaseSession

  /// Rows without a database, for a function that cannot use them.
  @usableFromInline static var none: Rows { Rows(NoSession()) }

  /// Creates access to the rows of a session.
  public init(_ session: any DatabaseSession) { self.session = session }

  /// Returns the row with a key; `nil` if there is none.
  public func find<Row: BackfillRow>(_ type: Row.Type, _ key: some StoredValue) async throws -> Row? {
    try await find(type, key: [key.json])
  }

  /// Returns the row with a key of several columns; `nil` if there is none.
  public func find<Row: BackfillRow>(_ type: Row.Type, key: [JSONValue]) async throws -> Row? {
    let keyColumns = Row.keyColumns.map { Row.columns[$0] }
    let filter = zip(keyColumns, key).map { Filter($0, $1) }
    return try await session.read(Query(Row.table, columns: Row.columns, filter: filter, limit: 1)).first
      .map { try Row(reading: $0) }
  }

  /// Returns the rows in which a column, by its name in the database, has a value; in key order.
  public func all<Row: BackfillRow>(
    _ type: Row.Type, where column: String, is value: some StoredValue, limit: Int? = nil
  ) async throws -> [Row] {
    guard let column = Row.columns.first(where: { ByteString($0.name) == ByteString(column) }) else {
      throw RowRefused("\(Row.table) has no column \(column) here")
    }
    let query = Query(
      Row.table, columns: Row.columns, filter: [Filter(column, value.json)],
      order: Row.keyColumns.map { Row.columns[$0] },
      limit: limit)
    return try await session.read(query).map { try Row(reading: $0) }
  }

  /// Inserts a row.
  public func insert(_ row: some WritableRow) async throws {
    try await session.insert(RowChanges(row))
  }

  /// Changes the row with a key: the columns that `changes` sets.
  public func update<Row: WritableRow>(_ changes: Row, key: some StoredValue) async throws {
    try await session.update(RowChanges(changes), where: Self.key(of: Row.self, key))
  }

  /// Deletes the row with a key.
  public func delete<Row: TableRow>(_ type: Row.Type, key: some StoredValue) async throws {
    try await session.delete(from: Row.table, where: Self.key(of: type, key))
  }

  private static func key<Row: TableRow>(of type: Row.Type, _ key: some StoredValue) -> [Filter] {
    zip(Row.keyColumns, [key.json]).map { Filter(Row.columns[$0], $1) }
  }
}
