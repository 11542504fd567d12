// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d5a6ae91bee792c9c903e6c90d0b3b047a62fa668b221962229ca5171513bbbd
// swift-format-ignore-file
import Bellows

/// The plan merge-tables-1-add-table, and the rows that its backfills read and write.
public enum MergeTables1AddTable {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "merge-tables-1-add-table",
    base: "35f4540316972666de4272379ee3f4fab1c65397d3b56c125238a8c8f714ea8a",
    goal: "a027788d99799e0726ca5f94c2b839fc8f21eb46bdfdaf6f6cf489ba6b93a526",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "a027788d99799e0726ca5f94c2b839fc8f21eb46bdfdaf6f6cf489ba6b93a526",
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
      CREATE TABLE "contacts" (
        "_id" INTEGER PRIMARY KEY,
        "email" TEXT NOT NULL,
        "kind" TEXT NOT NULL CHECK ("kind" IN ('customer', 'supplier')),
        "name" TEXT NOT NULL
      ) STRICT
      """#),
    .sql(#"CREATE UNIQUE INDEX "contacts_by_kind_email" ON "contacts" ("kind", "email")"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("contacts", key: [Column("_id", .int)], columns: [Column("email", .text), Column("kind", .text), Column("name", .text)]),
    ]
  )
}
