// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 25bff0aab0759232a6b096d94a0d281bf4cebc879e568519b318a93dae9a1a61
// swift-format-ignore-file
import Bellows

/// The plan index-added, and the rows that its backfills read and write.
public enum IndexAdded {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "index-added",
    base: "3b55e34d77dd2484ef080f6ee3e479baaf4498a92e0384c6026cd9816db2748a",
    goal: "1e0bc1a30e8aa61ea4c119fedbd21bad6d6a9e8c6d60c2d569eb6fac1ac9f7f6",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "1e0bc1a30e8aa61ea4c119fedbd21bad6d6a9e8c6d60c2d569eb6fac1ac9f7f6",
        isRelease: false,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
