// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 76812874369db39828b94baae0124ae1dbf87b73b0e7b68b8fa6836f5036f485
// swift-format-ignore-file
import Bellows

/// The plan remove-table, and the rows that its backfills read and write.
public enum RemoveTable {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "remove-table",
    base: "e1631bf24639e936c1816c2fd51789fb59cac2a17be9e5722422710780c97da3",
    goal: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "e1631bf24639e936c1816c2fd51789fb59cac2a17be9e5722422710780c97da3",
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
          .backup(table: "profiles", key: [Column("_id", .int)], columns: ["bio"]),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["profile"]),
        ],
        statements: statements2, undo: undo2, wayBack: wayBack2, tables: tables2, dropped: ["profiles"]
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, as they are before it.
  private static let before: [StoredTable] = [
    StoredTable("profiles", [
      #"""
        CREATE TABLE "profiles" (
          "_id" INTEGER PRIMARY KEY,
          "bio" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "profile" INTEGER REFERENCES "profiles" ("_id")
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .sql(#"DROP TABLE "profiles""#),
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
      ]
    )),
  ]

  private static let undo2: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "profiles" (
        "_id" INTEGER PRIMARY KEY,
        "bio" TEXT NOT NULL
      ) STRICT
      """#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "profile" INTEGER REFERENCES "profiles" ("_id")"#),
  ]

  private static let wayBack2 = WayBack(
    empties: [
      StoredColumns("profiles", ["_id", "bio"]),
      StoredColumns("users", ["profile"]),
    ]
  )

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
