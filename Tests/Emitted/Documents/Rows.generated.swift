// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: bff66c15c675a29cc2de0d8f59763be07738b80fc27e8eeeef03e876aef907f8
// swift-format-ignore-file
import Bellows

/// The second copy of a row of `groups`; write it in one transaction with its `GroupsWrite`.
public struct GroupsCopyWrite: WritableRow {
  public static let table = "groups"
  public static let columns = [
    Column("slug", .nested),
    Column("title", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public let slug: String
  @Written public private(set) var title: String?

  /// A new row.
  public init(slug: String, title: String) {
    self.slug = slug
    self._title = Written(wrappedValue: title)
  }

  /// Changes of an existing row.
  public init(changing slug: String) {
    self.slug = slug
    self._title = Written(unchanged: nil)
  }

  public mutating func set(title: String) {
    self.title = title
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.slug)
    try row.set(1, self._title)
  }
}

public typealias GroupsID = Key<GroupsRow, String>

/// A row of `groups` as it is read.
public struct GroupsRow: ReadableRow {
  public static let table = "teams"
  public static let columns = [
    Column("slug", .nested),
    Column("title", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public var slug: GroupsID
  public var title: String

  public init(slug: GroupsID, title: String) {
    self.slug = slug
    self.title = title
  }

  public init(row: some RowReader) throws {
    self.slug = try row.required(0)
    self.title = try row.required(1)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.slug)
    try row.set(1, self.title)
  }
}

/// A row of `groups` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct GroupsWrite: WritableRow {
  public static let table = "teams"
  public static let columns = [
    Column("slug", .nested),
    Column("title", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public let slug: GroupsID
  @Written public var title: String

  /// A new row.
  public init(slug: GroupsID, title: String) {
    self.slug = slug
    self._title = Written(wrappedValue: title)
  }

  /// Changes of a row that was read.
  public init(_ row: GroupsRow) {
    self.slug = row.slug
    self._title = Written(unchanged: row.title)
  }

  public mutating func set(title: String) {
    self.title = title
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.slug)
    try row.set(1, self._title)
  }
}

public typealias UsersID = Key<UsersRow, Int64>

/// A row of `users` as it is read.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("email", .nested),
    Column("name", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var email: String
  public var fullName: String

  public init(id: UsersID, email: String, fullName: String) {
    self.id = id
    self.email = email
    self.fullName = fullName
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.fullName = try row.required(2)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.email)
    try row.set(2, self.fullName)
  }
}

/// A row of `users` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct UsersWrite: WritableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("fullName", .nested),
    Column("email", .nested),
    Column("name", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: UsersID?
  @Written public var email: String
  @Written public var fullName: String

  /// A new row.
  public init(id: UsersID? = nil, email: String, fullName: String) {
    self.id = id
    self._email = Written(wrappedValue: email)
    self._fullName = Written(wrappedValue: fullName)
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    self.id = row.id
    self._email = Written(unchanged: row.email)
    self._fullName = Written(unchanged: row.fullName)
  }

  public mutating func set(email: String) {
    self.email = email
  }

  public mutating func set(fullName: String) {
    self.fullName = fullName
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._fullName, through: BuiltInConversion.copy)
    try row.set(2, self._email)
    try row.set(3, self._fullName)
  }
}
