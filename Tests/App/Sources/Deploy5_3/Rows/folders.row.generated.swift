// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 569140c37f85eb3a6cc6c0a564c29d90303cc73202266fa3bb9a81125b8f7187
// swift-format-ignore-file
import Bellows

public typealias FoldersID = Key<FoldersRow, Int64>

/// Where somebody keeps notes.
public struct FoldersRow: ReadableRow {
  public static let table = "folders"
  public static let columns = [
    Column("_id", .int),
    Column("owner", .int),
    Column("name", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: FoldersID
  public var owner: PeopleID
  public var name: String

  public init(id: FoldersID, owner: PeopleID, name: String) {
    self.id = id
    self.owner = owner
    self.name = name
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.owner = try row.required(1)
    self.name = try row.required(2)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.owner)
    try row.set(2, self.name)
  }
}

/// A row of `folders` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct FoldersWrite: WritableRow {
  public static let table = FoldersRow.table
  public static let columns = FoldersRow.columns
  public static let keyColumns = FoldersRow.keyColumns

  public let id: FoldersID?
  @Written public var owner: PeopleID
  @Written public var name: String

  /// A new row.
  public init(id: FoldersID? = nil, owner: PeopleID, name: String) {
    self.id = id
    self._owner = Written(wrappedValue: owner)
    self._name = Written(wrappedValue: name)
  }

  /// Changes of a row that was read.
  public init(_ row: FoldersRow) {
    self.id = row.id
    self._owner = Written(unchanged: row.owner)
    self._name = Written(unchanged: row.name)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._owner)
    try row.set(2, self._name)
  }
}
