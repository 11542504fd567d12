// Part of Bellows. MIT licence: see LICENSE.

/// Which rows of a table to read: in the order given, after a key, at most so many.
public struct Query: Hashable, Sendable {
  /// The table's name in the database.
  public var table: String
  /// The columns to read, in this order.
  public var columns: [Column]
  /// What every row must have.
  public var filter: [Filter]
  /// A condition in the database's own language that every row must pass besides: frozen in a plan, never made of values.
  public var condition: String?
  /// The columns to order by, ascending.
  public var order: [Column]
  /// Whether the last row comes first instead: to find the upper bound of a scan.
  public var isDescending = false
  /// Only rows that come after these values of the columns of `order`.
  public var after: [JSONValue]?
  /// Only rows that do not come after these values of the columns of `order`.
  public var upTo: [JSONValue]?
  /// At most so many rows.
  public var limit: Int?

  /// A query.
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

/// A column that must have a value, or none.
public struct Filter: Hashable, Sendable {
  /// The column.
  public var column: Column
  /// The value, or `nil` for none.
  public var value: JSONValue?

  /// A filter.
  @inlinable public init(_ column: Column, _ value: JSONValue?) {
    self.column = column
    self.value = value
  }
}

/// A row as it was read: a value, or none, for each of its columns.
public struct StoredRow: RowReader, Hashable, Sendable {
  /// In the order of the columns that were asked for.
  public var values: [JSONValue?]

  /// A row of these values.
  @inlinable public init(_ values: [JSONValue?]) { self.values = values }

  /// The value at a place.
  @inlinable public func value(at index: Int) throws -> JSONValue? {
    guard values.indices.contains(index) else { throw RowUnreadable("the row has no column \(index)") }
    return values[index]
  }
}

/// A row as it was read, and what is known of it.
public struct TestedRow: Sendable {
  /// The row.
  public var row: StoredRow
  /// Whether it passes the condition; `nil` where nobody asked.
  public var passes: Bool?

  /// A row.
  public init(_ row: StoredRow, passes: Bool? = nil) {
    self.row = row
    self.passes = passes
  }
}

/// What is written to a row: some columns, each with a value or none.
public struct RowChanges: RowWriter, Hashable, Sendable {
  /// The table's name in the database.
  public var table: String
  /// The columns that are set, in the order in which they were.
  @inlinable public var values: [Filter] { filters }
  @usableFromInline var filters: [Filter] = []
  @usableFromInline let columns: [Column]

  /// What a row sets.
  @inlinable public init<Row: WritableRow>(_ row: Row) throws {
    table = Row.table
    columns = Row.columns
    filters.reserveCapacity(columns.count)
    try row.write(to: &self)
  }

  /// What a row without a type of its own sets: one of the ledger, say.
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
