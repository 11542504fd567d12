// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7d60ede52f2413df8dcee8fd8a49f94da2d6f8726bc46ec0c5009a4efe455709
// swift-format-ignore-file
import Bellows

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

public typealias UploadsID = Key<UploadsRow, UUID>

/// A row of `uploads` as it is read.
public struct UploadsRow: ReadableRow {
  public static let table = "uploads"
  public static let columns = [
    Column("key", .nested),
    Column("owner", .nested),
    Column("content", .nested),
    Column("taken", .nested),
    Column("at", .nested),
    Column("price", .nested),
    Column("ratio", .nested),
    Column("parts", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public var key: UploadsID
  public var owner: PeopleID?
  public var content: Data
  public var taken: Day
  public var at: Timestamp
  public var price: ExactDecimal
  public var ratio: Double
  public var parts: Record<UUID, Data>

  public init(
    key: UploadsID,
    owner: PeopleID? = nil,
    content: Data,
    taken: Day,
    at: Timestamp,
    price: ExactDecimal,
    ratio: Double,
    parts: Record<UUID, Data>
  ) {
    self.key = key
    self.owner = owner
    self.content = content
    self.taken = taken
    self.at = at
    self.price = price
    self.ratio = ratio
    self.parts = parts
  }

  public init(row: some RowReader) throws {
    self.key = try row.required(0)
    self.owner = try row.optional(1)
    self.content = try row.required(2)
    self.taken = try row.required(3)
    self.at = try row.required(4)
    self.price = try row.required(5)
    self.ratio = try row.required(6)
    self.parts = try row.required(7)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.key)
    try row.set(1, self.owner)
    try row.set(2, self.content)
    try row.set(3, self.taken)
    try row.set(4, self.at)
    try row.set(5, self.price)
    try row.set(6, self.ratio)
    try row.set(7, self.parts)
  }
}

/// A row of `uploads` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct UploadsWrite: WritableRow {
  public static let table = UploadsRow.table
  public static let columns = UploadsRow.columns
  public static let keyColumns = UploadsRow.keyColumns

  public let key: UploadsID
  @Written public var owner: PeopleID?
  @Written public var content: Data
  @Written public var taken: Day
  @Written public var at: Timestamp
  @Written public var price: ExactDecimal
  @Written public var ratio: Double
  @Written public var parts: Record<UUID, Data>

  /// A new row.
  public init(
    key: UploadsID,
    owner: PeopleID? = nil,
    content: Data,
    taken: Day,
    at: Timestamp = .now,
    price: ExactDecimal,
    ratio: Double,
    parts: Record<UUID, Data>
  ) {
    self.key = key
    self._owner = Written(wrappedValue: owner)
    self._content = Written(wrappedValue: content)
    self._taken = Written(wrappedValue: taken)
    self._at = Written(wrappedValue: at)
    self._price = Written(wrappedValue: price)
    self._ratio = Written(wrappedValue: ratio)
    self._parts = Written(wrappedValue: parts)
  }

  /// Changes of a row that was read.
  public init(_ row: UploadsRow) {
    self.key = row.key
    self._owner = Written(unchanged: row.owner)
    self._content = Written(unchanged: row.content)
    self._taken = Written(unchanged: row.taken)
    self._at = Written(unchanged: row.at)
    self._price = Written(unchanged: row.price)
    self._ratio = Written(unchanged: row.ratio)
    self._parts = Written(unchanged: row.parts)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.key)
    try row.set(1, self._owner)
    try row.set(2, self._content)
    try row.set(3, self._taken)
    try row.set(4, self._at)
    try row.set(5, self._price)
    try row.set(6, self._ratio)
    try row.set(7, self._parts)
  }
}
