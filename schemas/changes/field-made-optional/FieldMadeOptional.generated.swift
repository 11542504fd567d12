// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d901e8aa3286d83fa6f14e1bd8bb76a55bf6640663931a7f11b155cdf5141b1b
// swift-format-ignore-file
import Bellows

/// The plan field-made-optional, and the rows that its backfills read and write.
public enum FieldMadeOptional {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-made-optional",
    base: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    goal: "9b4776158c17645a7c10392581c892cc163f2dc6cd757c698e8d7df40070c1b4",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "9b4776158c17645a7c10392581c892cc163f2dc6cd757c698e8d7df40070c1b4",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "9b4776158c17645a7c10392581c892cc163f2dc6cd757c698e8d7df40070c1b4",
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
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""email" TEXT NOT NULL"#, to: #""email" TEXT"#),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    accepts: [
      StoredCheck("users.email", query: #"SELECT "_id", "email" FROM "users" WHERE "email" IS NULL"#),
    ]
  )
}
