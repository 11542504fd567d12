// swift-format-ignore-file
import Bellows
import Foundation
public enum Siblings3 {

public typealias TID = Key<TRow, Int64>

/// A row of `t` as it is read.
public struct TRow: ReadableRow {
  public static let table = "t"
  public static let columns = [
    Column("_id", .int),
    Column("n_2", .text),
    Column("first", .text),
    Column("last", .text),
    Column("middle", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: TID
  public var n: String
  public var first: String
  public var last: String
  public var middle: String?

  public init(id: TID, n: String, first: String, last: String, middle: String? = nil) {
    self.id = id
    self.n = n
    self.first = first
    self.last = last
    self.middle = middle
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.n = try row.required(1)
    self.first = try row.required(2)
    self.last = try row.required(3)
    self.middle = try row.optional(4)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.n)
    try row.set(2, self.first)
    try row.set(3, self.last)
    try row.set(4, self.middle)
  }
}

/// A row of `t` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct TWrite: WritableRow {
  public static let table = TRow.table
  public static let columns = TRow.columns
  public static let keyColumns = TRow.keyColumns

  public let id: TID?
  @Written public var n: String
  @Written public var first: String
  @Written public var last: String
  @Written public var middle: String?

  /// A new row.
  public init(id: TID? = nil, n: String, first: String, last: String, middle: String? = nil) {
    self.id = id
    self._n = Written(wrappedValue: n)
    self._first = Written(wrappedValue: first)
    self._last = Written(wrappedValue: last)
    self._middle = Written(wrappedValue: middle)
  }

  /// Changes of a row that was read.
  public init(_ row: TRow) {
    self.id = row.id
    self._n = Written(unchanged: row.n)
    self._first = Written(unchanged: row.first)
    self._last = Written(unchanged: row.last)
    self._middle = Written(unchanged: row.middle)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._n)
    try row.set(2, self._first)
    try row.set(3, self._last)
    try row.set(4, self._middle)
  }
}

}
