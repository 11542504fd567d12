// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 15521ffde01c7ebec8cd046a5f7f6d59697f5c6629d6f8741bd9919f06d82add
// swift-format-ignore-file
import Bellows

/// The plan field-added-optional, and the rows that its backfills read and write.
public enum FieldAddedOptional {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-added-optional",
    base: "109a3e24e0a726e0d5b364e393cebce830a29f55a67c7ac10d78af1af9fb0d6a",
    goal: "62b995ac32e6e5093c4d373579b8247cb1e7bc92b0f664e3de7a9b94dd3d0382",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "62b995ac32e6e5093c4d373579b8247cb1e7bc92b0f664e3de7a9b94dd3d0382",
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
          "name" TEXT NOT NULL
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
          "name" TEXT NOT NULL,
          "nickname" TEXT
        ) STRICT
        """#,
    ]),
  ]
}
