// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 73e7d1284a2e86f86222130683126d2f9488526a5d7fc1ace6b2ec363b8f42a8
// swift-format-ignore-file
import Bellows

/// The plan make-field-optional, and the rows that its backfills read and write.
public enum MakeFieldOptional {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "make-field-optional",
    base: "67b314edb99a541758eb57fc96b0322c0c4f5d4b15f748f4405b937d21db8506",
    goal: "720fed79a4126603592b45083843371e078cd40ad1fe11af093dd8e1afc0f746",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "720fed79a4126603592b45083843371e078cd40ad1fe11af093dd8e1afc0f746",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "720fed79a4126603592b45083843371e078cd40ad1fe11af093dd8e1afc0f746",
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
          "phone" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""phone" TEXT NOT NULL"#, to: #""phone" TEXT"#),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    accepts: [
      StoredCheck("users.phone", query: #"SELECT "_id", "phone" FROM "users" WHERE "phone" IS NULL"#),
    ]
  )
}
