// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 8f4e7d0c823b1b5386d5ba89029ce493984a46554ca764ac829c3ba4dfcea5c3
// swift-format-ignore-file
import Bellows

/// The plan unique-removed, and the rows that its backfills read and write.
public enum UniqueRemoved {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "unique-removed",
    base: "41a6d0343b245f932f5cff9911d26ee28ccde409a31d19a5c1417a762d916fc6",
    goal: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
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
          "email" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .dropIndex("users_by_email", like: #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    accepts: [
      StoredCheck("users#by_email", query: #"SELECT "_id", "email" FROM "users" WHERE ("email") IN (SELECT "email" FROM "users" WHERE "email" IS NOT NULL GROUP BY "email" HAVING count(*) > 1) ORDER BY "email""#),
    ]
  )
}
