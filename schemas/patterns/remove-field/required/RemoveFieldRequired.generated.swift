// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: de4c3eb5d3f0cbd5e63c4d2004c6c85051c3750a83172ddbc9a7db57792b6786
// swift-format-ignore-file
import Bellows

/// The plan remove-field-required, and the rows that its backfills read and write.
public enum RemoveFieldRequired {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "remove-field-required",
    base: "a3ebafaa70e7fe5b9b6a0e30022f672ecf106a4beb1c90f90381dd2d86fb9476",
    goal: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "a3ebafaa70e7fe5b9b6a0e30022f672ecf106a4beb1c90f90381dd2d86fb9476",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "7ec09be1b77c60f56fe0e372669713806121f83b3dbb8aacc40a0efa91ad7196",
        isRelease: true,
        gates: [.released(deploy: 1)],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["fax"]),
        ],
        statements: statements3, rollbackPlan: rollbackPlan3
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
          "fax" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""fax" TEXT NOT NULL"#, to: #""fax" TEXT"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("users.fax", query: #"SELECT "_id", "fax" FROM "users" WHERE "fax" IS NULL"#),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "fax""#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    empties: [
      StoredColumns("users", ["fax"]),
    ]
  )
}
