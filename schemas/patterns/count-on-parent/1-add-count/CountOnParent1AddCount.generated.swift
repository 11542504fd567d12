// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 9bc5cf79148e2b71df1b845d390cbc16e82ef2f9d8bc59df39d81a501afa95e3
// swift-format-ignore-file
import Bellows

/// The plan count-on-parent-1-add-count, and the rows that its backfills read and write.
public enum CountOnParent1AddCount {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "count-on-parent-1-add-count",
    base: "b1d654884b591a59884c147c9709de504f1f33a5afe7e11f24a714af5ec3ca1c",
    goal: "18f62ad410d3414374cbe5d49b806e8c376ca0aec83cafb5cf3984160f641156",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "18f62ad410d3414374cbe5d49b806e8c376ca0aec83cafb5cf3984160f641156",
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
          "_id" INTEGER PRIMARY KEY,
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "posts" ADD COLUMN "commentCount" INTEGER NOT NULL DEFAULT 0"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("posts", key: [Column("_id", .int)], columns: [Column("commentCount", .int)], where: #"("commentCount" IS NOT NULL AND "commentCount" IS NOT 0)"#),
    ]
  )
}
