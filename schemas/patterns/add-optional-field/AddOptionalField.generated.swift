// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d0ba43af402d3f736140dd226991e2fd45aa1c869c4221fb1435b454d73a7108
// swift-format-ignore-file
import Bellows

/// The plan add-optional-field, and the rows that its backfills read and write.
public enum AddOptionalField {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "add-optional-field",
    base: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    goal: "8ee6ea27ec8f647acd89c368bcf12853bbaa0ef95e4ea37b94aebb8fe75add70",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "8ee6ea27ec8f647acd89c368bcf12853bbaa0ef95e4ea37b94aebb8fe75add70",
        isRelease: true,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
