// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7e6298ac82ad60a575875fd6f62aeaa5b4d78104ad5983da207a14f29586c5a5
// swift-format-ignore-file
import Bellows

/// The plan default-added, and the rows that its backfills read and write.
public enum DefaultAdded {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "default-added",
    base: "21254a53fb688763e8560633e5b5bf4b51598ca88468ae79f90c9bb716e89baf",
    goal: "aadf753f4bf015f26fb5f001c45c3381828f11534bf4b876463b930e640fd5d9",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "aadf753f4bf015f26fb5f001c45c3381828f11534bf4b876463b930e640fd5d9",
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
          "role" TEXT NOT NULL
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
          "role" TEXT NOT NULL DEFAULT 'member'
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("name", #""name""#),
        .init("role", #""role""#),
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
          "role" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("name", #""name""#),
        .init("role", #""role""#),
      ]
    )),
  ]

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL,
          "role" TEXT NOT NULL DEFAULT 'member'
        ) STRICT
        """#,
    ]),
  ]
}
