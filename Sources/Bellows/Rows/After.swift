// Part of Bellows. MIT licence: see LICENSE.

/// A row as a repair leaves it: a copy of the row before, of which all columns but the key can be changed.
///
///     static func users(_ row: UsersBefore, _ rows: Rows) throws -> After<UsersBefore> {
///       var after = After(row)
///       after.email = row.email.lowercased()
///       return after
///     }
@dynamicMemberLookup
public struct After<Row: BackfillRow & WritableRow>: WritableRow {
  private var row: Row

  /// Creates an unchanged copy.
  public init(_ row: Row) { self.row = row }

  /// A column.
  public subscript<Value>(dynamicMember property: KeyPath<Row, Value>) -> Value { row[keyPath: property] }

  /// A column that can be changed.
  public subscript<Value>(dynamicMember property: WritableKeyPath<Row, Value>) -> Value {
    get { row[keyPath: property] }
    set { row[keyPath: property] = newValue }
  }

  /// The table of the row.
  public static var table: String { Row.table }
  /// The columns beside the key.
  public static var columns: [Column] { indices.map { Row.columns[$0] } }
  /// None: the key cannot be changed.
  public static var keyColumns: [Int] { [] }

  /// The indices of these columns in the row.
  private static var indices: [Int] { Row.columns.indices.filter { !Row.keyColumns.contains($0) } }

  /// Writes the columns beside the key.
  public func write(to row: inout some RowWriter) throws {
    var positions = [Int?](repeating: nil, count: Row.columns.count)
    for (position, index) in Self.indices.enumerated() { positions[index] = position }
    var writer = ColumnsBesideKey(writer: row, positions: positions)
    try self.row.write(to: &writer)
    row = writer.writer
  }
}

/// Writes the columns of a row without those of the key.
private struct ColumnsBesideKey<Writer: RowWriter>: RowWriter {
  var writer: Writer
  /// For each column its position without the key; `nil` for a column of the key.
  let positions: [Int?]

  mutating func set(_ index: Int, to value: JSONValue?) throws {
    if let position = positions[index] { try writer.set(position, to: value) }
  }
}
