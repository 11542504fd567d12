// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 2211cb139aa1875e3890dc4cfc8085640d447e5f52ee606b0165ca6b5a48d4c2
// swift-format-ignore-file
import Bellows

/// The plan unique-removed, and the rows that its backfills read and write.
public enum UniqueRemoved {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "unique-removed",
    base: "7602e375dcf6ee251d2e403e2c8ef7086528942e25925a0fa3166d5c02bac16f",
    goal: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
        isRelease: true,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
