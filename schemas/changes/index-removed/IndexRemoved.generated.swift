// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 59dd6850b15f3f43db85ff61fc57863b0a1d480515ce22ae51badab49637f12c
// swift-format-ignore-file
import Bellows

/// The plan index-removed, and the rows that its backfills read and write.
public enum IndexRemoved {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "index-removed",
    base: "018390311d27830148e68cdc34f4a2557aa812ad7587f942c653108ac6ebb11f",
    goal: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "018390311d27830148e68cdc34f4a2557aa812ad7587f942c653108ac6ebb11f",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
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
