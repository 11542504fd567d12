// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 55be6d5b44ddec3f743b708d99172306871f418e28098d8ed270ca923c122620
// swift-format-ignore-file
import Bellows

/// The plan count-on-parent-1-add-count, and the rows that its backfills read and write.
public enum CountOnParent1AddCount {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "count-on-parent-1-add-count",
    base: "e59de2f0b374521f6ec3cae6bd6d599aeafe676b6c65e6dc1c0ca5b6777ed0e1",
    goal: "f748d6cb70cf3af5c2ef3677c48c66064bf3832ccd6e119598a806a1216de458",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "f748d6cb70cf3af5c2ef3677c48c66064bf3832ccd6e119598a806a1216de458",
        isRelease: true,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
