// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0b139e39310953312b55a0aeb23d0455e625213bc1380b26d39d49d34e30c8c6
// swift-format-ignore-file
import Bellows

/// The plan unique-added, and the rows that its backfills read and write.
public enum UniqueAdded {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "unique-added",
    base: "3b55e34d77dd2484ef080f6ee3e479baaf4498a92e0384c6026cd9816db2748a",
    goal: "4e1fabd78f9acc66d261fd62d42c1aa9be3176f0d9e491c1c2dd3638a80a62c5",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "3b55e34d77dd2484ef080f6ee3e479baaf4498a92e0384c6026cd9816db2748a",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "4e1fabd78f9acc66d261fd62d42c1aa9be3176f0d9e491c1c2dd3638a80a62c5",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .verified([StoredCheck("users#by_email")]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
