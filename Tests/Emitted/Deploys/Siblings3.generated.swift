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
    Column("first", .text),
    Column("last", .text),
    Column("middle", .text),
    Column("n_2", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: TID
  public var first: String
  public var last: String
  public var middle: String?
  public var n: String

  public init(id: TID, first: String, last: String, middle: String? = nil, n: String) {
    self.id = id
    self.first = first
    self.last = last
    self.middle = middle
    self.n = n
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.first = try row.required(1)
    self.last = try row.required(2)
    self.middle = try row.optional(3)
    self.n = try row.required(4)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.first)
    try row.set(2, self.last)
    try row.set(3, self.middle)
    try row.set(4, self.n)
  }
}

/// A row of `t` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct TWrite: WritableRow {
  public static let table = "t"
  public static let columns = [
    Column("_id", .int),
    Column("first", .text),
    Column("last", .text),
    Column("middle", .text),
    Column("n_2", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: TID?
  @Written public var first: String
  @Written public var last: String
  @Written public var middle: String?
  @Written public var n: String

  /// A new row.
  public init(id: TID? = nil, first: String, last: String, middle: String? = nil, n: String) {
    self.id = id
    self._first = Written(wrappedValue: first)
    self._last = Written(wrappedValue: last)
    self._middle = Written(wrappedValue: middle)
    self._n = Written(wrappedValue: n)
  }

  /// Changes of a row that was read.
  public init(_ row: TRow) {
    self.id = row.id
    self._first = Written(unchanged: row.first)
    self._last = Written(unchanged: row.last)
    self._middle = Written(unchanged: row.middle)
    self._n = Written(unchanged: row.n)
  }

  public mutating func set(first: String) {
    self.first = first
  }

  public mutating func set(last: String) {
    self.last = last
  }

  public mutating func set(middle: String?) {
    self.middle = middle
  }

  public mutating func set(n: String) {
    self.n = n
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._first)
    try row.set(2, self._last)
    try row.set(3, self._middle)
    try row.set(4, self._n)
  }
}

}
