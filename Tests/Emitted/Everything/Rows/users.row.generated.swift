// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 60739a403e7c97e4b250112563db837517760794671acd4abfbfb3c8c3358dae
// swift-format-ignore-file
import Bellows

public typealias UsersID = Key<UsersRow, Int64>

/// A row of `users` as it is read.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public enum Columns: String, ColumnNames {
    case id = "_id", fullName, email, role, age = "age_2", bio, visits = "visits_2", score, locale, team, joinedAt
    public static let forms: [Column.Form] = [
      .int, .text, .text, .text, .int, .text, .text, .int, .text, .text, .microseconds]
  }
  public static let columns = Columns.columns
  public static let memberNames: [String: String] = ["_id": "id", "age_2": "age", "visits_2": "visits"]
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
    id: UsersID, fullName: String, email: String, role: Role, age: Int64? = nil, bio: String, visits: String,
    score: Int64, locale: String, team: GroupsID? = nil, joinedAt: Timestamp
  ) {
    (self.id, self.fullName, self.email, self.role, self.age) = (id, fullName, email, role, age)
    (self.bio, self.visits, self.score, self.locale, self.team) = (bio, visits, score, locale, team)
    self.joinedAt = joinedAt
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), fullName: row.required(1), email: row.required(2), role: row.required(3),
      age: row.optional(4), bio: row.required(5), visits: row.required(6), score: row.required(7),
      locale: row.required(8), team: row.optional(9), joinedAt: row.required(10))
  }

  public var columnValues: [JSONValue?] { [
    id.json, fullName.json, email.json, role.json, age?.json, bio.json, visits.json, score.json, locale.json,
    team?.json, joinedAt.json] }

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

/// A new row of `users`, or changes of an existing row, of which only assigned columns are written.
public struct UsersWrite: ChangedRow {
  public let id: UsersID?
  public var fullName: String { didSet { assignedColumns.insert(1) } }
  public var email: String { didSet { assignedColumns.insert(2) } }
  public var role: UsersRow.Role { didSet { assignedColumns.insert(3) } }
  public var age: Int64? { didSet { assignedColumns.insert(4) } }
  public var bio: String { didSet { assignedColumns.insert(5) } }
  public var visits: String { didSet { assignedColumns.insert(6) } }
  public var score: Int64 { didSet { assignedColumns.insert(7) } }
  public var locale: String { didSet { assignedColumns.insert(8) } }
  public var team: GroupsID? { didSet { assignedColumns.insert(9) } }
  public var joinedAt: Timestamp { didSet { assignedColumns.insert(10) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    id: UsersID? = nil, fullName: String, email: String, role: UsersRow.Role, age: Int64? = nil, bio: String,
    visits: String, score: Int64 = 5, locale: String, team: GroupsID? = nil, joinedAt: Timestamp = .now
  ) {
    (self.id, self.fullName, self.email, self.role, self.age) = (id, fullName, email, role, age)
    (self.bio, self.visits, self.score, self.locale, self.team) = (bio, visits, score, locale, team)
    (self.joinedAt, self.assignedColumns) = (joinedAt, ColumnSet(0..<11))
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    (self.id, self.fullName, self.email, self.role, self.age) = (row.id, row.fullName, row.email, row.role, row.age)
    (self.bio, self.visits, self.score, self.locale, self.team) = (row.bio, row.visits, row.score, row.locale, row.team)
    (self.joinedAt, self.assignedColumns) = (row.joinedAt, [])
  }

  public var columnValues: [JSONValue?] { [
    id?.json, fullName.json, email.json, role.json, age?.json, bio.json, visits.json, score.json, locale.json,
    team?.json, joinedAt.json] }
}
