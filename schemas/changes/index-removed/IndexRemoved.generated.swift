// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: ab44088a503333779b55d4fcdee97769e2fc48be5db4965f7007e36e5b259608
// swift-format-ignore-file
import Bellows

/// The plan index-removed, and the rows that its backfills read and write.
public enum IndexRemoved {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "index-removed",
    base: "018390311d27830148e68cdc34f4a2557aa812ad7587f942c653108ac6ebb11f",
    goal: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "018390311d27830148e68cdc34f4a2557aa812ad7587f942c653108ac6ebb11f",
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
        ],
        statements: statements2, undo: undo2, tables: tables2
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
          "email" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "users_by_email" ON "users" ("email")"#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .dropIndex("users_by_email", like: #"CREATE INDEX "users_by_email" ON "users" ("email")"#),
  ]

  private static let undo2: [SchemaStatement] = [
    .sql(#"CREATE INDEX "users_by_email" ON "users" ("email")"#),
  ]

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
