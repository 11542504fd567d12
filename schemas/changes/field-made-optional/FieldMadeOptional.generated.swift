// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e7b13702124f426cdebc796778aadb66100e9fa0bf3e391ed8256298e3820656
// swift-format-ignore-file
import Bellows

/// The plan field-made-optional, and the rows that its backfills read and write.
public enum FieldMadeOptional {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-made-optional",
    base: "afe554942972d0591f4b83bb6a1ed4f6fc70c463da9feda05179cd224bd31e23",
    goal: "91e4b217110f79c2619e1848d2f1eebc2a268011970f0f1322aaeb676e9d58ad",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "91e4b217110f79c2619e1848d2f1eebc2a268011970f0f1322aaeb676e9d58ad",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, wayBack: wayBack1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "91e4b217110f79c2619e1848d2f1eebc2a268011970f0f1322aaeb676e9d58ad",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ]
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
          "email" TEXT NOT NULL,
          "name" TEXT NOT NULL
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
          "email" TEXT,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("name", #""name""#),
      ]
    )),
  ]

  private static let undo1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("name", #""name""#),
      ]
    )),
  ]

  private static let wayBack1 = WayBack(
    accepts: [
      StoredCheck("users.email", query: #"SELECT "_id", "email" FROM "users" WHERE "email" IS NULL"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]
}
