// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: f0a96ecfaf7c3f2c098853db576c7571ae06f784ce5b5ecc2f544f6639eda6e2
// swift-format-ignore-file
import Bellows

/// The plan remove-and-add-again-2-add-again, and the rows that its backfills read and write.
public enum RemoveAndAddAgain2AddAgain {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "remove-and-add-again-2-add-again",
    base: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    goal: "1834f236e47a464ce99756c5cff3b121c25cf6413e69e1ec029228dec2800049",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "1834f236e47a464ce99756c5cff3b121c25cf6413e69e1ec029228dec2800049",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1, tables: tables1
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
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "motto" TEXT"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "motto""#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("motto", .text)], where: #""motto" IS NOT NULL"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "motto" TEXT
        ) STRICT
        """#,
    ]),
  ]
}
