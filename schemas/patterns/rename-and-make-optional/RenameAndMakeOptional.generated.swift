// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e90de8e265b2892fdba6a7293ad4bce01a3cd0d12fc5e31a70afb2cfa97007cf
// swift-format-ignore-file
import Bellows

/// The plan rename-and-make-optional, and the rows that its backfills read and write.
public enum RenameAndMakeOptional {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-and-make-optional",
    base: "06f3d1bdbb1d5cf4c6c08af30dabab295a945ada70876c41bab8bbd080b20a5d",
    goal: "a29457ac06c3b8d51eda018667b043ab7e24552115b12483a19ebd4b1af52073",
    before: before,
    moves: [
      StoredMove("users", "phone", to: "mobile"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "bd13c96401731af0035156ef806f028ce115b37c81a657fba78f3add548dd46d",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "eec0ae04da382c6c238b4347860e4524f284149d353b3b99e1f3db6504655b6e",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("users.mobile"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "a29457ac06c3b8d51eda018667b043ab7e24552115b12483a19ebd4b1af52073",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["fax", "phone"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3, tables: tables3
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.mobile", after: 1,
    kind: .copy, pending: .differs,
    sql: BackfillSQL(
      pending: #""mobile" IS NOT "phone""#,
      values: [#""phone""#]
    ),
    function: usersMobile
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fax" TEXT NOT NULL,
          "phone" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "mobile" TEXT"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "mobile""#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("mobile", .text)], where: #"("mobile" IS NOT NULL AND "mobile" IS NOT "phone")"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fax" TEXT NOT NULL,
          "mobile" TEXT,
          "phone" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""fax" TEXT NOT NULL"#, to: #""fax" TEXT"#),
        .changeColumn(from: #""phone" TEXT NOT NULL"#, to: #""phone" TEXT"#),
      ]
    )),
    .sql(#"""
      CREATE TRIGGER "users.phone.mobile.inserted" AFTER INSERT ON "users"
      WHEN NEW."phone" IS NOT NULL AND NEW."mobile" IS NULL
      BEGIN
        UPDATE "users" SET "mobile" = NEW."phone" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.mobile.phone.inserted" AFTER INSERT ON "users"
      WHEN NEW."mobile" IS NOT NULL AND NEW."phone" IS NOT NEW."mobile"
      BEGIN
        UPDATE "users" SET "phone" = NEW."mobile" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.phone.mobile.updated" AFTER UPDATE OF "phone" ON "users"
      WHEN NEW."phone" IS NOT OLD."phone" AND NEW."mobile" IS NOT NEW."phone"
      BEGIN
        UPDATE "users" SET "mobile" = NEW."phone" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.mobile.phone.updated" AFTER UPDATE OF "mobile" ON "users"
      WHEN NEW."mobile" IS NOT OLD."mobile" AND NEW."phone" IS NOT NEW."mobile"
      BEGIN
        UPDATE "users" SET "phone" = NEW."mobile" WHERE "_id" = NEW."_id";
      END
      """#),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "users.mobile.phone.updated""#),
    .sql(#"DROP TRIGGER "users.phone.mobile.updated""#),
    .sql(#"DROP TRIGGER "users.mobile.phone.inserted""#),
    .sql(#"DROP TRIGGER "users.phone.mobile.inserted""#),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""fax" TEXT"#, to: #""fax" TEXT NOT NULL"#),
        .changeColumn(from: #""phone" TEXT"#, to: #""phone" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("users.phone", query: #"SELECT "_id", "phone" FROM "users" WHERE "phone" IS NULL"#),
      StoredCheck("users.fax", query: #"SELECT "_id", "fax" FROM "users" WHERE "fax" IS NULL"#),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fax" TEXT,
          "mobile" TEXT,
          "phone" TEXT
        ) STRICT
        """#,
      #"""
        CREATE TRIGGER "users.phone.mobile.inserted" AFTER INSERT ON "users"
        WHEN NEW."phone" IS NOT NULL AND NEW."mobile" IS NULL
        BEGIN
          UPDATE "users" SET "mobile" = NEW."phone" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.mobile.phone.inserted" AFTER INSERT ON "users"
        WHEN NEW."mobile" IS NOT NULL AND NEW."phone" IS NOT NEW."mobile"
        BEGIN
          UPDATE "users" SET "phone" = NEW."mobile" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.phone.mobile.updated" AFTER UPDATE OF "phone" ON "users"
        WHEN NEW."phone" IS NOT OLD."phone" AND NEW."mobile" IS NOT NEW."phone"
        BEGIN
          UPDATE "users" SET "mobile" = NEW."phone" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.mobile.phone.updated" AFTER UPDATE OF "mobile" ON "users"
        WHEN NEW."mobile" IS NOT OLD."mobile" AND NEW."phone" IS NOT NEW."mobile"
        BEGIN
          UPDATE "users" SET "phone" = NEW."mobile" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
  ]

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "users.mobile.phone.updated""#),
    .sql(#"DROP TRIGGER "users.phone.mobile.updated""#),
    .sql(#"DROP TRIGGER "users.mobile.phone.inserted""#),
    .sql(#"DROP TRIGGER "users.phone.mobile.inserted""#),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("fax"),
        .dropColumn("phone"),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .addColumn(#""fax" TEXT"#),
        .addColumn(#""phone" TEXT"#),
      ],
      filled: [
        .init("phone", #""mobile""#),
      ]
    )),
    .sql(#"""
      CREATE TRIGGER "users.phone.mobile.inserted" AFTER INSERT ON "users"
      WHEN NEW."phone" IS NOT NULL AND NEW."mobile" IS NULL
      BEGIN
        UPDATE "users" SET "mobile" = NEW."phone" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.mobile.phone.inserted" AFTER INSERT ON "users"
      WHEN NEW."mobile" IS NOT NULL AND NEW."phone" IS NOT NEW."mobile"
      BEGIN
        UPDATE "users" SET "phone" = NEW."mobile" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.phone.mobile.updated" AFTER UPDATE OF "phone" ON "users"
      WHEN NEW."phone" IS NOT OLD."phone" AND NEW."mobile" IS NOT NEW."phone"
      BEGIN
        UPDATE "users" SET "mobile" = NEW."phone" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.mobile.phone.updated" AFTER UPDATE OF "mobile" ON "users"
      WHEN NEW."mobile" IS NOT OLD."mobile" AND NEW."phone" IS NOT NEW."mobile"
      BEGIN
        UPDATE "users" SET "phone" = NEW."mobile" WHERE "_id" = NEW."_id";
      END
      """#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    empties: [
      StoredColumns("users", ["fax"]),
    ],
    synchronises: [
      StoredColumns("users", ["phone"]),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "mobile" TEXT
        ) STRICT
        """#,
    ]),
  ]

  /// users.mobile: a copy.
  static func usersMobile(_ row: UsersBefore, _ rows: Rows) -> UsersMobile {
    UsersMobile(mobile: row.phone)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("email", .text),
      Column("fax", .text),
      Column("mobile", .text),
      Column("phone", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var email: String
    public var fax: String
    public var mobile: String?
    public var phone: String

    public init(id: UsersID, email: String, fax: String, mobile: String? = nil, phone: String) {
      self.id = id
      self.email = email
      self.fax = fax
      self.mobile = mobile
      self.phone = phone
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.fax = try row.required(2)
      self.mobile = try row.optional(3)
      self.phone = try row.required(4)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.fax)
      try row.set(3, self.mobile)
      try row.set(4, self.phone)
    }
  }

  /// The values that the backfill users.mobile writes.
  public struct UsersMobile: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("mobile", .text),
    ]
    public static let keyColumns: [Int] = []

    public var mobile: String?

    public init(mobile: String? = nil) {
      self.mobile = mobile
    }

    public init(row: some RowReader) throws {
      self.mobile = try row.optional(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.mobile)
    }
  }
}
