// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 87b152247c14b199780bb8300dbaea2b435a8cf1e35deb462787b35a8eb9d297
// swift-format-ignore-file
import Bellows

/// The plan merge-tables-1-add-table, and the rows that its backfills read and write.
public enum MergeTables1AddTable {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "merge-tables-1-add-table",
    base: "bd516c5c0dade2fd9ca1db42aec16de5ed9ce69ef0d09f73f677c914f992454b",
    goal: "8d4cbb74a88b614064f74dd6403a8e57082cf6b82f96b20fbd2e7674511bee21",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "8d4cbb74a88b614064f74dd6403a8e57082cf6b82f96b20fbd2e7674511bee21",
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
