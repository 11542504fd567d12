// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 5ccea451ead94bb488d3879f5e4372b1a725b6dbeb6e95bb777db8059ce4b2d3
// swift-format-ignore-file
import Bellows

/// The plan shrink-enum, and the rows that its backfills read and write.
public enum ShrinkEnum {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "shrink-enum",
    base: "ab5a5ef84ddb9c524d556a2a7d9daba54db7557ace1ddf8f9e833686c9e6961e",
    goal: "81dc13689bdb28ad81922be2f6e3bdc09c38b934e84c9f8c93b7a5375b82ff37",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "ab5a5ef84ddb9c524d556a2a7d9daba54db7557ace1ddf8f9e833686c9e6961e",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "81dc13689bdb28ad81922be2f6e3bdc09c38b934e84c9f8c93b7a5375b82ff37",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["role"]),
          .backfilled("users.role"),
        ],
        statements: statements2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in ShrinkEnum.swift: static func usersRole(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersRole
  private static let backfill1 = Backfill(
    "users.role", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""role" COLLATE BINARY NOT IN ('member', 'admin')"#
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

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("_id", .int), Column("email", .text), Column("role", .text)]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
    public var role: Role

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

  /// The values that the backfill users.role writes.
  public struct UsersRole: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("role", .text)]
    public static let keyColumns: [Int] = []
    public var role: Role

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.role)
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
}

extension ShrinkEnum.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.role = try row.required(2)
  }
}

extension ShrinkEnum.UsersRole {
  public init(row: some RowReader) throws {
    self.role = try row.required(0)
  }
}
