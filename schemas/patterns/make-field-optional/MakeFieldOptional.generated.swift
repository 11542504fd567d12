// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a605735e065244424b886a1b6c6266a63244c42149c78bc6eaff3f012dd87ca3
// swift-format-ignore-file
import Bellows

/// The plan make-field-optional, and the rows that its backfills read and write.
public enum MakeFieldOptional {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "make-field-optional",
    base: "67b314edb99a541758eb57fc96b0322c0c4f5d4b15f748f4405b937d21db8506",
    goal: "720fed79a4126603592b45083843371e078cd40ad1fe11af093dd8e1afc0f746",
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
          "email" TEXT NOT NULL,
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
