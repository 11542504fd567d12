// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e74d78eba7f057bd1b751a7eb2bad25fcfc84ec56a96d7910269416d49c4bd0e
// swift-format-ignore-file
import Bellows

/// The plan add-optional-field, and the rows that its backfills read and write.
public enum AddOptionalField {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "add-optional-field",
    base: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    goal: "840bfee4f2659380ee7641e991222f847a62f47fffeed2453c295729ae5c4e7b",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "840bfee4f2659380ee7641e991222f847a62f47fffeed2453c295729ae5c4e7b",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "nickname" TEXT"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("nickname", .text)], where: #""nickname" IS NOT NULL"#),
    ]
  )
}
