// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a789b1e76a2da46dc4cec8fa7e7d857076d4ccd2afa93deda35bb37c48292aa7
// swift-format-ignore-file
import Bellows

/// The plan shrink-enum, and the rows that its backfills read and write.
public enum ShrinkEnum {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "shrink-enum",
    base: "34d3bba1e40b67f24cc10f49e56fb571eb189210cf02468bd260a33e04843a10",
    goal: "8ca11ce3bc9685fff0b790bebe87e9330e264451abe73a53481111e54d0f9b2c",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "34d3bba1e40b67f24cc10f49e56fb571eb189210cf02468bd260a33e04843a10",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "8ca11ce3bc9685fff0b790bebe87e9330e264451abe73a53481111e54d0f9b2c",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["role"]),
          .backfilled("users.role"),
        ],
        statements: statements2, undo: undo2, tables: tables2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Yours, in ShrinkEnum.swift: static func usersRole(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersRole
  private static let backfill1 = Backfill(
    "users.role", after: 1,
    kind: .custom, pending: .unfit,
    sql: BackfillSQL(
      pending: #""role" NOT IN ('member', 'admin')"#
    ),
    body: usersRole
  )

  /// The tables that the plan changes, as they are before it.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("role", #""role""#),
      ]
    )),
  ]

  private static let undo2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("role", #""role""#),
      ]
    )),
  ]

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))
        ) STRICT
        """#,
    ]),
  ]

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("email", .text),
      Column("role", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var email: String
    public var role: Role

    public init(id: UsersID, email: String, role: Role) {
      self.id = id
      self.email = email
      self.role = role
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.role = try row.required(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.role)
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

  /// What the backfill users.role writes.
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
