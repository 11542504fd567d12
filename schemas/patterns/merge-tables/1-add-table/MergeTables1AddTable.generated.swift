// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 50bbb298db0f22456e1f27a4e934a918a3a422c0fc5966d20218cd9c862cd096
// swift-format-ignore-file
import Bellows

/// The plan merge-tables-1-add-table, and the rows that its backfills read and write.
public enum MergeTables1AddTable {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "merge-tables-1-add-table",
    base: "e4dd3fc48c7b78f7a5035adc67d9bd19b355ff68fc31e7dd9a99bfaae92a2080",
    goal: "b5630646d81ca074df6f1833601565cf92783c3ecf1e369d0085b9fbeac03dde",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "b5630646d81ca074df6f1833601565cf92783c3ecf1e369d0085b9fbeac03dde",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, wayBack: wayBack1, tables: tables1
      ),
    ],
    backfills: [
    ]
  )

  private static let statements1: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "contacts" (
        "_id" INTEGER PRIMARY KEY,
        "email" TEXT NOT NULL,
        "kind" TEXT NOT NULL CHECK ("kind" IN ('customer', 'supplier')),
        "name" TEXT NOT NULL
      ) STRICT
      """#),
    .sql(#"CREATE UNIQUE INDEX "contacts_by_kind_email" ON "contacts" ("kind", "email")"#),
  ]

  private static let undo1: [SchemaStatement] = [
    .sql(#"DROP TABLE "contacts""#),
  ]

  private static let wayBack1 = WayBack(
    loses: [
      StoredValues("contacts", key: [Column("_id", .int)], columns: [Column("email", .text), Column("kind", .text), Column("name", .text)]),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("contacts", [
      #"""
        CREATE TABLE "contacts" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "kind" TEXT NOT NULL CHECK ("kind" IN ('customer', 'supplier')),
          "name" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "contacts_by_kind_email" ON "contacts" ("kind", "email")"#,
    ]),
  ]
}
