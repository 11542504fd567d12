// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d2268e2d3dd73d8edd6a8e2d98ded4d045ac0b2e2235abcdf193b5091f7a678c
// swift-format-ignore-file
import Bellows

public typealias UsersID = Key<UsersRow, Int64>

/// A row of `users` as it is read.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("name", .nested),
    Column("email", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var fullName: String
  public var email: String

  public init(id: UsersID, fullName: String, email: String) {
    self.id = id
    self.fullName = fullName
    self.email = email
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.fullName = try row.required(1)
    self.email = try row.required(2)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.fullName)
    try row.set(2, self.email)
  }
}

/// A row of `users` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct UsersWrite: WritableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("name", .nested),
    Column("fullName", .nested),
    Column("email", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: UsersID?
  @Written public var fullName: String
  @Written public var email: String

  /// A new row.
  public init(id: UsersID? = nil, fullName: String, email: String) {
    self.id = id
    self._fullName = Written(wrappedValue: fullName)
    self._email = Written(wrappedValue: email)
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    self.id = row.id
    self._fullName = Written(unchanged: row.fullName)
    self._email = Written(unchanged: row.email)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._fullName)
    try row.set(2, self._fullName, through: BuiltInConversion.copy)
    try row.set(3, self._email)
  }
}
