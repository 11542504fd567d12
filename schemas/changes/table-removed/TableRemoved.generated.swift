// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: c8353a7deb5befb9b74da23cd1ed465fdfa2592cd8489cb7f26f09fe793a177e
// swift-format-ignore-file
import Bellows

/// The plan table-removed, and the rows that its backfills read and write.
public enum TableRemoved {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "table-removed",
    base: "5481f6b5cdccca8b73061f5d7c5bd8b6cfc04f29a260783d5c1c24bd043e0eae",
    goal: "bd516c5c0dade2fd9ca1db42aec16de5ed9ce69ef0d09f73f677c914f992454b",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "5481f6b5cdccca8b73061f5d7c5bd8b6cfc04f29a260783d5c1c24bd043e0eae",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "bd516c5c0dade2fd9ca1db42aec16de5ed9ce69ef0d09f73f677c914f992454b",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "drafts", key: [Column("_id", .int)], columns: ["text"]),
        ],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("drafts", [
      #"""
        CREATE TABLE "drafts" (
          "_id" INTEGER PRIMARY KEY,
          "text" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .sql(#"DROP TABLE "drafts""#),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    empties: [
      StoredColumns("drafts", ["_id", "text"]),
    ]
  )
}
