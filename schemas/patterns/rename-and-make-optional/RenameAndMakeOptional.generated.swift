// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d10ccd0ce545042d9f9d06517897cc4ded6268792bc8f7a1a19b3e4c2f6f9e9d
// swift-format-ignore-file
import Bellows

/// The plan rename-and-make-optional, and the rows that its backfills read and write.
public enum RenameAndMakeOptional {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-and-make-optional",
    base: "06f3d1bdbb1d5cf4c6c08af30dabab295a945ada70876c41bab8bbd080b20a5d",
    goal: "a29457ac06c3b8d51eda018667b043ab7e24552115b12483a19ebd4b1af52073",
    after: [],
    before: before,
    moves: [
      StoredMove("users", "phone", to: "mobile"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "bd13c96401731af0035156ef806f028ce115b37c81a657fba78f3add548dd46d",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "eec0ae04da382c6c238b4347860e4524f284149d353b3b99e1f3db6504655b6e",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.mobile")],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "a29457ac06c3b8d51eda018667b043ab7e24552115b12483a19ebd4b1af52073",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["fax", "phone"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.mobile", after: 1,
    kind: .copy, pending: .differs,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("mobile", .text)],
    sql: BackfillSQL(
      pending: #""mobile" IS NOT "phone" COLLATE BINARY"#,
      values: [#""phone""#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "fax" TEXT NOT NULL,
          "phone" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let sql1 = #"""
    CREATE TRIGGER "users.phone.mobile.inserted" AFTER INSERT ON "users"
    WHEN NEW."phone" IS NOT NULL AND NEW."mobile" IS NULL
    BEGIN
      UPDATE "users" SET "mobile" = NEW."phone" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql2 = #"""
    CREATE TRIGGER "users.mobile.phone.inserted" AFTER INSERT ON "users"
    WHEN NEW."mobile" IS NOT NULL AND NEW."phone" IS NOT NEW."mobile" COLLATE BINARY
    BEGIN
      UPDATE "users" SET "phone" = NEW."mobile" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql3 = #"""
    CREATE TRIGGER "users.phone.mobile.updated" AFTER UPDATE OF "phone" ON "users"
    WHEN NEW."phone" IS NOT OLD."phone" COLLATE BINARY AND NEW."mobile" IS NOT NEW."phone" COLLATE BINARY
    BEGIN
      UPDATE "users" SET "mobile" = NEW."phone" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql4 = #"""
    CREATE TRIGGER "users.mobile.phone.updated" AFTER UPDATE OF "mobile" ON "users"
    WHEN NEW."mobile" IS NOT OLD."mobile" COLLATE BINARY AND NEW."phone" IS NOT NEW."mobile" COLLATE BINARY
    BEGIN
      UPDATE "users" SET "phone" = NEW."mobile" WHERE "_id" = NEW."_id";
    END
    """#

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "mobile" TEXT"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("mobile", .text)], where: #"("mobile" IS NOT NULL AND "mobile" IS NOT "phone" COLLATE BINARY)"#),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""fax" TEXT NOT NULL"#, to: #""fax" TEXT"#),
        .changeColumn(from: #""phone" TEXT NOT NULL"#, to: #""phone" TEXT"#),
      ]
    )),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
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
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    empties: [
      StoredColumns("users", ["fax"]),
    ],
    synchronises: [
      StoredColumns("users", ["phone"]),
    ]
  )
}
