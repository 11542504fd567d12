// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: ad7be4456d4f05f79e2d0f9f9468c63cc5c03db7ca94fa429c7be66c12288270
// swift-format-ignore-file
import Bellows

/// The plan add-indexes, and the rows that its backfills read and write.
public enum AddIndexes {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "add-indexes",
    base: "2649747c4f697812525aa3dbc7e8e8eda77688f81b7e3bd677b8978bd789ab24",
    goal: "e3066963adde5335a2a9e62741ffcd882cd0785e02d858ee1dc203d16e5c87bc",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "1a219d98d0a18a440d4eb4a97a79aed098c0c03443e5d56320600c36a59fba64",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "e3066963adde5335a2a9e62741ffcd882cd0785e02d858ee1dc203d16e5c87bc",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .verified([StoredCheck("files#by_team_name")]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
