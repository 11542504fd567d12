// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 28f79bc764b62517766166e94aa5d7b2080542761a956acf2eeb66a640a39156
// swift-format-ignore-file
import Bellows

/// The plan add-defaulted-field-sqlite, and the rows that its backfills read and write.
public enum AddDefaultedFieldSqlite {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "add-defaulted-field-sqlite",
    base: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    goal: "d2a46906fd77973fb3a5e3025070a2f5eda463a64139745c5f8bfae22f61925a",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "d2a46906fd77973fb3a5e3025070a2f5eda463a64139745c5f8bfae22f61925a",
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
    .sql(#"ALTER TABLE "users" ADD COLUMN "role" TEXT NOT NULL DEFAULT 'member' CHECK ("role" IN ('member', 'admin'))"#),
  ]

  private static let undo1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "role""#),
  ]

  private static let wayBack1 = WayBack(
    loses: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("role", .text)], where: #"("role" IS NOT NULL AND "role" IS NOT 'member')"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "role" TEXT NOT NULL DEFAULT 'member' CHECK ("role" IN ('member', 'admin'))
        ) STRICT
        """#,
    ]),
  ]
}
