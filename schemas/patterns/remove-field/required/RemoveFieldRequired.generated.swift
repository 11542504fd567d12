// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: c55bb5335c639a87261f1882d4c84f3b5d14c9567229857f059139a704f49063
// swift-format-ignore-file
import Bellows

/// The plan remove-field-required, and the rows that its backfills read and write.
public enum RemoveFieldRequired {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "remove-field-required",
    base: "a340e4f42c04ae293f2647dbf58b30a877fb63e2e62e51885174ab6cd5c78a5b",
    goal: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "a340e4f42c04ae293f2647dbf58b30a877fb63e2e62e51885174ab6cd5c78a5b",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "45ff0979dc223bf03e973a1ce659dd858c319d97ea35478692e0f5d88e06c2f1",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ],
        statements: statements2, undo: undo2, wayBack: wayBack2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["fax"]),
        ],
        statements: statements3, undo: undo3, wayBack: wayBack3, tables: tables3
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
          "email" TEXT NOT NULL,
          "fax" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fax" TEXT
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("fax", #""fax""#),
      ]
    )),
  ]

  private static let undo2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fax" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("fax", #""fax""#),
      ]
    )),
  ]

  private static let wayBack2 = WayBack(
    accepts: [
      StoredCheck("users.fax", query: #"SELECT "_id", "fax" FROM "users" WHERE "fax" IS NULL"#),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fax" TEXT
        ) STRICT
        """#,
    ]),
  ]

  private static let statements3: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "fax""#),
  ]

  private static let undo3: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "fax" TEXT"#),
  ]

  private static let wayBack3 = WayBack(
    empties: [
      StoredColumns("users", ["fax"]),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]
}
