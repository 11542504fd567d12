// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: c76630967a7d72957ed92fe13d970432dc63a2a5a48cd6bde4aae2d6b81d7141
// swift-format-ignore-file
import Bellows

/// The plan index-changed, and the rows that its backfills read and write.
public enum IndexChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "index-changed",
    base: "889024f5014428c14d3c71d0f43f3c5ddda08e3310c413caa2834ed222a36ec4",
    goal: "6da9da4e98dafb0c31de236beb7961801dd2a60e6d2617e771c8f35d30235990",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "33a346c2e137f6cb09a3302cca6e02dd791c2d932c4b8faa78540b42d1e0247b",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "6da9da4e98dafb0c31de236beb7961801dd2a60e6d2617e771c8f35d30235990",
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
