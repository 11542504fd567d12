// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 27d153d39dd6af80772d99659bbe207d5f9fc44d0e7131dbac90589b6bd2d96a
// swift-format-ignore-file
import Bellows

/// The plan remove-indexes, and the rows that its backfills read and write.
public enum RemoveIndexes {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "remove-indexes",
    base: "9aaee7d73c8318bc601fd8d8a9723a56bd5f0a81eed302266bc2e2834d3f6fd6",
    goal: "a421a0f4c155a1ba72bdb6a8fd0c6e4def7e58a50e3e2e0ca02d4f3b4554d1c1",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "882deb3034fd852887884d309fd563e302abfa8a09ff5eeb8d86ff68b32c1493",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "a421a0f4c155a1ba72bdb6a8fd0c6e4def7e58a50e3e2e0ca02d4f3b4554d1c1",
        isRelease: false,
        gates: [.released(deploy: 1)]
      ),
    ],
    backfills: [
    ]
  )
}
