// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a830988385fa65c73f14d845c4f30db8e7087629d0cc621276e1ccb1f9907bb4
// swift-format-ignore-file
import Bellows

/// The plan field-added-optional, and the rows that its backfills read and write.
public enum FieldAddedOptional {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-added-optional",
    base: "109a3e24e0a726e0d5b364e393cebce830a29f55a67c7ac10d78af1af9fb0d6a",
    goal: "62b995ac32e6e5093c4d373579b8247cb1e7bc92b0f664e3de7a9b94dd3d0382",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "62b995ac32e6e5093c4d373579b8247cb1e7bc92b0f664e3de7a9b94dd3d0382",
        isRelease: true,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
