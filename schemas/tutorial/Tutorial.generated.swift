// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: eb224d0e410a9014a0661ab02a24a7736369d2a7c3181b5a66047fc0643be07b
// swift-format-ignore-file
import Bellows

/// The plan tutorial, and the rows that its backfills read and write.
public enum Tutorial {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "tutorial",
    base: "24ba9935fb9a04e4f863e7a8121f9eb7c3a2b412592459dfb26fe1f1d752e9f1",
    goal: "cfdd0ec2be860a874e042f06575b7ca4e8b1c363bbd47a500f3a65d0eb958d11",
    after: [],
    before: before,
    moves: [
      StoredMove("users", "name", to: "fullName"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "a339d746abda4b35491b40249f51ee6046dad7d658227292bc7912d4ab449977",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "71c053d85a4fd5fdc5fbcba6c5e8e06b8f260d4ebddbd9206e66dfa132120437",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["role"]),
          .backfilled("users.fullName"),
          .backfilled("users.locale"),
          .backfilled("users.role"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "cfdd0ec2be860a874e042f06575b7ca4e8b1c363bbd47a500f3a65d0eb958d11",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["name"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
      backfill3,
    ]
  )

  private static let backfill1 = Backfill(
    "users.fullName", after: 1,
    kind: .copy, pending: .differs,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("fullName", .text)],
    sql: BackfillSQL(
      pending: #""fullName" IS NOT "name" COLLATE BINARY"#,
      values: [#""name""#]
    )
  )

  // Hand-written, in Tutorial.swift: static func usersLocale(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersLocale
  private static let backfill2 = Backfill(
    "users.locale", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""locale" IS NULL"#
    ),
    function: usersLocale
  )

  private static let backfill3 = Backfill(
    "users.role", after: 1,
    kind: .remap, pending: .invalid,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("role", .text)],
    sql: BackfillSQL(
      pending: #""role" COLLATE BINARY NOT IN ('member', 'admin')"#,
      values: [#"CASE "role" COLLATE BINARY WHEN 'guest' THEN 'member' ELSE "role" END"#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))
        ) STRICT
        """#,
    ]),
  ]

  private static let sql1 = #"""
    CREATE TRIGGER "users.name.fullName.inserted" AFTER INSERT ON "users"
    WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
    BEGIN
      UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql2 = #"""
    CREATE TRIGGER "users.fullName.name.inserted" AFTER INSERT ON "users"
    WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName" COLLATE BINARY
    BEGIN
      UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql3 = #"""
    CREATE TRIGGER "users.name.fullName.updated" AFTER UPDATE OF "name" ON "users"
    WHEN NEW."name" IS NOT OLD."name" COLLATE BINARY AND NEW."fullName" IS NOT NEW."name" COLLATE BINARY
    BEGIN
      UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql4 = #"""
    CREATE TRIGGER "users.fullName.name.updated" AFTER UPDATE OF "fullName" ON "users"
    WHEN NEW."fullName" IS NOT OLD."fullName" COLLATE BINARY AND NEW."name" IS NOT NEW."fullName" COLLATE BINARY
    BEGIN
      UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
    END
    """#

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "bio" TEXT"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "fullName" TEXT"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "locale" TEXT"#),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "users.fullName.name.updated""#),
    .sql(#"DROP TRIGGER "users.name.fullName.updated""#),
    .sql(#"DROP TRIGGER "users.fullName.name.inserted""#),
    .sql(#"DROP TRIGGER "users.name.fullName.inserted""#),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("bio"),
        .dropColumn("fullName"),
        .dropColumn("locale"),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("bio", .text)], where: #""bio" IS NOT NULL"#),
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("locale", .text)], where: #""locale" IS NOT NULL"#, exceptFrom: "users.locale"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""locale" TEXT"#, to: #""locale" TEXT NOT NULL"#),
        .changeColumn(from: #""name" TEXT NOT NULL"#, to: #""name" TEXT"#),
        .changeColumn(from: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))"#, to: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))"#),
        .addConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
        .changeColumn(from: #""locale" TEXT NOT NULL"#, to: #""locale" TEXT"#),
        .changeColumn(from: #""name" TEXT"#, to: #""name" TEXT NOT NULL"#),
        .changeColumn(from: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))"#, to: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("users.name", query: #"SELECT "_id", "name" FROM "users" WHERE "name" IS NULL"#),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "users.fullName.name.updated""#),
    .sql(#"DROP TRIGGER "users.name.fullName.updated""#),
    .sql(#"DROP TRIGGER "users.fullName.name.inserted""#),
    .sql(#"DROP TRIGGER "users.name.fullName.inserted""#),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
        .dropColumn("name"),
        .changeColumn(from: #""fullName" TEXT"#, to: #""fullName" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""fullName" TEXT NOT NULL"#, to: #""fullName" TEXT"#),
        .addColumn(#""name" TEXT"#),
        .addConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
      ],
      filled: [
        .init("name", #""fullName""#),
      ]
    )),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("users", ["name"]),
    ]
  )

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// Somebody who can sign in.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("name", .text), Column("fullName", .text), Column("email", .text),
      Column("role", .text), Column("locale", .text), Column("bio", .text), Column("joinedAt", .microseconds),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var name: String
    public var fullName: String?
    public var email: String
    public var role: Role
    public var locale: String?
    public var bio: String?
    public var joinedAt: Timestamp

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

  /// The values that the backfill users.locale writes.
  public struct UsersLocale: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("locale", .text)]
    public static let keyColumns: [Int] = []
    public var locale: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.locale)
    }
  }
}

extension Tutorial.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.fullName = try row.optional(2)
    self.email = try row.required(3)
    self.role = try row.required(4)
    self.locale = try row.optional(5)
    self.bio = try row.optional(6)
    self.joinedAt = try row.required(7)
  }
}

extension Tutorial.UsersLocale {
  public init(row: some RowReader) throws {
    self.locale = try row.required(0)
  }
}
