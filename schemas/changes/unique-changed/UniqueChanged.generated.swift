// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: dcbfd0bfb4416dd76849d679d6e4b745a851141639ab0eb9f3a2d7554b500fa1
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
          .verified(["users#by_email"]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
