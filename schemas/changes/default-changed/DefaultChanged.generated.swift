// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 619ba0c7b90da9dd3e6533d24e51e2d1d9f188b719a051a59c42837bc1027c6b
// swift-format-ignore-file
import Bellows

/// The plan default-changed, and the rows that its backfills read and write.
public enum DefaultChanged {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "default-changed",
    base: "4ab1afe2ee9520dc0ee344cd33d7fe47b331097796b0c48fe052ec713f13c8f6",
    goal: "c5a801b6beddc7eaec795f29862376ec715a2ad91232b661ffb8e764156f11de",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "c5a801b6beddc7eaec795f29862376ec715a2ad91232b661ffb8e764156f11de",
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
          "theme" TEXT NOT NULL DEFAULT 'light'
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""theme" TEXT NOT NULL DEFAULT 'light'"#, to: #""theme" TEXT NOT NULL DEFAULT 'system'"#),
      ]
    )),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""theme" TEXT NOT NULL DEFAULT 'system'"#, to: #""theme" TEXT NOT NULL DEFAULT 'light'"#),
      ]
    )),
  ]

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL,
          "theme" TEXT NOT NULL DEFAULT 'system'
        ) STRICT
        """#,
    ]),
  ]
}
