// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: caaba9ffe97ac071a93f034bb52144f292e2abc7416351f698daab5169a1f46e
// swift-format-ignore-file
import Bellows

/// The plan default-removed, and the rows that its backfills read and write.
public enum DefaultRemoved {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "default-removed",
    base: "aadf753f4bf015f26fb5f001c45c3381828f11534bf4b876463b930e640fd5d9",
    goal: "21254a53fb688763e8560633e5b5bf4b51598ca88468ae79f90c9bb716e89baf",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "aadf753f4bf015f26fb5f001c45c3381828f11534bf4b876463b930e640fd5d9",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "21254a53fb688763e8560633e5b5bf4b51598ca88468ae79f90c9bb716e89baf",
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
