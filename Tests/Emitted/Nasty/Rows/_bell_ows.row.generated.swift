// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: aae8206847e58fe7454098cae41e58fe01110d3fd421b001162650df6e0f51e0
// swift-format-ignore-file
import Bellows

public typealias BellOwsID = Key<BellOwsRow, Int64>

/// A row of `_bell_ows` as it is read.
public struct BellOwsRow: ReadableRow {
  public static let table = "_bell_ows"
  public static let columns = [
    Column("_id", .int),
    Column("owner", .int),
    Column("friends", .json),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: BellOwsID
  public var owner: ClassID?
  public var friends: [ClAssID]

  public init(id: BellOwsID, owner: ClassID? = nil, friends: [ClAssID]) {
    self.id = id
    self.owner = owner
    self.friends = friends
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.owner = try row.optional(1)
    self.friends = try row.required(2)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.owner)
    try row.set(2, self.friends)
  }
}

/// A row of `_bell_ows` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct BellOwsWrite: WritableRow {
  public static let table = BellOwsRow.table
  public static let columns = BellOwsRow.columns
  public static let keyColumns = BellOwsRow.keyColumns

  public let id: BellOwsID?
  @Written public var owner: ClassID?
  @Written public var friends: [ClAssID]

  /// A new row.
  public init(id: BellOwsID? = nil, owner: ClassID? = nil, friends: [ClAssID]) {
    self.id = id
    self._owner = Written(wrappedValue: owner)
    self._friends = Written(wrappedValue: friends)
  }

  /// Changes of a row that was read.
  public init(_ row: BellOwsRow) {
    self.id = row.id
    self._owner = Written(unchanged: row.owner)
    self._friends = Written(unchanged: row.friends)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._owner)
    try row.set(2, self._friends)
  }
}
