// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 13b09bcdb11737bab2aef19f166fd54b9cc9fed28b0214cc84d55b91dcaf39d8
// swift-format-ignore-file
import Bellows

/// The plan add-defaulted-field-sqlite, and the rows that its backfills read and write.
public enum AddDefaultedFieldSqlite {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "add-defaulted-field-sqlite",
    base: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    goal: "30ca1ff04411f9fc7c464fbf1a1e4553d40ebdfa51758ec281937dc3aadc56b7",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "30ca1ff04411f9fc7c464fbf1a1e4553d40ebdfa51758ec281937dc3aadc56b7",
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
    .sql(#"ALTER TABLE "users" ADD COLUMN "role" TEXT NOT NULL DEFAULT 'member' CHECK ("role" IN ('member', 'admin'))"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("role", .text)], where: #"("role" IS NOT NULL AND "role" IS NOT 'member' COLLATE BINARY)"#),
    ]
  )
}
