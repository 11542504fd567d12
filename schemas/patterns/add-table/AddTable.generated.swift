// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0e432b13ad6ae92b6396adcd49127e8a1c9993808a2e19698234d4ab6637a4f7
// swift-format-ignore-file
import Bellows

/// The plan add-table, and the rows that its backfills read and write.
public enum AddTable {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "add-table",
    base: "bd516c5c0dade2fd9ca1db42aec16de5ed9ce69ef0d09f73f677c914f992454b",
    goal: "9721966f8c602a24bc0bbfa4a205a9560dd897b419bf202d94db6db57767dc75",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "9721966f8c602a24bc0bbfa4a205a9560dd897b419bf202d94db6db57767dc75",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
    ],
    backfills: [
    ]
  )

  private static let statements1: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "memberships" (
        "_id" INTEGER PRIMARY KEY,
        "joinedAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
        "role" TEXT NOT NULL DEFAULT 'member' CHECK ("role" IN ('member', 'owner')),
        "team" INTEGER NOT NULL REFERENCES "teams" ("_id") ON DELETE CASCADE,
        "user" INTEGER NOT NULL REFERENCES "users" ("_id") ON DELETE CASCADE
      ) STRICT
      """#),
    .sql(#"""
      CREATE TABLE "teams" (
        "_id" INTEGER PRIMARY KEY,
        "name" TEXT NOT NULL
      ) STRICT
      """#),
    .sql(#"CREATE UNIQUE INDEX "memberships_by_team_user" ON "memberships" ("team", "user")"#),
    .sql(#"CREATE INDEX "memberships_by_user" ON "memberships" ("user")"#),
    .sql(#"CREATE UNIQUE INDEX "teams_by_name" ON "teams" ("name")"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("memberships", key: [Column("_id", .int)], columns: [Column("joinedAt", .microseconds), Column("role", .text), Column("team", .int), Column("user", .int)]),
      StoredValues("teams", key: [Column("_id", .int)], columns: [Column("name", .text)]),
    ]
  )
}
