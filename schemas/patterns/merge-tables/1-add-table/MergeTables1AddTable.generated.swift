// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 2356fe72dcc4f248af0e4fdd2dca3c7077a19fb18ecd5462577719204e13e227
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
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
