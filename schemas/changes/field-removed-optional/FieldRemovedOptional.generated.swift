// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 82337bff497d051f1957fe56b0a5ee06b2ad81d9c9cb7cd0846da578621eafa8
// swift-format-ignore-file
import Bellows

/// The plan field-removed-optional, and the rows that its backfills read and write.
public enum FieldRemovedOptional {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-removed-optional",
    base: "c37b562b559a0401ff4a222cad64413b8cdeade0eddcd392fc265997634e3fed",
    goal: "109a3e24e0a726e0d5b364e393cebce830a29f55a67c7ac10d78af1af9fb0d6a",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "c37b562b559a0401ff4a222cad64413b8cdeade0eddcd392fc265997634e3fed",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "109a3e24e0a726e0d5b364e393cebce830a29f55a67c7ac10d78af1af9fb0d6a",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["fax"]),
        ],
        statements: statements2, undo: undo2, wayBack: wayBack2, tables: tables2
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
          "fax" TEXT,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "fax""#),
  ]

  private static let undo2: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "fax" TEXT"#),
  ]

  private static let wayBack2 = WayBack(
    empties: [
      StoredColumns("users", ["fax"]),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]
}
