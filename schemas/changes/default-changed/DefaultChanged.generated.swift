// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: dfcc181da2d9507275f61461a716dd4f17a9f8159a54c3083f2bf58151948b54
// swift-format-ignore-file
import Bellows

/// The plan default-changed, and the rows that its backfills read and write.
public enum DefaultChanged {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "default-changed",
    base: "4ab1afe2ee9520dc0ee344cd33d7fe47b331097796b0c48fe052ec713f13c8f6",
    goal: "c5a801b6beddc7eaec795f29862376ec715a2ad91232b661ffb8e764156f11de",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "c5a801b6beddc7eaec795f29862376ec715a2ad91232b661ffb8e764156f11de",
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
}
