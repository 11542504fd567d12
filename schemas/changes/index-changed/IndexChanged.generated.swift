// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: ae5ae7b65e3bc063abdbb9dffae6701ec8967985ab14fb9d03136e97eb67c352
// swift-format-ignore-file
import Bellows

/// The plan index-changed, and the rows that its backfills read and write.
public enum IndexChanged {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "index-changed",
    base: "335ffac01c72b109e86e430305038973860ddbfe01c9612456f9bac763df8ac6",
    goal: "9c3ee13350ef3fafde04f59c3ca8b09e030e67dd3b9bbcb8aa4a3c8dc9d2ae24",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "2443f4760e302cd77a1135a4e441f6329282ce526706133738063ea3f7df7709",
        isRelease: true,
        gates: [],
        statements: statements1
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "9c3ee13350ef3fafde04f59c3ca8b09e030e67dd3b9bbcb8aa4a3c8dc9d2ae24",
        isRelease: false,
        gates: [.released(deploy: 1)],
        statements: statements2
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
          "role" TEXT NOT NULL,
          "team" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "users_by_team" ON "users" ("team")"#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"CREATE INDEX "users_by_team_2" ON "users" ("team", "role")"#),
  ]

  private static let statements2: [SchemaStatement] = [
    .dropIndex("users_by_team_2", like: #"CREATE INDEX "users_by_team_2" ON "users" ("team", "role")"#),
    .dropIndex("users_by_team", like: #"CREATE INDEX "users_by_team" ON "users" ("team")"#),
    .sql(#"CREATE INDEX "users_by_team" ON "users" ("team", "role")"#),
  ]
}
