// swift-format-ignore-file
import Bellows
import Foundation
public enum Merge4 {

public typealias UsersID = Key<UsersRow, Int64>

/// A row of `users` as it is read.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("email", .text),
    Column("name", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var email: String
  public var name: String

  public init(id: UsersID, email: String, name: String) {
    self.id = id
    self.email = email
    self.name = name
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.name = try row.required(2)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.email)
    try row.set(2, self.name)
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
  @Written public var name: String

  /// A new row.
  public init(id: UsersID? = nil, email: String, name: String) {
    self.id = id
    self._email = Written(wrappedValue: email)
    self._name = Written(wrappedValue: name)
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    self.id = row.id
    self._email = Written(unchanged: row.email)
    self._name = Written(unchanged: row.name)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._email)
    try row.set(2, self._name)
  }
}

}
