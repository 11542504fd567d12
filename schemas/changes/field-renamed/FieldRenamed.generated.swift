// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 78a71a9f61a771d63b6f82c2f370c34bcd1cff32a714e40e1c4acd65740f5f7a
// swift-format-ignore-file
import Bellows

/// The plan field-renamed, and the rows that its backfills read and write.
public enum FieldRenamed {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-renamed",
    base: "30b56818fbf82e8c9107b62d1dcff174e80d8d22664740e352eba78c8a6f9f5d",
    goal: "2185e024872f38f7662ccb3fb15229ebd92d105e12c799dd1ff33ffb64ef17cc",
    after: [],
    before: before,
    moves: [
      StoredMove("users", "name", to: "fullName"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "6287757a76313e646eb74725862025c3cff8f034f20ce4e60d7df6c9f702c7df",
        isRelease: false,
        gates: [],
        statements: statements1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "dcb1dd0cbf252fe6efe36406d07bf593c7e12ee210e0f20a753316ff6015f6e0",
        isRelease: true,
        gates: [.backfilled("users.fullName")],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "2185e024872f38f7662ccb3fb15229ebd92d105e12c799dd1ff33ffb64ef17cc",
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

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL
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
    .sql(#"ALTER TABLE "users" ADD COLUMN "fullName" TEXT"#),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
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
}
