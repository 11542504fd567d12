// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 2daf60638fe4a7dcba5713f8d69385e86e47bf97c01e6db24bf130779f58bd63
// swift-format-ignore-file
import Bellows

/// The plan add-optional-field, and the rows that its backfills read and write.
public enum AddOptionalField {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "add-optional-field",
    base: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    goal: "8ee6ea27ec8f647acd89c368bcf12853bbaa0ef95e4ea37b94aebb8fe75add70",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "8ee6ea27ec8f647acd89c368bcf12853bbaa0ef95e4ea37b94aebb8fe75add70",
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
    .sql(#"ALTER TABLE "users" ADD COLUMN "nickname" TEXT"#),
  ]

  private static let undo1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "nickname""#),
  ]

  private static let wayBack1 = WayBack(
    loses: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("nickname", .text)], where: #""nickname" IS NOT NULL"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "nickname" TEXT
        ) STRICT
        """#,
    ]),
  ]
}
