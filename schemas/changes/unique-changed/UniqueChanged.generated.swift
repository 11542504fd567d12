// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 015642ccf09e6ba3e9901315e9c13a0c610ee2a74b66e88eedb607edb7dc204d
// swift-format-ignore-file
import Bellows

/// The plan unique-changed, and the rows that its backfills read and write.
public enum UniqueChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "unique-changed",
    base: "5708d2f4d861fb6acbe292300af91f7d989d928be0a5efe74293e1a45f7b5fd6",
    goal: "e78639da4a14621a6df9ab6110368f417ca8e94adb1c9f20f33753adceea44b9",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "5708d2f4d861fb6acbe292300af91f7d989d928be0a5efe74293e1a45f7b5fd6",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "e78639da4a14621a6df9ab6110368f417ca8e94adb1c9f20f33753adceea44b9",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .verified([StoredCheck("users#by_email", query: #"SELECT "_id", "email" FROM "users" WHERE ("email") IN (SELECT "email" FROM "users" WHERE "email" IS NOT NULL GROUP BY "email" HAVING count(*) > 1) ORDER BY "email""#)]),
        ],
        statements: statements2, undo: undo2, wayBack: wayBack2, tables: tables2
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
          "team" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("team", "email")"#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .dropIndex("users_by_email", like: #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("team", "email")"#),
    .sql(#"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#),
  ]

  private static let undo2: [SchemaStatement] = [
    .dropIndex("users_by_email", like: #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#),
    .sql(#"CREATE UNIQUE INDEX "users_by_email" ON "users" ("team", "email")"#),
  ]

  private static let wayBack2 = WayBack(
    accepts: [
      StoredCheck("users#by_email", query: #"SELECT "_id", "team", "email" FROM "users" WHERE ("team", "email") IN (SELECT "team", "email" FROM "users" WHERE "team" IS NOT NULL AND "email" IS NOT NULL GROUP BY "team", "email" HAVING count(*) > 1) ORDER BY "team", "email""#),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "team" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#,
    ]),
  ]
}
