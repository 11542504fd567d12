// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 65bc42694693f9a6ffbc06ed65dc6cb80a6324813103c5ecf884459582ea19b0
// swift-format-ignore-file
import Bellows

public typealias UsersID = Key<UsersRow, Int64>

/// Somebody who can sign in.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("name", .text),
    Column("email", .text),
    Column("role", .text),
    Column("locale", .text),
    Column("bio", .text),
    Column("joinedAt", .microseconds),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var name: String
  public var email: String
  public var role: Role
  public var locale: String?
  public var bio: String?
  public var joinedAt: Timestamp

  public init(
    id: UsersID,
    name: String,
    email: String,
    role: Role,
    locale: String? = nil,
    bio: String? = nil,
    joinedAt: Timestamp
  ) {
    self.id = id
    self.name = name
    self.email = email
    self.role = role
    self.locale = locale
    self.bio = bio
    self.joinedAt = joinedAt
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.email = try row.required(2)
    self.role = try row.required(3)
    self.locale = try row.optional(4)
    self.bio = try row.optional(5)
    self.joinedAt = try row.required(6)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.name)
    try row.set(2, self.email)
    try row.set(3, self.role)
    try row.set(4, self.locale)
    try row.set(5, self.bio)
    try row.set(6, self.joinedAt)
  }

  public enum Role: LiteralUnion {
    case member
    case admin
    case guest

    public var rawValue: String {
      switch self {
      case .member: "member"
      case .admin: "admin"
      case .guest: "guest"
      }
    }
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
  @Written public var name: String
  @Written public var email: String
  @Written public var role: Role
  @Written public private(set) var locale: String?
  @Written public var bio: String?
  @Written public var joinedAt: Timestamp

  /// A new row.
  public init(
    id: UsersID? = nil,
    name: String,
    email: String,
    role: Role,
    locale: String,
    bio: String? = nil,
    joinedAt: Timestamp = .now
  ) {
    self.id = id
    self._name = Written(wrappedValue: name)
    self._email = Written(wrappedValue: email)
    self._role = Written(wrappedValue: role)
    self._locale = Written(wrappedValue: locale)
    self._bio = Written(wrappedValue: bio)
    self._joinedAt = Written(wrappedValue: joinedAt)
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    self.id = row.id
    self._name = Written(unchanged: row.name)
    self._email = Written(unchanged: row.email)
    self._role = Written(unchanged: Role(row.role))
    self._locale = Written(unchanged: row.locale)
    self._bio = Written(unchanged: row.bio)
    self._joinedAt = Written(unchanged: row.joinedAt)
  }

  public mutating func set(locale: String) {
    self.locale = locale
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._name)
    try row.set(2, self._email)
    try row.set(3, self._role)
    try row.set(4, self._locale)
    try row.set(5, self._bio)
    try row.set(6, self._joinedAt)
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

    init(_ read: UsersRow.Role) {
      self = (try? Self(json: read.json)) ?? .carried(Carried(read: read))
    }

    private static let literals: [Self] = [.member, .admin]

    public init(json: JSONValue) throws {
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
