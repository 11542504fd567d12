// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 2c999a0a625043b49ba8d6d998537c112bf324a18bdda87b2daccca7f7e37143
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
        schema: "1-widen.schema",
        fingerprint: "124b7c5ca75d35064a0bbe39d0628b6c5eda9db235eafa530231df81e5060b37",
        isRelease: false,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, tables: tables1
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

  private static let rollbackStatements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""role" TEXT NOT NULL DEFAULT 'member'"#, to: #""role" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let tables1: [StoredTable] = [
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
}
