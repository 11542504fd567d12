// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a43f3b8339941134b31b9e1efcf97212973e2118dc7b31fc734d71e600e7bda3
// swift-format-ignore-file
import Bellows

/// The plan table-added, and the rows that its backfills read and write.
public enum TableAdded {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "table-added",
    base: "bd516c5c0dade2fd9ca1db42aec16de5ed9ce69ef0d09f73f677c914f992454b",
    goal: "8462c9ff62dadc7d7d9232daf0ebaf21b084580da539065e6d2158b55afc57b4",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "8462c9ff62dadc7d7d9232daf0ebaf21b084580da539065e6d2158b55afc57b4",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
    ],
    backfills: [
    ]
  )

  private static let statements1: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "teams" (
        "_id" INTEGER PRIMARY KEY,
        "title" TEXT NOT NULL
      ) STRICT
      """#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("teams", key: [Column("_id", .int)], columns: [Column("title", .text)]),
    ]
  )
}
