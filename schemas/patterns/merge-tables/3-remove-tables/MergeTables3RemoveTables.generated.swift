// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 93bec0178460253dae84379fc3e7cf04aba36d8ff83a43d8869ef4fce466e35a
// swift-format-ignore-file
import Bellows

/// The plan merge-tables-3-remove-tables, and the rows that its backfills read and write.
public enum MergeTables3RemoveTables {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "merge-tables-3-remove-tables",
    base: "b5630646d81ca074df6f1833601565cf92783c3ecf1e369d0085b9fbeac03dde",
    goal: "312285c80af06ad85fe4c3af1bd516039a552eba634d2f67e53b8cc4e9703ab4",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "b5630646d81ca074df6f1833601565cf92783c3ecf1e369d0085b9fbeac03dde",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "312285c80af06ad85fe4c3af1bd516039a552eba634d2f67e53b8cc4e9703ab4",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "customers", key: [Column("_id", .int)], columns: ["email", "name"]),
          .backup(table: "suppliers", key: [Column("_id", .int)], columns: ["company", "email"]),
        ],
        statements: statements2, undo: undo2, wayBack: wayBack2, dropped: ["customers", "suppliers"]
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, as they are before it.
  private static let before: [StoredTable] = [
    StoredTable("customers", [
      #"""
        CREATE TABLE "customers" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
    StoredTable("suppliers", [
      #"""
        CREATE TABLE "suppliers" (
          "_id" INTEGER PRIMARY KEY,
          "company" TEXT NOT NULL,
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .sql(#"DROP TABLE "customers""#),
    .sql(#"DROP TABLE "suppliers""#),
  ]

  private static let undo2: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "customers" (
        "_id" INTEGER PRIMARY KEY,
        "email" TEXT NOT NULL,
        "name" TEXT NOT NULL
      ) STRICT
      """#),
    .sql(#"""
      CREATE TABLE "suppliers" (
        "_id" INTEGER PRIMARY KEY,
        "company" TEXT NOT NULL,
        "email" TEXT NOT NULL
      ) STRICT
      """#),
  ]

  private static let wayBack2 = WayBack(
    empties: [
      StoredColumns("customers", ["_id", "email", "name"]),
      StoredColumns("suppliers", ["_id", "company", "email"]),
    ]
  )
}
