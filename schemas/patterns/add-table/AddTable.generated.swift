// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 6a70a94b77de1012cf91ad4fcb108ff06e5da9f9106ec81754bf0ee65dc521a2
// swift-format-ignore-file
import Bellows

/// The plan add-table, and the rows that its backfills read and write.
public enum AddTable {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "add-table",
    base: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    goal: "34236033abe0645de224dfd18ff630505bdd6942a750d1356a1058a3f5446cbd",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "34236033abe0645de224dfd18ff630505bdd6942a750d1356a1058a3f5446cbd",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, wayBack: wayBack1, tables: tables1
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

  private static let undo1: [SchemaStatement] = [
    .sql(#"DROP TABLE "memberships""#),
    .sql(#"DROP TABLE "teams""#),
  ]

  private static let wayBack1 = WayBack(
    loses: [
      StoredValues("memberships", key: [Column("_id", .int)], columns: [Column("joinedAt", .microseconds), Column("role", .text), Column("team", .int), Column("user", .int)]),
      StoredValues("teams", key: [Column("_id", .int)], columns: [Column("name", .text)]),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("memberships", [
      #"""
        CREATE TABLE "memberships" (
          "_id" INTEGER PRIMARY KEY,
          "joinedAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
          "role" TEXT NOT NULL DEFAULT 'member' CHECK ("role" IN ('member', 'owner')),
          "team" INTEGER NOT NULL REFERENCES "teams" ("_id") ON DELETE CASCADE,
          "user" INTEGER NOT NULL REFERENCES "users" ("_id") ON DELETE CASCADE
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "memberships_by_team_user" ON "memberships" ("team", "user")"#,
      #"CREATE INDEX "memberships_by_user" ON "memberships" ("user")"#,
    ]),
    StoredTable("teams", [
      #"""
        CREATE TABLE "teams" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "teams_by_name" ON "teams" ("name")"#,
    ]),
  ]
}
