// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 4a999d81950117132c3256c1a596985214e718c5b57d4574aa555a2ca2c1e0d3
// swift-format-ignore-file
import Bellows

/// The plan remove-and-add-again-1-remove, and the rows that its backfills read and write.
public enum RemoveAndAddAgain1Remove {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "remove-and-add-again-1-remove",
    base: "98b0eae9a9c58bb6b17e79dd10b98ea2fb436e90e671aa1a2d0df29b314e0221",
    goal: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "98b0eae9a9c58bb6b17e79dd10b98ea2fb436e90e671aa1a2d0df29b314e0221",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["motto"]),
        ],
        statements: statements2, undo: undo2, wayBack: wayBack2, tables: tables2
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, as they are before it.
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

  private static let undo2: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "motto" TEXT"#),
  ]

  private static let wayBack2 = WayBack(
    empties: [
      StoredColumns("users", ["motto"]),
    ]
  )

  private static let tables2: [StoredTable] = [
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
