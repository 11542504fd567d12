// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 8d01051f9c70e641194e9d0cc5689392913ca78dda1908f45403072f9dca7a24
// swift-format-ignore-file
import Bellows

/// The plan reference-action-changed, and the rows that its backfills read and write.
public enum ReferenceActionChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "reference-action-changed",
    base: "83de9106a1ec471c2b3c3f72862e7dfc6ca7b6fce034bca9501efb5bf47e593b",
    goal: "0af07d8e7a418f0e994e9395118d7918a9ffc2c2a8fde325a8cbd7d81b6bbb3d",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "83de9106a1ec471c2b3c3f72862e7dfc6ca7b6fce034bca9501efb5bf47e593b",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "0af07d8e7a418f0e994e9395118d7918a9ffc2c2a8fde325a8cbd7d81b6bbb3d",
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
          "team" INTEGER NOT NULL REFERENCES "teams" ("_id") ON DELETE RESTRICT
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
          "team" INTEGER NOT NULL REFERENCES "teams" ("_id") ON DELETE CASCADE
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("team", #""team""#),
      ]
    )),
  ]

  private static let undo2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "team" INTEGER NOT NULL REFERENCES "teams" ("_id") ON DELETE RESTRICT
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("team", #""team""#),
      ]
    )),
  ]

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "team" INTEGER NOT NULL REFERENCES "teams" ("_id") ON DELETE CASCADE
        ) STRICT
        """#,
    ]),
  ]
}
