// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7a560d72fbb24851a43d3ff8fc35e1c7cfe64b65c1851ed4d8c8d54eb19907f3
// swift-format-ignore-file
import Bellows

/// The plan default-removed, and the rows that its backfills read and write.
public enum DefaultRemoved {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "default-removed",
    base: "124b7c5ca75d35064a0bbe39d0628b6c5eda9db235eafa530231df81e5060b37",
    goal: "5895fe06420762c096515b31cb9e9c737ff1caa69c808c8076aea2311921cfde",
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
          "name" TEXT NOT NULL,
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
