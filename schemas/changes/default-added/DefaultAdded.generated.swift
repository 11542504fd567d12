// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 8bbe2a4864f5357e252d61811e2cfef8d6f8a3ce2cf3b0f2eab826a3c1f78208
// swift-format-ignore-file
import Bellows

/// The plan default-added, and the rows that its backfills read and write.
public enum DefaultAdded {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "default-added",
    base: "5895fe06420762c096515b31cb9e9c737ff1caa69c808c8076aea2311921cfde",
    goal: "124b7c5ca75d35064a0bbe39d0628b6c5eda9db235eafa530231df81e5060b37",
    after: [],
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
