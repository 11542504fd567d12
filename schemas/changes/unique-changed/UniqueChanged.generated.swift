// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a7ae4d42d022afc6aafa6478e6477994002ef7bf647d7b46665d2b749f0154f5
// swift-format-ignore-file
import Bellows

/// The plan unique-changed, and the rows that its backfills read and write.
public enum UniqueChanged {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "unique-changed",
    base: "b9deadee335c3ff6de54b7e20837971d259325171958e630fab781c45ffdfa38",
    goal: "7b2c574afabb7c2fb44d93c7caf0b3c1e31d920f3da9c624392cb14fd155a925",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "b9deadee335c3ff6de54b7e20837971d259325171958e630fab781c45ffdfa38",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "7b2c574afabb7c2fb44d93c7caf0b3c1e31d920f3da9c624392cb14fd155a925",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .verified([StoredCheck("users#by_email", query: #"SELECT "_id", "email" FROM "users" WHERE ("email") IN (SELECT "email" FROM "users" WHERE "email" IS NOT NULL GROUP BY "email" HAVING count(*) > 1) ORDER BY "email""#)]),
        ],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, before the plan.
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

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("users#by_email", query: #"SELECT "_id", "team", "email" FROM "users" WHERE ("team", "email") IN (SELECT "team", "email" FROM "users" WHERE "team" IS NOT NULL AND "email" IS NOT NULL GROUP BY "team", "email" HAVING count(*) > 1) ORDER BY "team", "email""#),
    ]
  )
}
