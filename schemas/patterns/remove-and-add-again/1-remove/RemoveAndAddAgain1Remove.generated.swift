// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: be306c05af1d8cb7f12d4809664c9189dac3991ff2f87450c20853a8ac983960
// swift-format-ignore-file
import Bellows

/// The plan remove-and-add-again-1-remove, and the rows that its backfills read and write.
public enum RemoveAndAddAgain1Remove {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "remove-and-add-again-1-remove",
    base: "1834f236e47a464ce99756c5cff3b121c25cf6413e69e1ec029228dec2800049",
    goal: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "1834f236e47a464ce99756c5cff3b121c25cf6413e69e1ec029228dec2800049",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["motto"]),
        ],
        statements: statements2, rollbackPlan: rollbackPlan2
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
          "email" TEXT NOT NULL,
          "motto" TEXT
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "motto""#),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    empties: [
      StoredColumns("users", ["motto"]),
    ]
  )
}
