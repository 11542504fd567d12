// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 42096069cdecdf4fc1646a69388a42822d36e591c2c5a4966426e3e92d8f5d10
// swift-format-ignore-file
import Bellows

/// The plan list-to-tables-3-remove-list, and the rows that its backfills read and write.
public enum ListToTables3RemoveList {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "list-to-tables-3-remove-list",
    base: "4c73d753d621559314783a53f79f414a915d248a27fa9d4e38a0df14a7eba644",
    goal: "9af854262948c7cda5327c9d15806bb88901a86e9e49ba7ea66863778298dc9c",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "4c73d753d621559314783a53f79f414a915d248a27fa9d4e38a0df14a7eba644",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "1dae0cfb1ce14de937e9875e19560b27f5c06b49e0af829b895a2544c7ca81a4",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "9af854262948c7cda5327c9d15806bb88901a86e9e49ba7ea66863778298dc9c",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "posts", key: [Column("_id", .int)], columns: ["tags"]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
