// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: ae03ddc8740877f9409f67323a1c82723b7d7880c346085f7dfee26d47727067
// swift-format-ignore-file
import Bellows

/// The plan list-to-tables-3-remove-list, and the rows that its backfills read and write.
public enum ListToTables3RemoveList {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "list-to-tables-3-remove-list",
    base: "efdf7fe7d3633a403c40ab8f15e45581952da45d65a43c78be2c9fd145ec0acc",
    goal: "1183daa530a6e7bba75aaa1c44637c4c8ec59f17afc2e10141dca7c82eeffc00",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "efdf7fe7d3633a403c40ab8f15e45581952da45d65a43c78be2c9fd145ec0acc",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "8da65acfb116dfd3a2b6536ed6f8da9760a3f6e387e1acdd579e0647f74c466d",
        isRelease: true,
        gates: [.released(deploy: 1)],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "1183daa530a6e7bba75aaa1c44637c4c8ec59f17afc2e10141dca7c82eeffc00",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "posts", key: [Column("_id", .int)], columns: ["tags"]),
        ],
        statements: statements3, rollbackPlan: rollbackPlan3
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "posts",
      changes: [
        .changeColumn(from: #""tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array')"#, to: #""tags" TEXT CHECK ("tags" IS NULL OR json_valid("tags") AND json_type("tags") IS 'array')"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("posts.tags", query: #"SELECT "_id", "tags" FROM "posts" WHERE "tags" IS NULL"#),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .sql(#"ALTER TABLE "posts" DROP COLUMN "tags""#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    empties: [
      StoredColumns("posts", ["tags"]),
    ]
  )
}
