// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 23ecbde92f1a57891d7fd96c77f51091f4c69ba6fa52fc5aeb9ad51720fecb85
// swift-format-ignore-file
import Bellows

/// The plan default-added, and the rows that its backfills read and write.
public enum DefaultAdded {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "default-added",
    base: "21254a53fb688763e8560633e5b5bf4b51598ca88468ae79f90c9bb716e89baf",
    goal: "aadf753f4bf015f26fb5f001c45c3381828f11534bf4b876463b930e640fd5d9",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "aadf753f4bf015f26fb5f001c45c3381828f11534bf4b876463b930e640fd5d9",
        isRelease: false,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
