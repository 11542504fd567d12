// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e6f9ed4c7d6c25c770b1e1aefbe9b90c00391f71081ad262f58f2f1895116fa9
// swift-format-ignore-file
import Bellows

/// The plan remove-and-add-again-2-add-again, and the rows that its backfills read and write.
public enum RemoveAndAddAgain2AddAgain {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "remove-and-add-again-2-add-again",
    base: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    goal: "98b0eae9a9c58bb6b17e79dd10b98ea2fb436e90e671aa1a2d0df29b314e0221",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "98b0eae9a9c58bb6b17e79dd10b98ea2fb436e90e671aa1a2d0df29b314e0221",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, wayBack: wayBack1, tables: tables1
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
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "motto" TEXT"#),
  ]

  private static let undo1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "motto""#),
  ]

  private static let wayBack1 = WayBack(
    loses: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("motto", .text)], where: #""motto" IS NOT NULL"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "motto" TEXT
        ) STRICT
        """#,
    ]),
  ]
}
