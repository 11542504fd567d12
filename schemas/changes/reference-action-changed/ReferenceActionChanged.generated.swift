// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 329446bda93c967b90a3be97f3f248fa30bfbcf3fcf0b970c40039b007cdb38e
// swift-format-ignore-file
import Bellows

/// The plan reference-action-changed, and the rows that its backfills read and write.
public enum ReferenceActionChanged {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "reference-action-changed",
    base: "944c32f997da4e5b0af16f28456e47b85febf1592902c5015358f713c7fe291b",
    goal: "ab9b4d88fea27fdc8aaac42b76a0706ac85d46a5249ad321d0f44859d74a2efb",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "944c32f997da4e5b0af16f28456e47b85febf1592902c5015358f713c7fe291b",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "ab9b4d88fea27fdc8aaac42b76a0706ac85d46a5249ad321d0f44859d74a2efb",
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
