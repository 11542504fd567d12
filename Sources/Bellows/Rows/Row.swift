// Part of Bellows. MIT licence: see LICENSE.

/// Reads the columns of a stored row.
///
/// Each driver has its own.
public protocol RowReader {
  /// Returns the value of the column with an index in the row type's `columns`; `nil` for no value.
  func value(at index: Int) throws -> JSONValue?
}

extension RowReader {
  /// Reads a required value.
  @inlinable public func required<Value: StoredValue>(_ index: Int) throws -> Value {
    guard let value: Value = try optional(index) else { throw RowUnreadable("it has no value").inColumn(index) }
    return value
  }

  /// Reads an optional value.
  @inlinable public func optional<Value: StoredValue>(_ index: Int) throws -> Value? {
    do {
      guard let value = try value(at: index) else { return nil }
      return try Value(json: value)
    } catch let error as RowUnreadable {
      throw error.inColumn(index)
    }
  }
}

/// Writes the columns of a row.
///
/// Each driver has its own.
public protocol RowWriter {
  /// Sets the column with an index in the row type's `columns`; `nil` is "no value".
  ///
  /// A column that is not set stays unchanged.
  mutating func set(_ index: Int, to value: JSONValue?) throws
}

extension RowWriter {
  /// Sets a column.
  @inlinable public mutating func set(_ index: Int, _ value: (some StoredValue)?) throws {
    try set(index, to: value?.json)
  }
}

/// The table of a row type.
public protocol TableRow: Hashable, Sendable {
  /// The table's name in the database.
  static var table: String { get }
  /// The columns that it reads or writes, in the order of their indices.
  static var columns: [Column] { get }
  /// The indices of the key's columns.
  static var keyColumns: [Int] { get }
  /// The types of the columns on PostgreSQL; empty for other databases, which is the default.
  static var columnTypes: [ServerType] { get }
}

extension TableRow {
  /// None.
  public static var columnTypes: [ServerType] { [] }
}

/// A row as a backfill function gets it: it can only be read.
public protocol BackfillRow: TableRow {
  /// Reads a stored row.
  ///
  /// Throws `RowUnreadable` if a value does not have the type of its column.
  init(row: some RowReader) throws
}

/// A row that can be read, from a database or from a decoder.
public protocol ReadableRow: BackfillRow, Codable {
  /// The stored values, in the order of `columns`; `nil` is "no value".
  var columnValues: [JSONValue?] { get }
  /// The names of fields that differ from those of their columns, by the columns' names.
  ///
  /// The default is that of a table whose only such column is the assigned key.
  static var memberNames: [String: String] { get }
}

extension BackfillRow {
  /// Reads a stored row; its errors name the column.
  @inlinable init(reading row: some RowReader) throws {
    do {
      try self.init(row: row)
    } catch let error as RowUnreadable {
      throw error.named(in: Self.self)
    }
  }
}

/// A row, or some of its columns, that can be written.
public protocol WritableRow: TableRow, Encodable {
  /// Writes its columns, or those that were assigned.
  func write(to row: inout some RowWriter) throws
}
