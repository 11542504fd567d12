// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 8e959c2f13442b349850005cc56a07fd78b3ebd7e5657a951ff98cb392324ac5
// swift-format-ignore-file
import Bellows

/// The plan external-table, and the rows that its backfills read and write.
public enum ExternalTable {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "external-table",
    base: "f47a4f6d9f855c13742743c969c0908170acc691bcc86fed6f5652fecb997c27",
    goal: "6e64fc0c6309cc38b313102bb2c87542c1ff44e625492b0012617c0d4b59d434",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "6e64fc0c6309cc38b313102bb2c87542c1ff44e625492b0012617c0d4b59d434",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "id" INTEGER PRIMARY KEY,
          "author" TEXT NOT NULL REFERENCES "accounts" ("id") ON DELETE CASCADE,
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "comments" (
        "id" INTEGER PRIMARY KEY,
        "author" TEXT NOT NULL REFERENCES "accounts" ("id"),
        "note" INTEGER NOT NULL REFERENCES "notes" ("id") ON DELETE CASCADE,
        "text" TEXT NOT NULL
      ) STRICT
      """#),
    .sql(#"ALTER TABLE "notes" ADD COLUMN "reviewer" TEXT REFERENCES "accounts" ("id") ON DELETE SET NULL"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"DROP TABLE "comments""#),
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .dropColumn("reviewer"),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("comments", key: [Column("id", .int)], columns: [Column("author", .text), Column("note", .int), Column("text", .text)]),
      StoredValues("notes", key: [Column("id", .int)], columns: [Column("reviewer", .text)], where: #""reviewer" IS NOT NULL"#),
    ]
  )
}
