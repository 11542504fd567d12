// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: f2ae8519a1c9f28d39ba904f7dfc69c817571e85c1b7c6c313d1a19f0a14909e
// swift-format-ignore-file
import Bellows

/// The plan field-removed-optional, and the rows that its backfills read and write.
public enum FieldRemovedOptional {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-removed-optional",
    base: "7db4315b22b94c5830f913e742ba4aebac82164359ef9aeb66f9f807812d31af",
    goal: "30b56818fbf82e8c9107b62d1dcff174e80d8d22664740e352eba78c8a6f9f5d",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "7db4315b22b94c5830f913e742ba4aebac82164359ef9aeb66f9f807812d31af",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "30b56818fbf82e8c9107b62d1dcff174e80d8d22664740e352eba78c8a6f9f5d",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["fax"]),
        ],
        statements: statements2, rollbackPlan: rollbackPlan2
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
          "fax" TEXT
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "fax""#),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    empties: [
      StoredColumns("users", ["fax"]),
    ]
  )
}
