// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 6c2835b1eb7b8512618b70a5c36f14e3f9bf184cdc86e6948e8f3838c7709641
// swift-format-ignore-file
import Bellows

/// The plan list-to-tables-3-remove-list, and the rows that its backfills read and write.
public enum ListToTables3RemoveList {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "list-to-tables-3-remove-list",
    base: "28d331bdb05fd7d4098676e970e56307cbdb4984033a4be7d123dfcf226fdea9",
    goal: "989d019f5a037704124c007ce578713aa8a00dba271e611156bcbb2e927547cd",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "28d331bdb05fd7d4098676e970e56307cbdb4984033a4be7d123dfcf226fdea9",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "495ab4e1705bb4725356344002954e6843bab237b7545a7deee431d163dc07cd",
        isRelease: true,
        gates: [.released(deploy: 1)],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "989d019f5a037704124c007ce578713aa8a00dba271e611156bcbb2e927547cd",
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
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array')
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
