// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d9183966401121b25e549404bde4b5c7e1f05347301a9d82783879d2d85ab619
// swift-format-ignore-file
import Bellows

/// The plan field-made-optional, and the rows that its backfills read and write.
public enum FieldMadeOptional {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-made-optional",
    base: "afe554942972d0591f4b83bb6a1ed4f6fc70c463da9feda05179cd224bd31e23",
    goal: "91e4b217110f79c2619e1848d2f1eebc2a268011970f0f1322aaeb676e9d58ad",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "91e4b217110f79c2619e1848d2f1eebc2a268011970f0f1322aaeb676e9d58ad",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "91e4b217110f79c2619e1848d2f1eebc2a268011970f0f1322aaeb676e9d58ad",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
