// swift-format-ignore-file
import Bellows
import Foundation
public enum Merge1 {

public typealias UsersID = Key<UsersRow, Int64>

/// A row of `users` as it is read.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public enum Columns: String, ColumnNames {
    case id = "_id", email, firstName, lastName
    public static let forms: [Column.Form] = [.int, .text, .text, .text]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var email: String
  public var firstName: String
  public var lastName: String

  public init(id: UsersID, email: String, firstName: String, lastName: String) {
    (self.id, self.email, self.firstName, self.lastName) = (id, email, firstName, lastName)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), email: row.required(1), firstName: row.required(2), lastName: row.required(3))
  }

  public var columnValues: [JSONValue?] { [id.json, email.json, firstName.json, lastName.json] }
}

/// A new row of `users`, or changes of an existing row, of which only assigned columns are written.
public struct UsersWrite: ChangedRow {
  public static let columns = UsersRow.columns + [Column("name", .text)]
  public let id: UsersID?
  public var email: String { didSet { assignedColumns.insert(1) } }
  public private(set) var name: String? { didSet { assignedColumns.insert(4) } }
  public private(set) var firstName: String { didSet { assignedColumns.insert(2) } }
  public private(set) var lastName: String { didSet { assignedColumns.insert(3) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: UsersID? = nil, email: String, name: String, firstName: String, lastName: String) {
    (self.id, self.email, self.name, self.firstName, self.lastName) = (id, email, name, firstName, lastName)
    self.assignedColumns = ColumnSet(0..<5)
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    (self.id, self.email, self.name, self.firstName) = (row.id, row.email, nil, row.firstName)
    (self.lastName, self.assignedColumns) = (row.lastName, [])
  }

  /// Sets `name`, `firstName` and `lastName` together, because one is computed from another.
  ///
  /// `name` must be what the backfill of the plan computes from `firstName` and `lastName`; the backfill writes it again.
  public mutating func set(name: String, firstName: String, lastName: String) {
    (self.name, self.firstName, self.lastName) = (name, firstName, lastName)
  }

  public var columnValues: [JSONValue?] { [id?.json, email.json, firstName.json, lastName.json, name?.json] }
}

}
