// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7d014c04ded18fea877806f9a69b974bf5d37d18a80c8111636944261226072c
// swift-format-ignore-file
import Bellows

/// The plan index-removed, and the rows that its backfills read and write.
public enum IndexRemoved {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "index-removed",
    base: "c2224b0b8ba08a873486242296b4ba1d68781baea09bf4e2d5de56a2394ff972",
    goal: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "c2224b0b8ba08a873486242296b4ba1d68781baea09bf4e2d5de56a2394ff972",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "b9c9fb1b9425166b78cc792484ccee1d2c28f7d00afbab3ce92cd4d3262f1687",
        isRelease: false,
        gates: [.released(deploy: 1)],
        statements: statements2
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
      #"CREATE INDEX "users_by_email" ON "users" ("email")"#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .dropIndex("users_by_email", like: #"CREATE INDEX "users_by_email" ON "users" ("email")"#),
  ]
}
