// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e23d989143faedb7d7760120c457aff546b8b611d9be1354ff7e8f951262ea0d
// swift-format-ignore-file
import Bellows

/// The plan merge-tables-3-remove-tables, and the rows that its backfills read and write.
public enum MergeTables3RemoveTables {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "merge-tables-3-remove-tables",
    base: "a027788d99799e0726ca5f94c2b839fc8f21eb46bdfdaf6f6cf489ba6b93a526",
    goal: "8d4cbb74a88b614064f74dd6403a8e57082cf6b82f96b20fbd2e7674511bee21",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "a027788d99799e0726ca5f94c2b839fc8f21eb46bdfdaf6f6cf489ba6b93a526",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "8d4cbb74a88b614064f74dd6403a8e57082cf6b82f96b20fbd2e7674511bee21",
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
