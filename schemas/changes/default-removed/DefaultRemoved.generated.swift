// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: dd8de6991c4876891d6c41034b1764cc0ab9c1f5054ce33182cd782624608514
// swift-format-ignore-file
import Bellows

/// The plan default-removed, and the rows that its backfills read and write.
public enum DefaultRemoved {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "default-removed",
    base: "aadf753f4bf015f26fb5f001c45c3381828f11534bf4b876463b930e640fd5d9",
    goal: "21254a53fb688763e8560633e5b5bf4b51598ca88468ae79f90c9bb716e89baf",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "aadf753f4bf015f26fb5f001c45c3381828f11534bf4b876463b930e640fd5d9",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "21254a53fb688763e8560633e5b5bf4b51598ca88468ae79f90c9bb716e89baf",
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
          "name" TEXT NOT NULL,
          "role" TEXT NOT NULL DEFAULT 'member'
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
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

  private static let undo2: [SchemaStatement] = [
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

  private static let tables2: [StoredTable] = [
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
}
