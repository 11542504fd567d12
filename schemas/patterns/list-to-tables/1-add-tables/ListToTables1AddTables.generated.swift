// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 31a4531907e95f052f281b22707abf96a8e8438e6e738acdb65d8fc26f753874
// swift-format-ignore-file
import Bellows

/// The plan list-to-tables-1-add-tables, and the rows that its backfills read and write.
public enum ListToTables1AddTables {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "list-to-tables-1-add-tables",
    base: "bd516c5c0dade2fd9ca1db42aec16de5ed9ce69ef0d09f73f677c914f992454b",
    goal: "9a07a622abf55554e42526f7ca19d2a9f6d526b08c3b4a69e66ed96e895f083b",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "9a07a622abf55554e42526f7ca19d2a9f6d526b08c3b4a69e66ed96e895f083b",
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
      CREATE TABLE "postTags" (
        "_id" INTEGER PRIMARY KEY,
        "post" INTEGER NOT NULL REFERENCES "posts" ("_id") ON DELETE CASCADE,
        "tag" INTEGER NOT NULL REFERENCES "tags" ("_id") ON DELETE CASCADE
      ) STRICT
      """#),
    .sql(#"""
      CREATE TABLE "tags" (
        "_id" INTEGER PRIMARY KEY,
        "name" TEXT NOT NULL
      ) STRICT
      """#),
    .sql(#"CREATE UNIQUE INDEX "postTags_by_post_tag" ON "postTags" ("post", "tag")"#),
    .sql(#"CREATE INDEX "postTags_by_tag" ON "postTags" ("tag")"#),
    .sql(#"CREATE UNIQUE INDEX "tags_by_name" ON "tags" ("name")"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("postTags", key: [Column("_id", .int)], columns: [Column("post", .int), Column("tag", .int)]),
      StoredValues("tags", key: [Column("_id", .int)], columns: [Column("name", .text)]),
    ]
  )
}
