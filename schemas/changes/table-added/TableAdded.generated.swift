// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 3c5ed94585eb7f8c00fada96ceaf68a0baa72f50b3d58ee9cfca6f464643d0ba
// swift-format-ignore-file
import Bellows

/// The plan table-added, and the rows that its backfills read and write.
public enum TableAdded {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "table-added",
    base: "30b56818fbf82e8c9107b62d1dcff174e80d8d22664740e352eba78c8a6f9f5d",
    goal: "c8a1a2b9c7f75b3f041cd31c46c3003b33770da352e1f7e23f0ed1309a5a4b11",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "c8a1a2b9c7f75b3f041cd31c46c3003b33770da352e1f7e23f0ed1309a5a4b11",
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
