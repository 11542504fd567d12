// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 41ac8c74bf5b31aa6c85bdfceed0ed60aa367af9a5e8c4fb8f5d4a3526fd71ae
// swift-format-ignore-file
import Bellows

/// The plan field-narrowed, and the rows that its backfills read and write.
public enum FieldNarrowed {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-narrowed",
    base: "07888db9f5ca6086eff9dcabf23423de6d0c421c19a366fbbd05857c0aa29d37",
    goal: "4b39ae403a37e69b0ade39ea7313ca28a76be1001fdbd95af785d9fd5d11c746",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "07888db9f5ca6086eff9dcabf23423de6d0c421c19a366fbbd05857c0aa29d37",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "4b39ae403a37e69b0ade39ea7313ca28a76be1001fdbd95af785d9fd5d11c746",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["role"]),
          .backfilled("users.role"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, tables: tables2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.role", after: 1,
    kind: .remap, pending: .invalid,
    sql: BackfillSQL(
      pending: #""role" NOT IN ('member', 'admin')"#,
      values: [#"CASE "role" WHEN 'guest' THEN 'member' ELSE "role" END"#]
    ),
    function: usersRole
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))"#, to: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))"#, to: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))"#),
      ]
    )),
  ]

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))
        ) STRICT
        """#,
    ]),
  ]

  /// users.role: old literals are replaced by new ones.
  static func usersRole(_ row: UsersBefore, _ rows: Rows) throws -> UsersRole {
    UsersRole(role: try BuiltInConversion.remap([.init(.string("guest"), to: .string("member"))]).apply(to: row.role))
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("role", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var role: Role

    public init(id: UsersID, role: Role) {
      self.id = id
      self.role = role
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.role = try row.required(1)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.role)
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

  /// The values that the backfill users.role writes.
  public struct UsersRole: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("role", .text),
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
