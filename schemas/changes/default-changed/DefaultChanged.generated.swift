// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 3d1f49b0481bc7f1910882936515c1b7e7e19e6c94aa0cd98a2b936d1feca553
// swift-format-ignore-file
import Bellows

/// The plan default-changed, and the rows that its backfills read and write.
public enum DefaultChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "default-changed",
    base: "bfdc4e6ce73b911db3083011d052aa7c70e3fd76e177fa0ed0f4e32080cb8a32",
    goal: "1aa3aac8eb6d6f4dbc314928201620fb61ca9eda6887ea9af6238ee5081aaf0e",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "1aa3aac8eb6d6f4dbc314928201620fb61ca9eda6887ea9af6238ee5081aaf0e",
        isRelease: false,
        gates: [],
        statements: statements1, undo: undo1, tables: tables1
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
          "name" TEXT NOT NULL,
          "theme" TEXT NOT NULL DEFAULT 'light'
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL,
          "theme" TEXT NOT NULL DEFAULT 'system'
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("name", #""name""#),
        .init("theme", #""theme""#),
      ]
    )),
  ]

  private static let undo1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL,
          "theme" TEXT NOT NULL DEFAULT 'light'
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("name", #""name""#),
        .init("theme", #""theme""#),
      ]
    )),
  ]

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL,
          "theme" TEXT NOT NULL DEFAULT 'system'
        ) STRICT
        """#,
    ]),
  ]
}
