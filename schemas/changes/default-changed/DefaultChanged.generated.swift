// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 44b1fc0507f5c6f1d7ff41301e14bce772b8be28f3a7d634a9c444ff54932ebc
// swift-format-ignore-file
import Bellows

/// The plan default-changed, and the rows that its backfills read and write.
public enum DefaultChanged {
  /// The plan, as the runtime carries it out.
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

  /// The tables that the plan changes, as they are before it.
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
