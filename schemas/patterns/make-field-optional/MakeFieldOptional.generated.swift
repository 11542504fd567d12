// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 2a63058fe99d59190e43e7cd872c170558c8f1ad1a990d9e1766443538bcffb5
// swift-format-ignore-file
import Bellows

/// The plan make-field-optional, and the rows that its backfills read and write.
public enum MakeFieldOptional {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "make-field-optional",
    base: "167453298a7275cc6dd972a829374568ebc549d8ada6a711c838755491169e87",
    goal: "ec94cc618d5e442291c86113f6d2a510ad9cf00ea9ebd21179748ee3956d4acd",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "ec94cc618d5e442291c86113f6d2a510ad9cf00ea9ebd21179748ee3956d4acd",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, wayBack: wayBack1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "ec94cc618d5e442291c86113f6d2a510ad9cf00ea9ebd21179748ee3956d4acd",
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
          "phone" TEXT NOT NULL
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
          "email" TEXT NOT NULL,
          "phone" TEXT
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("phone", #""phone""#),
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
          "phone" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("phone", #""phone""#),
      ]
    )),
  ]

  private static let wayBack1 = WayBack(
    accepts: [
      StoredCheck("users.phone", query: #"SELECT "_id", "phone" FROM "users" WHERE "phone" IS NULL"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "phone" TEXT
        ) STRICT
        """#,
    ]),
  ]
}
