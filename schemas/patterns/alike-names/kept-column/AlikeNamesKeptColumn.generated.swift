// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1ccfaf100cb63b278d7fd8134ee7e418f091705965b1f31a60e8aaae91c80afc
// swift-format-ignore-file
import Bellows

/// The plan alike-names-kept-column, and the rows that its backfills read and write.
public enum AlikeNamesKeptColumn {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "alike-names-kept-column",
    base: "358a9cbee6d217037b0132f0eb7b509ad79ff07017cc931f943e08210a69e381",
    goal: "67cea7a36bef19c299e73ffbb2c4c0ba68c7fd2f8757ac4fe5b42525ce39df12",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "73622016a434eb97f8e816e25d50403ca49199e6cb4fe8b1f20ed634c12b0222",
        isRelease: false,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
