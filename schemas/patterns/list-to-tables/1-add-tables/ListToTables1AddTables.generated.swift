// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 744a52ec172505ac770d4703aed4f046eb8986378026186e8d821cc8167dbd3c
// swift-format-ignore-file
import Bellows

/// The plan list-to-tables-1-add-tables, and the rows that its backfills read and write.
public enum ListToTables1AddTables {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "list-to-tables-1-add-tables",
    base: "d6afb88de553ed2959d057c48cc63daf4053d9df287cb16ae815686c12aad9ee",
    goal: "4c73d753d621559314783a53f79f414a915d248a27fa9d4e38a0df14a7eba644",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "4c73d753d621559314783a53f79f414a915d248a27fa9d4e38a0df14a7eba644",
        isRelease: true,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
