// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 3b5b7802a5677adf548c37d33b877908001ce1be4914364ddc1f1de204b74362
// swift-format-ignore-file
import Bellows

/// The plan list-to-tables-1-add-tables, and the rows that its backfills read and write.
public enum ListToTables1AddTables {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "list-to-tables-1-add-tables",
    base: "d6afb88de553ed2959d057c48cc63daf4053d9df287cb16ae815686c12aad9ee",
    goal: "4c73d753d621559314783a53f79f414a915d248a27fa9d4e38a0df14a7eba644",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "4c73d753d621559314783a53f79f414a915d248a27fa9d4e38a0df14a7eba644",
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

  private static let undo1: [SchemaStatement] = [
    .sql(#"DROP TABLE "postTags""#),
    .sql(#"DROP TABLE "tags""#),
  ]

  private static let wayBack1 = WayBack(
    loses: [
      StoredValues("postTags", key: [Column("_id", .int)], columns: [Column("post", .int), Column("tag", .int)]),
      StoredValues("tags", key: [Column("_id", .int)], columns: [Column("name", .text)]),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("postTags", [
      #"""
        CREATE TABLE "postTags" (
          "_id" INTEGER PRIMARY KEY,
          "post" INTEGER NOT NULL REFERENCES "posts" ("_id") ON DELETE CASCADE,
          "tag" INTEGER NOT NULL REFERENCES "tags" ("_id") ON DELETE CASCADE
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "postTags_by_post_tag" ON "postTags" ("post", "tag")"#,
      #"CREATE INDEX "postTags_by_tag" ON "postTags" ("tag")"#,
    ]),
    StoredTable("tags", [
      #"""
        CREATE TABLE "tags" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "tags_by_name" ON "tags" ("name")"#,
    ]),
  ]
}
