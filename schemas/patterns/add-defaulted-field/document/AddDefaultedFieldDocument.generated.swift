// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d612524be0cde87d67ec4246ef0fe92235260d893a026446ac353b7ff9e32222
// swift-format-ignore-file
import Bellows

/// The plan add-defaulted-field-document, and the rows that its backfills read and write.
public enum AddDefaultedFieldDocument {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "add-defaulted-field-document",
    base: "73309df3113e1e0710488545f875704f03e66cfcde3c25b833f1285554507de2",
    goal: "0b2e16a193c3fb12027ae5eafb55a5f5c3d1f0e111eb669c255112e8315a9829",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "b24165e118ea52799da2fb30b6e1758f63af3df566a63a44d895b64b2569f83d",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "0b2e16a193c3fb12027ae5eafb55a5f5c3d1f0e111eb669c255112e8315a9829",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("users.role"),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.role", after: 1,
    kind: .default, pending: .invalid,
    function: usersRole
  )

  /// users.role: the default, for rows without a value.
  static func usersRole(_ row: UsersBefore, _ rows: Rows) -> UsersRole {
    UsersRole(role: .member)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("email", .nested),
      Column("role", .nested),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var email: String
    public var role: Role?

    public init(id: UsersID, email: String, role: Role? = nil) {
      self.id = id
      self.email = email
      self.role = role
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.role = try row.optional(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.role)
    }

    public enum Role: StoredValue, CaseIterable {
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

  /// The values that the backfill users.role writes.
  public struct UsersRole: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("role", .nested),
    ]
    public static let keyColumns: [Int] = []

    public var role: Role

    public init(role: Role) {
      self.role = role
    }

    public init(row: some RowReader) throws {
      self.role = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.role)
    }

    public enum Role: StoredValue, CaseIterable {
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
