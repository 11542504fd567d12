// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 8b679be199afc74bbc3987aa0bb9e81f1cac387fd32baabd61099eccd77be0c7
// swift-format-ignore-file
import Bellows

public typealias UsersID = Key<UsersRow, Int64>

/// Somebody who can sign in.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("bio", .text),
    Column("email", .text),
    Column("joinedAt", .microseconds),
    Column("locale", .text),
    Column("name", .text),
    Column("role", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var bio: String?
  public var email: String
  public var joinedAt: Timestamp
  public var locale: String?
  public var name: String
  public var role: Role

  public init(
    id: UsersID,
    bio: String? = nil,
    email: String,
    joinedAt: Timestamp,
    locale: String? = nil,
    name: String,
    role: Role
  ) {
    self.id = id
    self.bio = bio
    self.email = email
    self.joinedAt = joinedAt
    self.locale = locale
    self.name = name
    self.role = role
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.bio = try row.optional(1)
    self.email = try row.required(2)
    self.joinedAt = try row.required(3)
    self.locale = try row.optional(4)
    self.name = try row.required(5)
    self.role = try row.required(6)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.bio)
    try row.set(2, self.email)
    try row.set(3, self.joinedAt)
    try row.set(4, self.locale)
    try row.set(5, self.name)
    try row.set(6, self.role)
  }

  public enum Role: StoredValue, CaseIterable {
    case member
    case admin
    case guest

    public init(json: JSONValue) throws {
      if let literal = Self.allCases.first(where: { $0.json == json }) {
        self = literal
      } else {
        throw RowUnreadable(expected: "\"member\" | \"admin\" | \"guest\"", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .member: .string("member")
      case .admin: .string("admin")
      case .guest: .string("guest")
      }
    }
  }
}

/// A row of `users` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct UsersWrite: WritableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("bio", .text),
    Column("email", .text),
    Column("joinedAt", .microseconds),
    Column("locale", .text),
    Column("name", .text),
    Column("role", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: UsersID?
  @Written public var bio: String?
  @Written public var email: String
  @Written public var joinedAt: Timestamp
  @Written public private(set) var locale: String?
  @Written public var name: String
  @Written public var role: Role

  /// A new row.
  public init(
    id: UsersID? = nil,
    bio: String? = nil,
    email: String,
    joinedAt: Timestamp = .now,
    locale: String,
    name: String,
    role: Role
  ) {
    self.id = id
    self._bio = Written(wrappedValue: bio)
    self._email = Written(wrappedValue: email)
    self._joinedAt = Written(wrappedValue: joinedAt)
    self._locale = Written(wrappedValue: locale)
    self._name = Written(wrappedValue: name)
    self._role = Written(wrappedValue: role)
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    self.id = row.id
    self._bio = Written(unchanged: row.bio)
    self._email = Written(unchanged: row.email)
    self._joinedAt = Written(unchanged: row.joinedAt)
    self._locale = Written(unchanged: row.locale)
    self._name = Written(unchanged: row.name)
    self._role = Written(unchanged: Role(row.role))
  }

  public mutating func set(bio: String?) {
    self.bio = bio
  }

  public mutating func set(email: String) {
    self.email = email
  }

  public mutating func set(joinedAt: Timestamp) {
    self.joinedAt = joinedAt
  }

  public mutating func set(locale: String) {
    self.locale = locale
  }

  public mutating func set(name: String) {
    self.name = name
  }

  public mutating func set(role: Role) {
    self.role = role
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._bio)
    try row.set(2, self._email)
    try row.set(3, self._joinedAt)
    try row.set(4, self._locale)
    try row.set(5, self._name)
    try row.set(6, self._role)
  }

  public enum Role: StoredValue {
    case member
    case admin
    /// A value that was read and can only be written back unchanged.
    case carried(Carried)

    /// Only a row that was read can provide this value.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: UsersRow.Role
    }

    public init(_ read: UsersRow.Role) {
      self = (try? Self(making: read.json)) ?? .carried(Carried(read: read))
    }

    public init(json: JSONValue) throws {
      self.init(try UsersRow.Role(json: json))
    }

    private static let literals: [Self] = [.member, .admin]

    private init(making json: JSONValue) throws {
      if let literal = Self.literals.first(where: { $0.json == json }) {
        self = literal
      } else {
        throw RowUnreadable(expected: "\"member\" | \"admin\"", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .member: .string("member")
      case .admin: .string("admin")
      case .carried(let carried): carried.read.json
      }
    }
  }
}
