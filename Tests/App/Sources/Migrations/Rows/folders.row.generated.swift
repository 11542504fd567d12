// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 149a586e7a3faa079beaa71a80c472830b20c00226d57f9143a56924719493e1
// swift-format-ignore-file
import Bellows

public typealias FoldersID = Key<FoldersRow, Int64>

/// Where somebody keeps notes.
public struct FoldersRow: ReadableRow {
  public static let table = "folders"
  public enum Columns: String, ColumnNames {
    case id = "_id", owner, name
    public static let forms: [Column.Form] = [.int, .int, .text]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: FoldersID
  public var owner: PeopleID
  public var name: String

  public init(id: FoldersID, owner: PeopleID, name: String) {
    (self.id, self.owner, self.name) = (id, owner, name)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), owner: row.required(1), name: row.required(2))
  }

  public var columnValues: [JSONValue?] { [id.json, owner.json, name.json] }
}

/// A new row of `folders`, or changes of an existing row, of which only assigned columns are written.
public struct FoldersWrite: ChangedRow {
  public let id: FoldersID?
  public var owner: PeopleID { didSet { assignedColumns.insert(1) } }
  public var name: String { didSet { assignedColumns.insert(2) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: FoldersID? = nil, owner: PeopleID, name: String) {
    (self.id, self.owner, self.name, self.assignedColumns) = (id, owner, name, ColumnSet(0..<3))
  }

  /// Changes of a row that was read.
  public init(_ row: FoldersRow) {
    (self.id, self.owner, self.name, self.assignedColumns) = (row.id, row.owner, row.name, [])
  }

  public var columnValues: [JSONValue?] { [id?.json, owner.json, name.json] }
}
