// Part of Bellows. MIT licence: see LICENSE.

/// What reads and writes rows of PostgreSQL by their generated types: a client, a connection or a transaction.
///
/// A client of another library conforms with one function, as the file of `bellows init --postgresnio` does.
public protocol RowQueries: Sendable {
  /// The schema of the application's tables; `nil`, the default, for the search path of the role.
  var schema: String? { get }

  /// Runs a statement and returns the rows of its result, each value as the server's text; `nil` is NULL.
  ///
  /// - Throws: The error of the client if the server refuses it.
  func run(_ statement: RowStatement) async throws -> [[String?]]
}

extension RowQueries {
  /// The search path of the role.
  public var schema: String? { nil }

  /// Runs a statement of your own.
  @discardableResult public func run(_ sql: String, _ parameters: [String?] = []) async throws -> [[String?]] {
    try await run(RowStatement(sql, parameters))
  }

  /// Reads the rows with some values; without any, all rows.
  public func rows<Row: ReadableRow>(of type: Row.Type = Row.self, where filters: [Filter] = []) async throws -> [Row] {
    try await run(Row.selectStatement(where: filters, in: schema)).map(Row.init(texts:))
  }

  /// Reads rows with clauses of your own after the table's name: `"WHERE email LIKE $1 ORDER BY name"`.
  public func rows<Row: ReadableRow>(
    of type: Row.Type = Row.self, _ clauses: String, _ parameters: [String?] = []
  ) async throws -> [Row] {
    try await run(Row.selectStatement(clauses, parameters, in: schema)).map(Row.init(texts:))
  }

  /// Inserts a row, and returns it as it is stored.
  @discardableResult public func insert<Write: ChangedRow>(_ row: Write) async throws -> Write.Original
  where Write.Original: ReadableRow {
    let texts = try await run(row.insertStatement(in: schema))
    guard let first = texts.first else {
      throw RowUnreadable("the server inserted no row; a rule or a trigger took it")
    }
    return try Write.Original(texts: first)
  }

  /// Writes the columns that were assigned.
  ///
  /// - Returns: The row as it is stored then; `nil` if it is gone, or if no column was assigned.
  @discardableResult public func update<Write: ChangedRow>(_ row: Write) async throws -> Write.Original?
  where Write.Original: ReadableRow {
    guard let statement = try row.updateStatement(in: schema) else { return nil }
    return try await run(statement).first.map(Write.Original.init(texts:))
  }

  /// Deletes the rows with some values.
  ///
  /// - Returns: Their number.
  @discardableResult public func delete(from type: (some TableRow).Type, where filters: [Filter]) async throws -> Int {
    try await run(type.deleteStatement(where: filters, in: schema)).count
  }
}
