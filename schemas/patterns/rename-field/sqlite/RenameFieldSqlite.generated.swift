// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 97ddf030372f8a8a9beb555c94263cab6cc4ab2ae7fc443725ba24d3e72daa8d
// swift-format-ignore-file
import Bellows

/// The plan rename-field-sqlite, and the rows that its backfills read and write.
public enum RenameFieldSqlite {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-field-sqlite",
    base: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    goal: "b20a15a5badcb88d9f7828a0fd3f940e6911497b54ced1ff7d8aee11306cc412",
    after: [],
    before: before,
    moves: [
      StoredMove("users", "name", to: "fullName"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "226f6d81f03b36bc09bbbd3a3335a2b493efeecca858ef3ed0a9671be25ed1fd",
        isRelease: false,
        gates: [],
        statements: statements1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "c984c3dadbb4c9121aade6cb4e6e1c4391bbfa4f1e48a1d316b088a3f7a9d8ab",
        isRelease: true,
        gates: [.backfilled("users.fullName")],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "b20a15a5badcb88d9f7828a0fd3f940e6911497b54ced1ff7d8aee11306cc412",
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
