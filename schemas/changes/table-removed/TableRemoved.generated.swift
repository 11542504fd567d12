// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 9555b3cb5fb651da7a4ca66c8d8372283b3590786050d8c3f0406625272a8747
// swift-format-ignore-file
import Bellows

/// The plan table-removed, and the rows that its backfills read and write.
public enum TableRemoved {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "table-removed",
    base: "9e05dc3dbf65ce3e68ea82a376def875cdcd4ff96189f466983c530c211d4e32",
    goal: "109a3e24e0a726e0d5b364e393cebce830a29f55a67c7ac10d78af1af9fb0d6a",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "9e05dc3dbf65ce3e68ea82a376def875cdcd4ff96189f466983c530c211d4e32",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "109a3e24e0a726e0d5b364e393cebce830a29f55a67c7ac10d78af1af9fb0d6a",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "drafts", key: [Column("_id", .int)], columns: ["text"]),
        ],
        statements: statements2, undo: undo2, wayBack: wayBack2, dropped: ["drafts"]
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, as they are before it.
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

  private static let undo2: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "drafts" (
        "_id" INTEGER PRIMARY KEY,
        "text" TEXT NOT NULL
      ) STRICT
      """#),
  ]

  private static let wayBack2 = WayBack(
    empties: [
      StoredColumns("drafts", ["_id", "text"]),
    ]
  )
}
