// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0d950d7f2969325bf6d787db367308c2451cc2fdf3348824615ca0883cbe8016
// swift-format-ignore-file
import Bellows

/// A row of `seats` as it is read.
public struct SeatsRow: ReadableRow {
  public static let table = "seats"
  public static let columns = [
    Column("number", .int),
    Column("room", .text),
    Column("holder", .int),
    Column("price", .text),
  ]
  public static let keyColumns: [Int] = [0, 1]

  public var number: Int64
  public var room: String
  public var holder: UsersID?
  public var price: ExactDecimal

  public init(number: Int64, room: String, holder: UsersID? = nil, price: ExactDecimal) {
    self.number = number
    self.room = room
    self.holder = holder
    self.price = price
  }

  public init(row: some RowReader) throws {
    self.number = try row.required(0)
    self.room = try row.required(1)
    self.holder = try row.optional(2)
    self.price = try row.required(3)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.number)
    try row.set(1, self.room)
    try row.set(2, self.holder)
    try row.set(3, self.price)
  }
}

/// A row of `seats` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct SeatsWrite: WritableRow {
  public static let table = SeatsRow.table
  public static let columns = SeatsRow.columns
  public static let keyColumns = SeatsRow.keyColumns

  public let number: Int64
  public let room: String
  @Written public var holder: UsersID?
  @Written public var price: ExactDecimal

  /// A new row.
  public init(
    number: Int64,
    room: String,
    holder: UsersID? = nil,
    price: ExactDecimal = ExactDecimal(canonical: "0")
  ) {
    self.number = number
    self.room = room
    self._holder = Written(wrappedValue: holder)
    self._price = Written(wrappedValue: price)
  }

  /// Changes of a row that was read.
  public init(_ row: SeatsRow) {
    self.number = row.number
    self.room = row.room
    self._holder = Written(unchanged: row.holder)
    self._price = Written(unchanged: row.price)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.number)
    try row.set(1, self.room)
    try row.set(2, self._holder)
    try row.set(3, self._price)
  }
}
