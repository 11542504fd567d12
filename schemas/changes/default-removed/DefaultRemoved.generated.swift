// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0eda0226766c08e96449b505a1a3f04196315a2b3ce3596869505770931d20aa
// swift-format-ignore-file
import Bellows

/// The plan default-removed, and the rows that its backfills read and write.
public enum DefaultRemoved {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "default-removed",
    base: "124b7c5ca75d35064a0bbe39d0628b6c5eda9db235eafa530231df81e5060b37",
    goal: "5895fe06420762c096515b31cb9e9c737ff1caa69c808c8076aea2311921cfde",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "124b7c5ca75d35064a0bbe39d0628b6c5eda9db235eafa530231df81e5060b37",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "5895fe06420762c096515b31cb9e9c737ff1caa69c808c8076aea2311921cfde",
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
          "role" TEXT NOT NULL DEFAULT 'member'
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""role" TEXT NOT NULL DEFAULT 'member'"#, to: #""role" TEXT NOT NULL"#),
      ]
    )),
  ]
}
