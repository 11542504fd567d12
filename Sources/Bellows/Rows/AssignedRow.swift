// Part of Bellows. MIT licence: see LICENSE.

/// A row type for writing that records which columns were assigned: a new row, or changes of an existing row.
///
/// An unchanged column is not written, so a row that was read before a backfill cannot overwrite its result.
///
///     var write = UsersWrite(row)
///     write.name = "Ann"           // writes the column `name`, and no other
public protocol AssignedRow: WritableRow {
  /// The columns that were assigned, by their indices in `columns`.
  var assignedColumns: ColumnSet { get }
  /// The values of all columns, in the order of `columns`; `nil` is "no value".
  var columnValues: [JSONValue?] { get throws }
}

extension AssignedRow {
  /// Whether it was created as a new row, with all values: changes of a row never assign its key.
  var isNew: Bool { assignedColumns == ColumnSet(0..<Self.columns.count) }

  /// Writes the key, if it is known, and the columns that were assigned.
  public func write(to row: inout some RowWriter) throws {
    let keys = Self.keyColumns
    for (index, value) in try columnValues.enumerated() {
      if keys.contains(index) ? value != nil : assignedColumns.contains(index) { try row.set(index, to: value) }
    }
  }
}

/// A row type for writing that can be created from a row that was read.
public protocol ChangedRow: AssignedRow {
  /// The type for reading rows of the same table.
  associatedtype Original: TableRow

  /// Creates changes of a row that was read; no column is assigned yet.
  init(_ row: Original)
}

extension ChangedRow {
  /// The table's name in the database.
  public static var table: String { Original.table }
  /// The columns of the type for reading; a type that writes other columns has its own.
  public static var columns: [Column] { Original.columns }
  /// The indices of the key's columns.
  public static var keyColumns: [Int] { Original.keyColumns }
  /// The types of the columns on PostgreSQL.
  public static var columnTypes: [ServerType] { Original.columnTypes }
}

/// A set of columns, by their indices.
public struct ColumnSet: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// A bit for each of the first 64 columns.
  private var first: UInt64 = 0
  private var others: Set<Int> = []

  /// Creates a set of columns.
  public init(arrayLiteral elements: Int...) { for index in elements { insert(index) } }

  /// Creates the set of consecutive columns.
  public init(_ indices: Range<Int>) { for index in indices { insert(index) } }

  /// Returns whether a column is in the set.
  public func contains(_ index: Int) -> Bool { index < 64 ? first & 1 << index != 0 : others.contains(index) }

  /// Adds a column.
  public mutating func insert(_ index: Int) {
    if index < 64 { first |= 1 << index } else { others.insert(index) }
  }

  /// Adds columns: one, and those that are computed from it.
  public mutating func insert(_ indices: Int...) { for index in indices { insert(index) } }
}

extension BuiltInConversion {
  /// Returns the value of a column that is computed from another one; `nil` unless the column is among those that are
  /// written.
  public func json(of source: JSONValue?, for index: Int, in written: ColumnSet) throws -> JSONValue? {
    written.contains(index) ? try source.map(converted) : nil
  }
}
