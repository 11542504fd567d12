// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7322433db2300fc2b784de82089d21f54a7089777a76879318a7db10159c03dc
// swift-format-ignore-file
import Bellows

public typealias UsersID = Key<UsersRow, Int64>

/// Somebody who can sign in.
public struct UsersRow: ReadableRow {
  public static let table = "users"
  public enum Columns: String, ColumnNames {
    case id = "_id", name, email, role, locale, bio, joinedAt
    public static let forms: [Column.Form] = [.int, .text, .text, .text, .text, .text, .microseconds]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: UsersID
  public var name: String
  public var email: String
  public var role: Role
  public var locale: String?
  public var bio: String?
  public var joinedAt: Timestamp

  public init(
    id: UsersID, name: String, email: String, role: Role, locale: String? = nil, bio: String? = nil, joinedAt: Timestamp
  ) {
    (self.id, self.name, self.email, self.role, self.locale) = (id, name, email, role, locale)
    (self.bio, self.joinedAt) = (bio, joinedAt)
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), name: row.required(1), email: row.required(2), role: row.required(3),
      locale: row.optional(4), bio: row.optional(5), joinedAt: row.required(6))
  }

  public var columnValues: [JSONValue?] { [
    id.json, name.json, email.json, role.json, locale?.json, bio?.json, joinedAt.json] }

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

/// A new row of `users`, or changes of an existing row, of which only assigned columns are written.
public struct UsersWrite: ChangedRow {
  public let id: UsersID?
  public var name: String { didSet { assignedColumns.insert(1) } }
  public var email: String { didSet { assignedColumns.insert(2) } }
  public var role: Role { didSet { assignedColumns.insert(3) } }
  public private(set) var locale: String? { didSet { assignedColumns.insert(4) } }
  public var bio: String? { didSet { assignedColumns.insert(5) } }
  public var joinedAt: Timestamp { didSet { assignedColumns.insert(6) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    id: UsersID? = nil, name: String, email: String, role: Role, locale: String, bio: String? = nil,
    joinedAt: Timestamp = .now
  ) {
    (self.id, self.name, self.email, self.role, self.locale) = (id, name, email, role, locale)
    (self.bio, self.joinedAt, self.assignedColumns) = (bio, joinedAt, ColumnSet(0..<7))
  }

  /// Changes of a row that was read.
  public init(_ row: UsersRow) {
    (self.id, self.name, self.email, self.role) = (row.id, row.name, row.email, Role(carrying: row.role))
    (self.locale, self.bio, self.joinedAt, self.assignedColumns) = (row.locale, row.bio, row.joinedAt, [])
  }

  public mutating func set(locale: String) {
    self.locale = locale
  }

  public var columnValues: [JSONValue?] { [
    id?.json, name.json, email.json, role.json, locale?.json, bio?.json, joinedAt.json] }

  public enum Role: NarrowedUnion, CaseIterable {
    case member
    case admin
    /// A value that was read and can only be written back unchanged.
    case carried(Carried)
    public typealias ReadType = UsersRow.Role

    /// Only a row that was read can provide this value.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: UsersRow.Role
    }

    init(carrying read: UsersRow.Role) {
      self = (try? Self(json: read.json)) ?? .carried(Carried(read: read))
    }

    /// The values that code may write.
    public static let allCases: [Self] = [.member, .admin]

    public init(json: JSONValue) throws {
      if let literal = Self.allCases.first(where: { $0.json == json }) {
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
