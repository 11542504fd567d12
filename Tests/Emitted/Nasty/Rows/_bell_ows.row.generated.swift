// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 766762f75d61fd4fdc8e09549490320b88b540d8c31eabe22d337e75fea824bf
// swift-format-ignore-file
import Bellows

public typealias BellOwsID = Key<BellOwsRow, Int64>

/// A row of `_bell_ows` as it is read.
public struct BellOwsRow: ReadableRow {
  public static let table = "_bell_ows"
  public enum Columns: String, ColumnNames {
    case id = "_id", owner, friends
    public static let forms: [Column.Form] = [.int, .int, .json]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: BellOwsID
  public var owner: ClassID?
  public var friends: [ClAssID]

  public init(id: BellOwsID, owner: ClassID? = nil, friends: [ClAssID]) {
    (self.id, self.owner, self.friends) = (id, owner, friends)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), owner: row.optional(1), friends: row.required(2))
  }

  public var columnValues: [JSONValue?] { [id.json, owner?.json, friends.json] }
}

/// A new row of `_bell_ows`, or changes of an existing row, of which only assigned columns are written.
public struct BellOwsWrite: ChangedRow {
  public let id: BellOwsID?
  public var owner: ClassID? { didSet { assignedColumns.insert(1) } }
  public var friends: [ClAssID] { didSet { assignedColumns.insert(2) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: BellOwsID? = nil, owner: ClassID? = nil, friends: [ClAssID]) {
    (self.id, self.owner, self.friends, self.assignedColumns) = (id, owner, friends, ColumnSet(0..<3))
  }

  /// Changes of a row that was read.
  public init(_ row: BellOwsRow) {
    (self.id, self.owner, self.friends, self.assignedColumns) = (row.id, row.owner, row.friends, [])
  }

  public var columnValues: [JSONValue?] { [id?.json, owner?.json, friends.json] }
}
