// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 07a283d3f87132fe811dd643b2d76b6e570002897f132e3ef8f738b10976bf0a
// swift-format-ignore-file
import Bellows

public typealias UsersID = Key<UsersRow, Int64>

/// A row of `users` as it is read.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public enum Columns: String, ColumnNames {
    case id = "_id", fullName = "name", email
    public static let forms: [Column.Form] = [.int, .nested, .nested]
  }
  public static let columns = Columns.columns
  public static let memberNames: [String: String] = ["_id": "id", "name": "fullName"]
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var fullName: String
  public var email: String

  public init(id: UsersID, fullName: String, email: String) {
    (self.id, self.fullName, self.email) = (id, fullName, email)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), fullName: row.required(1), email: row.required(2))
  }

  public var columnValues: [JSONValue?] { [id.json, fullName.json, email.json] }
}

/// A new row of `users`, or changes of an existing row, of which only assigned columns are written.
public struct UsersWrite: ChangedRow {
  public static let columns = UsersRow.columns + [Column("fullName", .nested)]
  public let id: UsersID?
  public var fullName: String { didSet { assignedColumns.insert(1, 3) } }
  public var email: String { didSet { assignedColumns.insert(2) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: UsersID? = nil, fullName: String, email: String) {
    (self.id, self.fullName, self.email, self.assignedColumns) = (id, fullName, email, ColumnSet(0..<4))
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    (self.id, self.fullName, self.email, self.assignedColumns) = (row.id, row.fullName, row.email, [])
  }

  public var columnValues: [JSONValue?] { get throws { try [
    id?.json, fullName.json, email.json,
    BuiltInConversion.copy.json(of: fullName.json, for: 3, in: assignedColumns)] } }
}
