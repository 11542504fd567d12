// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: f3aa89b950619bc861a7a1d9d737be8460bb6ed1747e99dd5ace4df41e37bdbe
// swift-format-ignore-file
import Bellows

/// The plan external-table, and the rows that its backfills read and write.
public enum ExternalTable {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "external-table",
    base: "339ff6ee3150e16db34e30d4678e9b75026d501a725b33098f4aa5c382550158",
    goal: "7a5a038eae61c24641aa1eb21ee6b3ad4cf35d7fe2c508b53b335665d2474493",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "7a5a038eae61c24641aa1eb21ee6b3ad4cf35d7fe2c508b53b335665d2474493",
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
          "id" INTEGER PRIMARY KEY
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
