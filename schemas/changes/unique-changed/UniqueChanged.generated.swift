// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 115eec188870f768a8f5c17ac8bb347e51259e69bab406a0bb9f9abcdc0f7db8
// swift-format-ignore-file
import Bellows

/// The plan unique-changed, and the rows that its backfills read and write.
public enum UniqueChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "unique-changed",
    base: "5708d2f4d861fb6acbe292300af91f7d989d928be0a5efe74293e1a45f7b5fd6",
    goal: "e78639da4a14621a6df9ab6110368f417ca8e94adb1c9f20f33753adceea44b9",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "5708d2f4d861fb6acbe292300af91f7d989d928be0a5efe74293e1a45f7b5fd6",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "e78639da4a14621a6df9ab6110368f417ca8e94adb1c9f20f33753adceea44b9",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .verified([StoredCheck("users#by_email")]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
