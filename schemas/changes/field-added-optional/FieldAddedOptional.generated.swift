// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a3c3f123a5a88dbcc881e3e31247957b4702220a5a928308c7a716b0bf2f5a3a
// swift-format-ignore-file
import Bellows

/// The plan field-added-optional, and the rows that its backfills read and write.
public enum FieldAddedOptional {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-added-optional",
    base: "30b56818fbf82e8c9107b62d1dcff174e80d8d22664740e352eba78c8a6f9f5d",
    goal: "685e73ca78c68a25db97beb5bc627e77620744e29757e0a5445d398b5669379d",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "685e73ca78c68a25db97beb5bc627e77620744e29757e0a5445d398b5669379d",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
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
          "_id" INTEGER PRIMARY KEY
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "nickname" TEXT"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("nickname", .text)], where: #""nickname" IS NOT NULL"#),
    ]
  )
}
