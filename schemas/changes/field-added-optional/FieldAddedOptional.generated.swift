// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: b7645cba625e1a2bbf7ef5f323bd9bfcee62830403e8807f87d0dbcc114cdedb
// swift-format-ignore-file
import Bellows

/// The plan field-added-optional, and the rows that its backfills read and write.
public enum FieldAddedOptional {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-added-optional",
    base: "30b56818fbf82e8c9107b62d1dcff174e80d8d22664740e352eba78c8a6f9f5d",
    goal: "685e73ca78c68a25db97beb5bc627e77620744e29757e0a5445d398b5669379d",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "685e73ca78c68a25db97beb5bc627e77620744e29757e0a5445d398b5669379d",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1, tables: tables1
      ),
    ],
    backfills: [
    ]
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

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "nickname" TEXT"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "nickname""#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("nickname", .text)], where: #""nickname" IS NOT NULL"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL,
          "nickname" TEXT
        ) STRICT
        """#,
    ]),
  ]
}
