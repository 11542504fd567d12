// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: be107c60fcdc9865afd598b22d828cf857eccd5ed7d4d9ee4d8ff31a4f2842d1
// swift-format-ignore-file
import Bellows

/// The plan remove-table, and the rows that its backfills read and write.
public enum RemoveTable {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "remove-table",
    base: "21472a0450e55c329fc90e79c6c2fb38c6ba39af0e2a1edfe09eec80e1101f87",
    goal: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "21472a0450e55c329fc90e79c6c2fb38c6ba39af0e2a1edfe09eec80e1101f87",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "profiles", key: [Column("_id", .int)], columns: ["bio"]),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["profile"]),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("profiles", [
      sql1,
    ]),
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "profile" INTEGER REFERENCES "profiles" ("_id")
        ) STRICT
        """#,
    ]),
  ]

  private static let sql1 = #"""
    CREATE TABLE "profiles" (
      "_id" INTEGER PRIMARY KEY,
      "bio" TEXT NOT NULL
    ) STRICT
    """#

  private static let statements2: [SchemaStatement] = [
    .sql(#"DROP TABLE "profiles""#),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("profile"),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .sql(sql1),
    .sql(#"ALTER TABLE "users" ADD COLUMN "profile" INTEGER REFERENCES "profiles" ("_id")"#),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    empties: [
      StoredColumns("profiles", ["_id", "bio"]),
      StoredColumns("users", ["profile"]),
    ]
  )
}
