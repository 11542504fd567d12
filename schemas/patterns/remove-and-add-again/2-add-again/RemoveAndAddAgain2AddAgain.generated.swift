// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7348e2ae0ea2e3f3f442b864e02d135665854307d9ed4fc6a1f1869f42954b1b
// swift-format-ignore-file
import Bellows

/// The plan remove-and-add-again-2-add-again, and the rows that its backfills read and write.
public enum RemoveAndAddAgain2AddAgain {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "remove-and-add-again-2-add-again",
    base: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    goal: "1834f236e47a464ce99756c5cff3b121c25cf6413e69e1ec029228dec2800049",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "1834f236e47a464ce99756c5cff3b121c25cf6413e69e1ec029228dec2800049",
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
    .sql(#"ALTER TABLE "users" ADD COLUMN "motto" TEXT"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("motto", .text)], where: #""motto" IS NOT NULL"#),
    ]
  )
}
