// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: b689103966123d2da96712807615fc20519929d870c296f5b73bb91a67eb4cda
// swift-format-ignore-file
import Bellows

/// The plan unique-removed, and the rows that its backfills read and write.
public enum UniqueRemoved {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "unique-removed",
    base: "7602e375dcf6ee251d2e403e2c8ef7086528942e25925a0fa3166d5c02bac16f",
    goal: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, wayBack: wayBack1, tables: tables1
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
          "email" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .dropIndex("users_by_email", like: #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#),
  ]

  private static let undo1: [SchemaStatement] = [
    .sql(#"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#),
  ]

  private static let wayBack1 = WayBack(
    accepts: [
      StoredCheck("users#by_email", query: #"SELECT "_id", "email" FROM "users" WHERE ("email") IN (SELECT "email" FROM "users" WHERE "email" IS NOT NULL GROUP BY "email" HAVING count(*) > 1) ORDER BY "email""#),
    ]
  )

  private static let tables1: [StoredTable] = [
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
