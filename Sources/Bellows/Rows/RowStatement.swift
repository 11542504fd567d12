// Part of Bellows. MIT licence: see LICENSE.
import SchemaEdits

/// A statement of PostgreSQL for rows of one table.
///
/// Its parameters and the values of its result are texts, so that it runs with any client, whatever the client's types and
/// the session's settings are.
public struct RowStatement: Hashable, Sendable {
  /// The text, with parameters `$1`, `$2`, ...
  public var sql: String
  /// The values of the parameters; `nil` is NULL.
  public var parameters: [String?]

  /// Creates a statement.
  public init(_ sql: String, _ parameters: [String?] = []) {
    self.sql = sql
    self.parameters = parameters
  }
}

extension TableRow {
  /// Returns the statement that reads rows: `SELECT "id"::text, ... FROM "users" WHERE "email" = $1::text::text`.
  ///
  /// - Parameters:
  ///   - filters: What the rows must have; none means all rows.
  ///   - schema: The schema of the table; `nil` for the session's search path.
  /// - Throws: `RowUnreadable` if a value does not fit its column.
  public static func selectStatement(where filters: [Filter] = [], in schema: String? = nil) throws -> RowStatement {
    var statement = RowStatement("SELECT \(try selection()) FROM \(qualifiedTable(schema))")
    try statement.add(filters, of: Self.self)
    return statement
  }

  /// Returns the statement that reads rows, with clauses of your own after the table's name.
  ///
  ///     UsersRow.selectStatement("WHERE email LIKE $1 ORDER BY name LIMIT 10", ["%@example.com"])
  ///
  /// - Parameters:
  ///   - clauses: SQL text, which must not contain values of others.
  ///   - parameters: The values of its parameters.
  ///   - schema: The schema of the table; `nil` for the session's search path.
  public static func selectStatement(
    _ clauses: String, _ parameters: [String?] = [], in schema: String? = nil
  ) throws -> RowStatement {
    RowStatement("SELECT \(try selection()) FROM \(qualifiedTable(schema)) \(clauses)", parameters)
  }

  /// Returns the statement that deletes rows; its result has a row for each of them.
  ///
  /// - Parameter filters: What the rows must have; none means all rows.
  public static func deleteStatement(where filters: [Filter], in schema: String? = nil) throws -> RowStatement {
    var statement = RowStatement("DELETE FROM \(qualifiedTable(schema))")
    try statement.add(filters, of: Self.self)
    statement.sql += " RETURNING 1"
    return statement
  }

  /// The values of all columns as texts: `"id"::text, "email"::text`.
  fileprivate static func selection() throws -> String {
    if columns.isEmpty { return "1" }
    return try columns.enumerated().map { try type(of: $0).text(of: quoted($1.name)) }.joined(separator: ", ")
  }

  /// Returns the type of the column with an index.
  fileprivate static func type(of index: Int) throws -> ServerType {
    guard columnTypes.count == columns.count else {
      throw RowUnreadable("the row type of \(table) was generated for another database than PostgreSQL")
    }
    return columnTypes[index]
  }

  fileprivate static func qualifiedTable(_ schema: String?) -> String {
    (schema.map { quoted($0) + "." } ?? "") + quoted(table)
  }
}

extension BackfillRow {
  /// Reads a row of the result of `selectStatement`.
  ///
  /// - Parameter texts: The values, in the order of the result; `nil` is NULL.
  /// - Throws: `RowUnreadable`, which names the column, if a value does not have the type of its field.
  public init(texts: [String?]) throws {
    try self.init(reading: TextRowReader(columns: Self.columns, types: Self.columnTypes, texts: texts))
  }
}

extension WritableRow {
  /// Returns the statement that inserts the row: the columns that it writes, others get their defaults.
  ///
  /// - Throws: `RowUnreadable` if the value holds changes of a row that exists.
  public func insertStatement(in schema: String? = nil) throws -> RowStatement { try insertion(in: schema) }

  fileprivate func insertion(in schema: String?) throws -> RowStatement {
    if let changes = self as? any AssignedRow, !changes.isNew {
      throw RowUnreadable(
        "this value has changes of a row of \(Self.table) that exists, so it cannot be inserted: update the row, or create "
          + "a new one with the initialiser that takes all values")
    }
    var statement = RowStatement("INSERT INTO \(Self.qualifiedTable(schema))")
    let written = try writtenColumns()
    if written.isEmpty {
      statement.sql += " DEFAULT VALUES"
    } else {
      let names = written.map { quoted(Self.columns[$0.index].name) }
      let values = try written.map { try statement.bind($0.value, $0.index, of: Self.self) }
      statement.sql += " (\(names.joined(separator: ", "))) VALUES (\(values.joined(separator: ", ")))"
    }
    return statement
  }

  fileprivate func writtenColumns() throws -> [(index: Int, value: JSONValue?)] {
    var writer = ColumnCollector()
    try write(to: &writer)
    return writer.written
  }
}

