// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 09fa736980922d9f91f79dd7d71388dcfad23ff1562bb3f7d8091e43a4adfb73
// swift-format-ignore-file
import Bellows

/// The plan count-on-parent-1-add-count, and the rows that its backfills read and write.
public enum CountOnParent1AddCount {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "count-on-parent-1-add-count",
    base: "989d019f5a037704124c007ce578713aa8a00dba271e611156bcbb2e927547cd",
    goal: "2ed3009d2bb3823d3950d2e40ece60fd53c13dc4307bf3324f0cf2a568fcd14f",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "2ed3009d2bb3823d3950d2e40ece60fd53c13dc4307bf3324f0cf2a568fcd14f",
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
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "posts" ADD COLUMN "commentCount" INTEGER NOT NULL DEFAULT 0"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("posts", key: [Column("_id", .int)], columns: [Column("commentCount", .int)], where: #"("commentCount" IS NOT NULL AND "commentCount" IS NOT 0 COLLATE BINARY)"#),
    ]
  )
}
