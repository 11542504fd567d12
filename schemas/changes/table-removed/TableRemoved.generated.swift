// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 4433eb8942fb28d4b013ab51fa4c724e2eac271f147841006df02cb8d2f3180a
// swift-format-ignore-file
import Bellows

/// The plan table-removed, and the rows that its backfills read and write.
public enum TableRemoved {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "table-removed",
    base: "afcd5132a2dd8615bbf58175aa1f478e5cee4282360bffcd4b3aaace3188338a",
    goal: "30b56818fbf82e8c9107b62d1dcff174e80d8d22664740e352eba78c8a6f9f5d",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "afcd5132a2dd8615bbf58175aa1f478e5cee4282360bffcd4b3aaace3188338a",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "30b56818fbf82e8c9107b62d1dcff174e80d8d22664740e352eba78c8a6f9f5d",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "drafts", key: [Column("_id", .int)], columns: ["text"]),
        ],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("drafts", [
      #"""
        CREATE TABLE "drafts" (
          "_id" INTEGER PRIMARY KEY,
          "text" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .sql(#"DROP TABLE "drafts""#),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    empties: [
      StoredColumns("drafts", ["_id", "text"]),
    ]
  )
}
