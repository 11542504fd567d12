// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 2f8c1ff29acfd7677c2c17da49fac339412771b425523293e7f1407cc95749e2
// swift-format-ignore-file
import Bellows

/// The plan rename-field-sqlite, and the rows that its backfills read and write.
public enum RenameFieldSqlite {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-field-sqlite",
    base: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    goal: "b20a15a5badcb88d9f7828a0fd3f940e6911497b54ced1ff7d8aee11306cc412",
    before: before,
    moves: [
      StoredMove("users", "name", to: "fullName"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "226f6d81f03b36bc09bbbd3a3335a2b493efeecca858ef3ed0a9671be25ed1fd",
        isRelease: false,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "c984c3dadbb4c9121aade6cb4e6e1c4391bbfa4f1e48a1d316b088a3f7a9d8ab",
        isRelease: true,
        gates: [
          .backfilled("users.fullName"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "b20a15a5badcb88d9f7828a0fd3f940e6911497b54ced1ff7d8aee11306cc412",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["name"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3, tables: tables3
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.fullName", after: 1,
    kind: .copy, pending: .differs,
    sql: BackfillSQL(
      pending: #""fullName" IS NOT "name""#,
      values: [#""name""#]
    ),
    function: usersFullName
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "fullName" TEXT"#),
    .sql(#"""
      CREATE TRIGGER "users.name.fullName.inserted" AFTER INSERT ON "users"
      WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
      BEGIN
        UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.fullName.name.inserted" AFTER INSERT ON "users"
      WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.name.fullName.updated" AFTER UPDATE OF "name" ON "users"
      WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
      BEGIN
        UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.fullName.name.updated" AFTER UPDATE OF "fullName" ON "users"
      WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "users.fullName.name.updated""#),
    .sql(#"DROP TRIGGER "users.name.fullName.updated""#),
    .sql(#"DROP TRIGGER "users.fullName.name.inserted""#),
    .sql(#"DROP TRIGGER "users.name.fullName.inserted""#),
    .sql(#"ALTER TABLE "users" DROP COLUMN "fullName""#),
  ]

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fullName" TEXT,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
      #"""
        CREATE TRIGGER "users.name.fullName.inserted" AFTER INSERT ON "users"
        WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
        BEGIN
          UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.fullName.name.inserted" AFTER INSERT ON "users"
        WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.name.fullName.updated" AFTER UPDATE OF "name" ON "users"
        WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
        BEGIN
          UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.fullName.name.updated" AFTER UPDATE OF "fullName" ON "users"
        WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""name" TEXT NOT NULL"#, to: #""name" TEXT"#),
        .addConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
        .changeColumn(from: #""name" TEXT"#, to: #""name" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("users.name", query: #"SELECT "_id", "name" FROM "users" WHERE "name" IS NULL"#),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fullName" TEXT,
          "name" TEXT,
          CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)
        ) STRICT
        """#,
      #"""
        CREATE TRIGGER "users.name.fullName.inserted" AFTER INSERT ON "users"
        WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
        BEGIN
          UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.fullName.name.inserted" AFTER INSERT ON "users"
        WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.name.fullName.updated" AFTER UPDATE OF "name" ON "users"
        WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
        BEGIN
          UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.fullName.name.updated" AFTER UPDATE OF "fullName" ON "users"
        WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
  ]

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
    .sql(#"""
      CREATE TRIGGER "users.name.fullName.inserted" AFTER INSERT ON "users"
      WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
      BEGIN
        UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.fullName.name.inserted" AFTER INSERT ON "users"
      WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.name.fullName.updated" AFTER UPDATE OF "name" ON "users"
      WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
      BEGIN
        UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.fullName.name.updated" AFTER UPDATE OF "fullName" ON "users"
      WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("users", ["name"]),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fullName" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  /// users.fullName: a copy.
  static func usersFullName(_ row: UsersBefore, _ rows: Rows) -> UsersFullName {
    UsersFullName(fullName: row.name)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("email", .text),
      Column("fullName", .text),
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var email: String
    public var fullName: String?
    public var name: String

    public init(id: UsersID, email: String, fullName: String? = nil, name: String) {
      self.id = id
      self.email = email
      self.fullName = fullName
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.fullName = try row.optional(2)
      self.name = try row.required(3)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.fullName)
      try row.set(3, self.name)
    }
  }

  /// The values that the backfill users.fullName writes.
  public struct UsersFullName: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("fullName", .text),
    ]
    public static let keyColumns: [Int] = []

    public var fullName: String

    public init(fullName: String) {
      self.fullName = fullName
    }

    public init(row: some RowReader) throws {
      self.fullName = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.fullName)
    }
  }
}
