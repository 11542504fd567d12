// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7a6cffef022d0390aebea528d8bb5e5786c9bbc3bbbdd263c69700dd4ef0eef0
// swift-format-ignore-file
import Bellows

/// The plan reference-action-changed, and the rows that its backfills read and write.
public enum ReferenceActionChanged {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "reference-action-changed",
    base: "13e282e33b651c4e3b78bf1ad34da3afcf6b56d9945c4e85d3ae006851bb0ecf",
    goal: "04fafcc8a11d43c7cb9776ea13f70727b4334d054e91d71dc0651243cc5f024c",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "13e282e33b651c4e3b78bf1ad34da3afcf6b56d9945c4e85d3ae006851bb0ecf",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "04fafcc8a11d43c7cb9776ea13f70727b4334d054e91d71dc0651243cc5f024c",
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
          "team" INTEGER NOT NULL REFERENCES "teams" ("_id") ON DELETE RESTRICT
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""team" INTEGER NOT NULL REFERENCES "teams" ("_id") ON DELETE RESTRICT"#, to: #""team" INTEGER NOT NULL REFERENCES "teams" ("_id") ON DELETE CASCADE"#),
      ]
    )),
  ]
}
