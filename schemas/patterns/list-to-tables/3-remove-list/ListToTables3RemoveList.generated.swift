// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7b7dd18a2c670ee0c29a405b37386f988d5a576409f64d6637b4fba277d9b1a8
// swift-format-ignore-file
import Bellows

/// The plan list-to-tables-3-remove-list, and the rows that its backfills read and write.
public enum ListToTables3RemoveList {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "list-to-tables-3-remove-list",
    base: "4c73d753d621559314783a53f79f414a915d248a27fa9d4e38a0df14a7eba644",
    goal: "9af854262948c7cda5327c9d15806bb88901a86e9e49ba7ea66863778298dc9c",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "4c73d753d621559314783a53f79f414a915d248a27fa9d4e38a0df14a7eba644",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "1dae0cfb1ce14de937e9875e19560b27f5c06b49e0af829b895a2544c7ca81a4",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ],
        statements: statements2, undo: undo2, wayBack: wayBack2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "9af854262948c7cda5327c9d15806bb88901a86e9e49ba7ea66863778298dc9c",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "posts", key: [Column("_id", .int)], columns: ["tags"]),
        ],
        statements: statements3, undo: undo3, wayBack: wayBack3, tables: tables3
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, as they are before it.
  private static let before: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "posts",
      create: #"""
        CREATE TABLE "_bellows_new_posts" (
          "_id" INTEGER PRIMARY KEY,
          "tags" TEXT CHECK ("tags" IS NULL OR json_valid("tags") AND json_type("tags") IS 'array'),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("tags", #""tags""#),
        .init("title", #""title""#),
      ]
    )),
  ]

  private static let undo2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "posts",
      create: #"""
        CREATE TABLE "_bellows_new_posts" (
          "_id" INTEGER PRIMARY KEY,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("tags", #""tags""#),
        .init("title", #""title""#),
      ]
    )),
  ]

  private static let wayBack2 = WayBack(
    accepts: [
      StoredCheck("posts.tags", query: #"SELECT "_id", "tags" FROM "posts" WHERE "tags" IS NULL"#),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "tags" TEXT CHECK ("tags" IS NULL OR json_valid("tags") AND json_type("tags") IS 'array'),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements3: [SchemaStatement] = [
    .sql(#"ALTER TABLE "posts" DROP COLUMN "tags""#),
  ]

  private static let undo3: [SchemaStatement] = [
    .sql(#"ALTER TABLE "posts" ADD COLUMN "tags" TEXT CHECK ("tags" IS NULL OR json_valid("tags") AND json_type("tags") IS 'array')"#),
  ]

  private static let wayBack3 = WayBack(
    empties: [
      StoredColumns("posts", ["tags"]),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]
}
