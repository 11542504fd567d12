// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 4fb01ceb750d4cf6b55ba8fe2822bcda13b3c834eedddb3ae213c191566c3d7f
// swift-format-ignore-file
import Bellows

/// The plan reference-action-changed, and the rows that its backfills read and write.
public enum ReferenceActionChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "reference-action-changed",
    base: "83de9106a1ec471c2b3c3f72862e7dfc6ca7b6fce034bca9501efb5bf47e593b",
    goal: "0af07d8e7a418f0e994e9395118d7918a9ffc2c2a8fde325a8cbd7d81b6bbb3d",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "83de9106a1ec471c2b3c3f72862e7dfc6ca7b6fce034bca9501efb5bf47e593b",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "0af07d8e7a418f0e994e9395118d7918a9ffc2c2a8fde325a8cbd7d81b6bbb3d",
        isRelease: false,
        gates: [
          .released(deploy: 1),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
