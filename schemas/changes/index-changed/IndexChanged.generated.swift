// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: ef4a25d060500cd1771337c0e957631e6084b073bdee8224702cdf43f3cafabf
// swift-format-ignore-file
import Bellows

/// The plan index-changed, and the rows that its backfills read and write.
public enum IndexChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "index-changed",
    base: "889024f5014428c14d3c71d0f43f3c5ddda08e3310c413caa2834ed222a36ec4",
    goal: "6da9da4e98dafb0c31de236beb7961801dd2a60e6d2617e771c8f35d30235990",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "33a346c2e137f6cb09a3302cca6e02dd791c2d932c4b8faa78540b42d1e0247b",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "6da9da4e98dafb0c31de236beb7961801dd2a60e6d2617e771c8f35d30235990",
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

  private static let undo1: [SchemaStatement] = [
    .dropIndex("users_by_team_2", like: #"CREATE INDEX "users_by_team_2" ON "users" ("team", "role")"#),
  ]

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "role" TEXT NOT NULL,
          "team" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "users_by_team" ON "users" ("team")"#,
      #"CREATE INDEX "users_by_team_2" ON "users" ("team", "role")"#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .dropIndex("users_by_team_2", like: #"CREATE INDEX "users_by_team_2" ON "users" ("team", "role")"#),
    .dropIndex("users_by_team", like: #"CREATE INDEX "users_by_team" ON "users" ("team")"#),
    .sql(#"CREATE INDEX "users_by_team" ON "users" ("team", "role")"#),
  ]

  private static let undo2: [SchemaStatement] = [
    .dropIndex("users_by_team", like: #"CREATE INDEX "users_by_team" ON "users" ("team", "role")"#),
    .sql(#"CREATE INDEX "users_by_team" ON "users" ("team")"#),
    .sql(#"CREATE INDEX "users_by_team_2" ON "users" ("team", "role")"#),
  ]

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "role" TEXT NOT NULL,
          "team" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "users_by_team" ON "users" ("team", "role")"#,
    ]),
  ]
}
