// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 4f15c3f1c1eda7d106f7f237c462226c617351f1e5eab3380ba6d95d8bd5d67a
// swift-format-ignore-file
import Bellows

/// The plan field-widened, and the rows that its backfills read and write.
public enum FieldWidened {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-widened",
    base: "712eef4f10b527159e475cae0b07a8a7f07a5d79e4890e94114aa77cc901745b",
    goal: "4ef299e5af39b4551eb1872f3a4e3e294ef0b2ea8faa48b2ef54e7f5cb1a3eab",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "4ef299e5af39b4551eb1872f3a4e3e294ef0b2ea8faa48b2ef54e7f5cb1a3eab",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "4ef299e5af39b4551eb1872f3a4e3e294ef0b2ea8faa48b2ef54e7f5cb1a3eab",
        isRelease: true,
        gates: [.released(deploy: 1)]
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
          "settings" TEXT NOT NULL CHECK (json_valid("settings") AND json_type("settings") IS 'object' AND json_type("settings", '$.theme') IS 'text' AND json_extract("settings", '$.theme') IN ('light', 'dark') AND json_remove("settings", '$.theme') = '{}')
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""settings" TEXT NOT NULL CHECK (json_valid("settings") AND json_type("settings") IS 'object' AND json_type("settings", '$.theme') IS 'text' AND json_extract("settings", '$.theme') IN ('light', 'dark') AND json_remove("settings", '$.theme') = '{}')"#, to: #""settings" TEXT NOT NULL CHECK (json_valid("settings") AND json_type("settings") IS 'object' AND json_type("settings", '$.theme') IS 'text' AND json_extract("settings", '$.theme') IN ('light', 'dark', 'system') AND json_remove("settings", '$.theme') = '{}')"#),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    accepts: [
      StoredCheck("users.settings", query: #"SELECT "_id", "settings" FROM "users" WHERE NOT (json_type("settings") IS 'object' AND json_type("settings", '$.theme') IS 'text' AND json_extract("settings", '$.theme') IN ('light', 'dark') AND json_remove("settings", '$.theme') = '{}')"#),
    ]
  )
}
