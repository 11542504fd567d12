// Part of Bellows. MIT licence: see LICENSE.

/// A query for rows of one table.
public struct Query: Hashable, Sendable {
  /// The table's name in the database.
  public var table: String
  /// The columns to read, in this order.
  public var columns: [Column]
  /// The values that every row must have.
  public var filter: [Filter]
  /// An SQL condition that every row must pass too.
  ///
  /// It is frozen in a plan and never contains values of rows.
  public var condition: String?
  /// The columns to order by, ascending.
  public var order: [Column]
  /// Whether the order is descending.
  public var isDescending = false
  /// Only rows after these values of the columns in `order`.
  public var after: [JSONValue]?
  /// Only rows up to these values of the columns in `order`.
  public var upTo: [JSONValue]?
  /// The largest number of rows.
  public var limit: Int?
  /// Whether no other transaction may change or delete the rows until this one ends.
  public var locksRows = false

  /// Creates a query.
  public init(
    _ table: String, columns: [Column], filter: [Filter] = [], condition: String? = nil, order: [Column] = [],
    after: [JSONValue]? = nil, upTo: [JSONValue]? = nil, limit: Int? = nil
  ) {
    self.table = table
    self.columns = columns
    self.filter = filter
    self.condition = condition
    self.order = order
    self.after = after
    self.upTo = upTo
    self.limit = limit
  }
}

/// A condition: a column has a value, or none.
public struct Filter: Hashable, Sendable {
  /// The column.
  public var column: Column
  /// The value, or `nil` for none.
  public var value: JSONValue?

  /// Creates a filter.
  @inlinable public init(_ column: Column, _ value: JSONValue?) {
    self.column = column
    self.value = value
  }
}

/// A row that was read: a value, or none, for each column.
public struct StoredRow: RowReader, Hashable, Sendable {
  /// The values, in the order of the query's columns.
  public var values: [JSONValue?]

  /// Creates a row.
  @inlinable public init(_ values: [JSONValue?]) { self.values = values }

  /// Returns the value at an index.
  @inlinable public func value(at index: Int) throws -> JSONValue? {
    guard values.indices.contains(index) else { throw RowUnreadable("the row has no column \(index)") }
    return values[index]
  }
}

/// A row that was read, and the result of a condition.
public struct TestedRow: Sendable {
  /// The row.
  public var row: StoredRow
  /// Whether it passes the condition; `nil` if there was none.
  public var passes: Bool?

  /// Creates a tested row.
  public init(_ row: StoredRow, passes: Bool? = nil) {
    self.row = row
    self.passes = passes
  }
}

/// The changes of a row: columns, each with a value or none.
public struct RowChanges: RowWriter, Hashable, Sendable {
  /// The table's name in the database.
  public var table: String
  /// The columns that are set, in order.
  @inlinable public var values: [Filter] { filters }
  @usableFromInline var filters: [Filter] = []
  @usableFromInline let columns: [Column]

  /// Creates the changes that a row writes.
  @inlinable public init<Row: WritableRow>(_ row: Row) throws {
    table = Row.table
    columns = Row.columns
    filters.reserveCapacity(columns.count)
    try row.write(to: &self)
  }

  /// Creates changes without a row type, such as those of a ledger row.
  public init(_ table: String, _ values: [Filter]) {
    self.table = table
    filters = values
    columns = values.map(\.column)
  }

  /// Sets a column.
  @inlinable public mutating func set(_ index: Int, to value: JSONValue?) throws {
    guard columns.indices.contains(index) else { throw RowUnreadable("the row has no column \(index)") }
    filters.append(Filter(columns[index], value))
  }
}
