// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: ba03faccdbe663eab2baecbb2a97257f6891c854d6e24b1df46f01f8547e0d67
// swift-format-ignore-file
import Bellows

/// The plan merge-tables-3-remove-tables, and the rows that its backfills read and write.
public enum MergeTables3RemoveTables {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "merge-tables-3-remove-tables",
    base: "35f4540316972666de4272379ee3f4fab1c65397d3b56c125238a8c8f714ea8a",
    goal: "bd516c5c0dade2fd9ca1db42aec16de5ed9ce69ef0d09f73f677c914f992454b",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "35f4540316972666de4272379ee3f4fab1c65397d3b56c125238a8c8f714ea8a",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "bd516c5c0dade2fd9ca1db42aec16de5ed9ce69ef0d09f73f677c914f992454b",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "customers", key: [Column("_id", .int)], columns: ["email", "name"]),
          .backup(table: "suppliers", key: [Column("_id", .int)], columns: ["company", "email"]),
        ],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("customers", [
      #"""
        CREATE TABLE "customers" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
    StoredTable("suppliers", [
      #"""
        CREATE TABLE "suppliers" (
          "_id" INTEGER PRIMARY KEY,
          "company" TEXT NOT NULL,
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .sql(#"DROP TABLE "customers""#),
    .sql(#"DROP TABLE "suppliers""#),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    empties: [
      StoredColumns("customers", ["_id", "email", "name"]),
      StoredColumns("suppliers", ["_id", "company", "email"]),
    ]
  )
}
