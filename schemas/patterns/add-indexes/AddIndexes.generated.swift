// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 4fdea3c2577529f6a0212b8514133c8477883ccfe14f7a037ac4829e3cb46f82
// swift-format-ignore-file
import Bellows

/// The plan add-indexes, and the rows that its backfills read and write.
public enum AddIndexes {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "add-indexes",
    base: "a421a0f4c155a1ba72bdb6a8fd0c6e4def7e58a50e3e2e0ca02d4f3b4554d1c1",
    goal: "9aaee7d73c8318bc601fd8d8a9723a56bd5f0a81eed302266bc2e2834d3f6fd6",
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
        fingerprint: "9aaee7d73c8318bc601fd8d8a9723a56bd5f0a81eed302266bc2e2834d3f6fd6",
        isRelease: false,
        gates: [.released(deploy: 1), .verified([StoredCheck("files#by_team_name")])]
      ),
    ],
    backfills: [
    ]
  )
}
