// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0508a3ef6f71d4c5fe3bbde2b8d0030abf353684e65ac50d8ab219d193914aa7
// swift-format-ignore-file
import Bellows

/// The plan remove-and-add-again-1-remove, and the rows that its backfills read and write.
public enum RemoveAndAddAgain1Remove {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "remove-and-add-again-1-remove",
    base: "1834f236e47a464ce99756c5cff3b121c25cf6413e69e1ec029228dec2800049",
    goal: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    after: [],
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