extension ChangedRow {
  /// Returns the statement that inserts the row; its result is the row as it is stored then.
  public func insertStatement(in schema: String? = nil) throws -> RowStatement where Original: BackfillRow {
    var statement = try insertion(in: schema)
    statement.sql += " RETURNING \(try Original.selection())"
    return statement
  }

  /// Returns the statement that writes the columns that were assigned, into the row with this key; its result is the row
  /// as it is then, and empty if it is gone.
  ///
  /// - Returns: `nil` if no column was assigned.
  /// - Throws: `RowUnreadable` if the key is missing, as in a new row with an assigned key.
  public func updateStatement(in schema: String? = nil) throws -> RowStatement? where Original: BackfillRow {
    let keys = Self.keyColumns
    let written = try writtenColumns()
    let key = written.filter { keys.contains($0.index) }
    let assigned = written.filter { !keys.contains($0.index) }
    if assigned.isEmpty { return nil }
    guard key.count == keys.count else {
      throw RowUnreadable("the row has no key, so there is no row to update; insert it instead")
    }
    var statement = RowStatement("UPDATE \(Self.qualifiedTable(schema)) SET ")
    statement.sql += try assigned.map { column in
      "\(quoted(Self.columns[column.index].name)) = \(try statement.bind(column.value, column.index, of: Self.self))"
    }.joined(separator: ", ")
    try statement.add(key.map { Filter(Self.columns[$0.index], $0.value) }, of: Self.self)
    statement.sql += " RETURNING \(try Original.selection())"
    return statement
  }
}

extension RowStatement {
  /// Adds a value as a parameter and returns its expression: `$3::text::uuid`.
  fileprivate mutating func bind(_ value: JSONValue?, _ index: Int, of row: (some TableRow).Type) throws -> String {
    let column = row.columns[index]
    let type = try row.type(of: index)
    parameters.append(try serverText(of: value, as: column.form, in: type))
    return "$\(parameters.count)::text::\(type.sqlName)"
  }

  /// Adds a WHERE clause.
  fileprivate mutating func add(_ filters: [Filter], of row: (some TableRow).Type) throws {
    let conditions = try filters.map { filter in
      guard let index = row.columns.firstIndex(where: { ByteString($0.name) == ByteString(filter.column.name) }) else {
        throw RowUnreadable("\(row.table) has no column \(filter.column.name) in this code")
      }
      let name = quoted(filter.column.name)
      return filter.value == nil ? "\(name) IS NULL" : "\(name) = \(try bind(filter.value, index, of: row))"
    }
    if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
  }
}

extension ServerType {
  /// Returns an expression for a value as text, whatever the session's settings are.
  fileprivate func text(of value: String) -> String {
    switch self {
    case .boolean, .smallint, .integer, .bigint, .real, .double, .text, .uuid, .json, .jsonb, .enumeration:
      "\(value)::text"
    case .numeric: "trim_scale(\(value))::text"
    case .bytea: "encode(\(value), 'hex')"
    case .date: "to_char(\(value), 'YYYY-MM-DD')"
    case .timestamp: "to_char(\(value), '\(Self.instant)')"
    case .timestamptz: "to_char(\(value) AT TIME ZONE 'UTC', '\(Self.instant)')"
    case .array(let element):
      "CASE WHEN \(value) IS NOT NULL THEN coalesce((SELECT jsonb_agg(\(element.text(of: "e")) ORDER BY n) "
        + "FROM unnest(\(value)) WITH ORDINALITY AS u (e, n)), '[]')::text END"
    }
  }

  /// Its name in SQL.
  fileprivate var sqlName: String {
    switch self {
    case .boolean: "boolean"
    case .smallint: "smallint"
    case .integer: "integer"
    case .bigint: "bigint"
    case .real: "real"
    case .double: "double precision"
    case .numeric: "numeric"
    case .text: "text"
    case .bytea: "bytea"
    case .uuid: "uuid"
    case .date: "date"
    case .timestamp: "timestamp"
    case .timestamptz: "timestamptz"
    case .json: "json"
    case .jsonb: "jsonb"
    case .enumeration(let name): quoted(name)
    case .array(let element): element.sqlName + "[]"
    }
  }

  private static let instant = #"YYYY-MM-DD"T"HH24:MI:SS.US"Z""#
}

/// The columns that a row writes, with their values.
private struct ColumnCollector: RowWriter {
  var written: [(index: Int, value: JSONValue?)] = []

  mutating func set(_ index: Int, to value: JSONValue?) { written.append((index, value)) }
}

/// A row of a result whose values are texts.
private struct TextRowReader: RowReader {
  let columns: [Column]
  let types: [ServerType]
  let texts: [String?]

  func value(at index: Int) throws -> JSONValue? {
    guard texts.count == columns.count else {
      throw RowUnreadable(
        "the result has \(texts.count) columns, not \(columns.count): use the row type's own statement")
    }
    // A text of another form is given on, so that the error of the field's type shows it.
    let type = types.indices.contains(index) ? types[index] : nil
    return texts[index].map { storedValue(of: $0, as: columns[index].form, in: type) ?? .string($0) }
  }
}
