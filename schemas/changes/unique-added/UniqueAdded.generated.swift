// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: f9162388274e47f605dcc82876cb6b91230257f4a532eb40d39249a860e8f0a7
// swift-format-ignore-file
import Bellows

/// The plan unique-added, and the rows that its backfills read and write.
public enum UniqueAdded {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "unique-added",
    base: "bb599f08698ecb9ad76f99fca5b41ab6ee09cf34c22f3c69945d83e397993730",
    goal: "416b218257afb9c1c57501d1e3252aa6910e78ba42bc65d53ec5e58315d8e126",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "bb599f08698ecb9ad76f99fca5b41ab6ee09cf34c22f3c69945d83e397993730",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "416b218257afb9c1c57501d1e3252aa6910e78ba42bc65d53ec5e58315d8e126",
        isRelease: false,
        gates: [.released(deploy: 1), .verified([StoredCheck("users#by_email")])]
      ),
    ],
    backfills: [
    ]
  )
}
