// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: be5d5734343efc8e1457383000d9f123a700f20d6c566e76f37267e2d5e76d84
// swift-format-ignore-file
import Bellows

/// The plan table-removed, and the rows that its backfills read and write.
public enum TableRemoved {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "table-removed",
    base: "9e05dc3dbf65ce3e68ea82a376def875cdcd4ff96189f466983c530c211d4e32",
    goal: "109a3e24e0a726e0d5b364e393cebce830a29f55a67c7ac10d78af1af9fb0d6a",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "9e05dc3dbf65ce3e68ea82a376def875cdcd4ff96189f466983c530c211d4e32",
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
          .backup(table: "drafts", key: [Column("_id", .int)], columns: ["text"]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
