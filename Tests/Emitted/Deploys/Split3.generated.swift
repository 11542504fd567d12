// swift-format-ignore-file
import Bellows
import Foundation
public enum Split3 {

public typealias UsersID = Key<UsersRow, Int64>

/// A row of `users` as it is read.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("email", .text),
    Column("firstName", .text),
    Column("lastName", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var email: String
  public var firstName: String
  public var lastName: String

  public init(id: UsersID, email: String, firstName: String, lastName: String) {
    self.id = id
    self.email = email
    self.firstName = firstName
    self.lastName = lastName
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.firstName = try row.required(2)
    self.lastName = try row.required(3)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.email)
    try row.set(2, self.firstName)
    try row.set(3, self.lastName)
  }
}

/// A row of `users` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct UsersWrite: WritableRow {
  public static let table = UsersRow.table
  public static let columns = UsersRow.columns
  public static let keyColumns = UsersRow.keyColumns

  public let id: UsersID?
  @Written public var email: String
  @Written public var firstName: String
  @Written public var lastName: String

  /// A new row.
  public init(id: UsersID? = nil, email: String, firstName: String, lastName: String) {
    self.id = id
    self._email = Written(wrappedValue: email)
    self._firstName = Written(wrappedValue: firstName)
    self._lastName = Written(wrappedValue: lastName)
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    self.id = row.id
    self._email = Written(unchanged: row.email)
    self._firstName = Written(unchanged: row.firstName)
    self._lastName = Written(unchanged: row.lastName)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._email)
    try row.set(2, self._firstName)
    try row.set(3, self._lastName)
  }
}

}
