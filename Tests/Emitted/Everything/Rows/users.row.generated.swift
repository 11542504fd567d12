// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a12723ef9b38b0135794df77f8c088944b883ebbc44aaa14f3dde42f68222ee2
// swift-format-ignore-file
import Bellows

public typealias UsersID = Key<UsersRow, Int64>

/// A row of `users` as it is read.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public static let columns = [
    Column("_id", .int),
    Column("fullName", .text),
    Column("email", .text),
    Column("role", .text),
    Column("age_2", .int),
    Column("bio", .text),
    Column("visits_2", .text),
    Column("score", .int),
    Column("locale", .text),
    Column("team", .text),
    Column("joinedAt", .microseconds),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var fullName: String
  public var email: String
  public var role: Role
  public var age: Int64?
  public var bio: String
  public var visits: String
  public var score: Int64
  public var locale: String
  public var team: GroupsID?
  public var joinedAt: Timestamp

  public init(
    id: UsersID,
    fullName: String,
    email: String,
    role: Role,
    age: Int64? = nil,
    bio: String,
    visits: String,
    score: Int64,
    locale: String,
    team: GroupsID? = nil,
    joinedAt: Timestamp
  ) {
    self.id = id
    self.fullName = fullName
    self.email = email
    self.role = role
    self.age = age
    self.bio = bio
    self.visits = visits
    self.score = score
    self.locale = locale
    self.team = team
    self.joinedAt = joinedAt
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.fullName = try row.required(1)
    self.email = try row.required(2)
    self.role = try row.required(3)
    self.age = try row.optional(4)
    self.bio = try row.required(5)
    self.visits = try row.required(6)
    self.score = try row.required(7)
    self.locale = try row.required(8)
    self.team = try row.optional(9)
    self.joinedAt = try row.required(10)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.fullName)
    try row.set(2, self.email)
    try row.set(3, self.role)
    try row.set(4, self.age)
    try row.set(5, self.bio)
    try row.set(6, self.visits)
    try row.set(7, self.score)
    try row.set(8, self.locale)
    try row.set(9, self.team)
    try row.set(10, self.joinedAt)
  }

  public enum Role: LiteralUnion {
    case member
    case admin

    public var rawValue: String {
      switch self {
      case .member: "member"
      case .admin: "admin"
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
  @Written public var fullName: String
  @Written public var email: String
  @Written public var role: UsersRow.Role
  @Written public var age: Int64?
  @Written public var bio: String
  @Written public var visits: String
  @Written public var score: Int64
  @Written public var locale: String
  @Written public var team: GroupsID?
  @Written public var joinedAt: Timestamp

  /// A new row.
  public init(
    id: UsersID? = nil,
    fullName: String,
    email: String,
    role: UsersRow.Role,
    age: Int64? = nil,
    bio: String,
    visits: String,
    score: Int64 = 5,
    locale: String,
    team: GroupsID? = nil,
    joinedAt: Timestamp = .now
  ) {
    self.id = id
    self._fullName = Written(wrappedValue: fullName)
    self._email = Written(wrappedValue: email)
    self._role = Written(wrappedValue: role)
    self._age = Written(wrappedValue: age)
    self._bio = Written(wrappedValue: bio)
    self._visits = Written(wrappedValue: visits)
    self._score = Written(wrappedValue: score)
    self._locale = Written(wrappedValue: locale)
    self._team = Written(wrappedValue: team)
    self._joinedAt = Written(wrappedValue: joinedAt)
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    self.id = row.id
    self._fullName = Written(unchanged: row.fullName)
    self._email = Written(unchanged: row.email)
    self._role = Written(unchanged: row.role)
    self._age = Written(unchanged: row.age)
    self._bio = Written(unchanged: row.bio)
    self._visits = Written(unchanged: row.visits)
    self._score = Written(unchanged: row.score)
    self._locale = Written(unchanged: row.locale)
    self._team = Written(unchanged: row.team)
    self._joinedAt = Written(unchanged: row.joinedAt)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._fullName)
    try row.set(2, self._email)
    try row.set(3, self._role)
    try row.set(4, self._age)
    try row.set(5, self._bio)
    try row.set(6, self._visits)
    try row.set(7, self._score)
    try row.set(8, self._locale)
    try row.set(9, self._team)
    try row.set(10, self._joinedAt)
  }
}
