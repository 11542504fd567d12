// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 9de9d54e77b2a2aad1f8626988aca7cc2a0fb88265d0baf2a709c3d2d00bcdb7
// swift-format-ignore-file
import Bellows

/// The plan add-table, and the rows that its backfills read and write.
public enum AddTable {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "add-table",
    base: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    goal: "344b4e832a058f169918e8e1f0e6556bd92df6583f60d6aeb0c3a2ae0ebce61b",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "344b4e832a058f169918e8e1f0e6556bd92df6583f60d6aeb0c3a2ae0ebce61b",
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
