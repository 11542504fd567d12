// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 16d5b3eb63c494b9d9dc5d83da77ca263868f22dc0ebcc7da60eda79a7ed9070
// swift-format-ignore-file
import Bellows

/// The plan unique-added, and the rows that its backfills read and write.
public enum UniqueAdded {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "unique-added",
    base: "bb599f08698ecb9ad76f99fca5b41ab6ee09cf34c22f3c69945d83e397993730",
    goal: "416b218257afb9c1c57501d1e3252aa6910e78ba42bc65d53ec5e58315d8e126",
    after: [],
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
