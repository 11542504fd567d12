// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7b777da8da83f922b3358aee03d7e1340a583a428b0c6074eb95c3e99b1809e6
// swift-format-ignore-file
import Bellows

/// The plan index-added, and the rows that its backfills read and write.
public enum IndexAdded {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "index-added",
    base: "bb599f08698ecb9ad76f99fca5b41ab6ee09cf34c22f3c69945d83e397993730",
    goal: "563fa7e4cf1f147a1df4944043bcbd418e28f3261c16d4d2948b1e6efaa23b68",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "563fa7e4cf1f147a1df4944043bcbd418e28f3261c16d4d2948b1e6efaa23b68",
        isRelease: false,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
