// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1048130086ea9668c22d49b1e54398380f02c6fe0cbf6f57578387690eb3034e
// swift-format-ignore-file
import Bellows

/// The plan remove-field-required, and the rows that its backfills read and write.
public enum RemoveFieldRequired {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "remove-field-required",
    base: "a3ebafaa70e7fe5b9b6a0e30022f672ecf106a4beb1c90f90381dd2d86fb9476",
    goal: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "a3ebafaa70e7fe5b9b6a0e30022f672ecf106a4beb1c90f90381dd2d86fb9476",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "7ec09be1b77c60f56fe0e372669713806121f83b3dbb8aacc40a0efa91ad7196",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["fax"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3, tables: tables3
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

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""fax" TEXT"#, to: #""fax" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("users.fax", query: #"SELECT "_id", "fax" FROM "users" WHERE "fax" IS NULL"#),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fax" TEXT
        ) STRICT
        """#,
    ]),
  ]

  private static let statements3: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "fax""#),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "fax" TEXT"#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    empties: [
      StoredColumns("users", ["fax"]),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]
}
