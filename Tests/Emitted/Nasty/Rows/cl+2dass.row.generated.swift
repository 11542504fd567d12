// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1ead7b7e306467bcbbd373317adae50eb3829d9aa6d24118ace3000e97bfe4d3
// swift-format-ignore-file
import Bellows

public typealias ClAssID = Key<ClAssRow, Int64>

/// A row of `cl-ass` as it is read.
public struct ClAssRow: ReadableRow {
  public static let table = "c2"
  public static let columns = [
    Column("_id", .int),
    Column("name", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: ClAssID
  public var name: String

  public init(id: ClAssID, name: String) {
    self.id = id
    self.name = name
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.name)
  }
}

/// A row of `cl-ass` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct ClAssWrite: WritableRow {
  public static let table = ClAssRow.table
  public static let columns = ClAssRow.columns
  public static let keyColumns = ClAssRow.keyColumns

  public let id: ClAssID?
  @Written public var name: String

  /// A new row.
  public init(id: ClAssID? = nil, name: String) {
    self.id = id
    self._name = Written(wrappedValue: name)
  }

  /// Changes of a row that was read.
  public init(_ row: ClAssRow) {
    self.id = row.id
    self._name = Written(unchanged: row.name)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._name)
  }
}
