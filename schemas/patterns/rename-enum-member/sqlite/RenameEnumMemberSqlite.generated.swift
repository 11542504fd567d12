// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 00004bed03cdf2caab642a3d0ca1ab629218f9c5e5e8ab0fa02afabdbf347a46
// swift-format-ignore-file
import Bellows

/// The plan rename-enum-member-sqlite, and the rows that its backfills read and write.
public enum RenameEnumMemberSqlite {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-enum-member-sqlite",
    base: "40724cf33db8f8c0d343494004f50c9c5bf6abe9223d792d807509a959cf211e",
    goal: "81dc13689bdb28ad81922be2f6e3bdc09c38b934e84c9f8c93b7a5375b82ff37",
    after: [],
    before: before,
    moves: [
      StoredMove("users", "role", to: "role_2"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "61039c24e7d94c20a86cb86d4014b9508f7423f8bc6170d6f9381032236aeb8a",
        isRelease: false,
        gates: [],
        statements: statements1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "156e75d4a9a1afe721a2392c1501414ba003400cb346c698bb441b0833a63202",
        isRelease: true,
        gates: [.backfilled("users.role")],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "c8611ee79cc193a50871ee29618b5e160de16ce4238ed14926ad2d13057e7c0c",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["role"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.role", after: 1,
    kind: .remap, pending: .differs,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("role_2", .text)],
    sql: BackfillSQL(
      pending: #""role_2" IS NOT CASE "role" COLLATE BINARY WHEN 'user' THEN 'member' ELSE "role" END COLLATE BINARY"#,
      values: [#"CASE "role" COLLATE BINARY WHEN 'user' THEN 'member' ELSE "role" END"#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "role" TEXT NOT NULL CHECK ("role" IN ('user', 'admin'))
        ) STRICT
        """#,
    ]),
  ]

  private static let sql1 = #"""
    CREATE TRIGGER "users.role.role_2.inserted" AFTER INSERT ON "users"
    WHEN NEW."role" IS NOT NULL AND NEW."role_2" IS NULL
    BEGIN
      UPDATE "users" SET "role_2" = CASE NEW."role" COLLATE BINARY WHEN 'user' THEN 'member' ELSE NEW."role" END WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql2 = #"""
    CREATE TRIGGER "users.role_2.role.inserted" AFTER INSERT ON "users"
    WHEN NEW."role_2" IS NOT NULL AND NEW."role" IS NOT CASE NEW."role_2" COLLATE BINARY WHEN 'member' THEN 'user' ELSE NEW."role_2" END COLLATE BINARY
    BEGIN
      UPDATE "users" SET "role" = CASE NEW."role_2" COLLATE BINARY WHEN 'member' THEN 'user' ELSE NEW."role_2" END WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql3 = #"""
    CREATE TRIGGER "users.role.role_2.updated" AFTER UPDATE OF "role" ON "users"
    WHEN NEW."role" IS NOT OLD."role" COLLATE BINARY AND NEW."role_2" IS NOT CASE NEW."role" COLLATE BINARY WHEN 'user' THEN 'member' ELSE NEW."role" END COLLATE BINARY
    BEGIN
      UPDATE "users" SET "role_2" = CASE NEW."role" COLLATE BINARY WHEN 'user' THEN 'member' ELSE NEW."role" END WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql4 = #"""
    CREATE TRIGGER "users.role_2.role.updated" AFTER UPDATE OF "role_2" ON "users"
    WHEN NEW."role_2" IS NOT OLD."role_2" COLLATE BINARY AND NEW."role" IS NOT CASE NEW."role_2" COLLATE BINARY WHEN 'member' THEN 'user' ELSE NEW."role_2" END COLLATE BINARY
    BEGIN
      UPDATE "users" SET "role" = CASE NEW."role_2" COLLATE BINARY WHEN 'member' THEN 'user' ELSE NEW."role_2" END WHERE "_id" = NEW."_id";
    END
    """#

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "role_2" TEXT CHECK ("role_2" IN ('member', 'admin'))"#),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""role" TEXT NOT NULL CHECK ("role" IN ('user', 'admin'))"#, to: #""role" TEXT CHECK ("role" IN ('user', 'admin'))"#),
        .addConstraint(#"CHECK ("role" IS NOT NULL OR "role_2" IS NOT NULL)"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("users.role", query: #"SELECT "_id", "role" FROM "users" WHERE "role" IS NULL"#),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "users.role_2.role.updated""#),
    .sql(#"DROP TRIGGER "users.role.role_2.updated""#),
    .sql(#"DROP TRIGGER "users.role_2.role.inserted""#),
    .sql(#"DROP TRIGGER "users.role.role_2.inserted""#),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropConstraint(#"CHECK ("role" IS NOT NULL OR "role_2" IS NOT NULL)"#),
        .dropColumn("role"),
        .changeColumn(from: #""role_2" TEXT CHECK ("role_2" IN ('member', 'admin'))"#, to: #""role_2" TEXT NOT NULL CHECK ("role_2" IN ('member', 'admin'))"#),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .addColumn(#""role" TEXT CHECK ("role" IN ('user', 'admin'))"#),
        .changeColumn(from: #""role_2" TEXT NOT NULL CHECK ("role_2" IN ('member', 'admin'))"#, to: #""role_2" TEXT CHECK ("role_2" IN ('member', 'admin'))"#),
        .addConstraint(#"CHECK ("role" IS NOT NULL OR "role_2" IS NOT NULL)"#),
      ],
      filled: [
        .init("role", #"CASE "role_2" COLLATE BINARY WHEN 'member' THEN 'user' ELSE "role_2" END"#),
      ]
    )),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("users", ["role"]),
    ]
  )
}
