// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 68b3107e186747f57cffc7fdbf1d63116cbc59b6ad5ef3b3558a7d12bf7ddff6
// swift-format-ignore-file
import Bellows

/// The plan default-added, and the rows that its backfills read and write.
public enum DefaultAdded {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "default-added",
    base: "5895fe06420762c096515b31cb9e9c737ff1caa69c808c8076aea2311921cfde",
    goal: "124b7c5ca75d35064a0bbe39d0628b6c5eda9db235eafa530231df81e5060b37",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "124b7c5ca75d35064a0bbe39d0628b6c5eda9db235eafa530231df81e5060b37",
        isRelease: false,
        gates: [],
        statements: statements1
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
          "name" TEXT NOT NULL,
          "role" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""role" TEXT NOT NULL"#, to: #""role" TEXT NOT NULL DEFAULT 'member'"#),
      ]
    )),
  ]
}
