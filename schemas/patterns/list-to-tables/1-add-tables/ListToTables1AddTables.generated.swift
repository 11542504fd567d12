// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 9a7d7876d98e412b47319b6caca30dbdb583d3bad0d894ba5f810496309418b4
// swift-format-ignore-file
import Bellows

/// The plan list-to-tables-1-add-tables, and the rows that its backfills read and write.
public enum ListToTables1AddTables {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "list-to-tables-1-add-tables",
    base: "28d331bdb05fd7d4098676e970e56307cbdb4984033a4be7d123dfcf226fdea9",
    goal: "efdf7fe7d3633a403c40ab8f15e45581952da45d65a43c78be2c9fd145ec0acc",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "efdf7fe7d3633a403c40ab8f15e45581952da45d65a43c78be2c9fd145ec0acc",
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
