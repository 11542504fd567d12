// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e7dc8e4456d424b50354c8ef80e5f979a55758eec30eabbce58798361bba792b
// swift-format-ignore-file
import Bellows

/// The plan make-field-optional, and the rows that its backfills read and write.
public enum MakeFieldOptional {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "make-field-optional",
    base: "167453298a7275cc6dd972a829374568ebc549d8ada6a711c838755491169e87",
    goal: "ec94cc618d5e442291c86113f6d2a510ad9cf00ea9ebd21179748ee3956d4acd",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "ec94cc618d5e442291c86113f6d2a510ad9cf00ea9ebd21179748ee3956d4acd",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "ec94cc618d5e442291c86113f6d2a510ad9cf00ea9ebd21179748ee3956d4acd",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
