// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 46118808ad1503fb13bd6f28292cb834e50cd5564a5bd1c31078abb761605873
// swift-format-ignore-file
import Bellows

/// The plan rename-enum-member-sqlite, and the rows that its backfills read and write.
public enum RenameEnumMemberSqlite {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "rename-enum-member-sqlite",
    base: "614170e1c1115ec59accd47e02197ee242505fd058726ec61e4ddd05ad5bb77d",
    goal: "8ca11ce3bc9685fff0b790bebe87e9330e264451abe73a53481111e54d0f9b2c",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "ea1fc3d0293f3343ee0d0bedfb8d184790b938856abbc6bce49bc33b501f9718",
        isRelease: false,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "0bd5f113c43d5f36a7b5c332406be6f437518fce7249fcde6147aa3b0e658322",
        isRelease: true,
        gates: [
          .backfilled("users.role"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "c59978e0351a4cbd0e9f04aebb911ad00cfb5f707518820273fbab6647c289bb",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["role"]),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.role", after: 1,
    kind: .remap, pending: .differs,
    body: usersRole
  )

  /// users.role: old spellings become new ones.
  static func usersRole(_ row: UsersBefore, _ rows: Rows) throws -> UsersRole {
    UsersRole(role: try KnownConversion.remap([.init(.string("user"), to: .string("member"))]).apply(to: row.role))
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("email", .text),
      Column("role", .text),
      Column("role_2", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var email: String
    public var role: Role
    public var role2: Role2?

    public init(id: UsersID, email: String, role: Role, role2: Role2? = nil) {
      self.id = id
      self.email = email
      self.role = role
      self.role2 = role2
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.role = try row.required(2)
      self.role2 = try row.optional(3)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.role)
      try row.set(3, self.role2)
    }

    public enum Role: StoredValue, CaseIterable {
      case user
      case admin

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "\"user\" | \"admin\"", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .user: .string("user")
        case .admin: .string("admin")
        }
      }
    }

    public enum Role2: StoredValue, CaseIterable {
      case member
      case admin

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
        }
      }
    }
  }

  /// What the backfill users.role writes.
  public struct UsersRole: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("role_2", .text),
    ]
    public static let keyColumns: [Int] = []

    public var role: Role2

    public init(role: Role2) {
      self.role = role
    }

    public init(row: some RowReader) throws {
      self.role = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.role)
    }

    public enum Role2: StoredValue, CaseIterable {
      case member
      case admin

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
        }
      }
    }
  }
}
