// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 5528f112044174338491da24ff402cd443680c9df6ffc01e8bbe20187011c8a8
// swift-format-ignore-file
import Bellows

/// The plan merge-tables-3-remove-tables, and the rows that its backfills read and write.
public enum MergeTables3RemoveTables {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "merge-tables-3-remove-tables",
    base: "b5630646d81ca074df6f1833601565cf92783c3ecf1e369d0085b9fbeac03dde",
    goal: "312285c80af06ad85fe4c3af1bd516039a552eba634d2f67e53b8cc4e9703ab4",
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
        ]
      ),
    ],
    backfills: [
    ]
  )
}
