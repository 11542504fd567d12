// swift-format-ignore-file
import Bellows
import Foundation
public enum Merge3 {

public typealias UsersID = Key<UsersRow, Int64>

/// A row of `users` as it is read.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public enum Columns: String, ColumnNames {
    case id = "_id", email, name
    public static let forms: [Column.Form] = [.int, .text, .text]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var email: String
  public var name: String

  public init(id: UsersID, email: String, name: String) {
    (self.id, self.email, self.name) = (id, email, name)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), email: row.required(1), name: row.required(2))
  }

  public var columnValues: [JSONValue?] { [id.json, email.json, name.json] }
}

/// A new row of `users`, or changes of an existing row, of which only assigned columns are written.
public struct UsersWrite: ChangedRow {
  public let id: UsersID?
  public var email: String { didSet { assignedColumns.insert(1) } }
  public var name: String { didSet { assignedColumns.insert(2) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: UsersID? = nil, email: String, name: String) {
    (self.id, self.email, self.name, self.assignedColumns) = (id, email, name, ColumnSet(0..<3))
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    (self.id, self.email, self.name, self.assignedColumns) = (row.id, row.email, row.name, [])
  }

  public var columnValues: [JSONValue?] { [id?.json, email.json, name.json] }
}

}
