// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 909e5dad769590465d0693540a2dc907b1d1b8f8e4e9559d7dc81066b8be6c59
// swift-format-ignore-file
import Bellows

/// The plan remove-indexes, and the rows that its backfills read and write.
public enum RemoveIndexes {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "remove-indexes",
    base: "e3066963adde5335a2a9e62741ffcd882cd0785e02d858ee1dc203d16e5c87bc",
    goal: "2649747c4f697812525aa3dbc7e8e8eda77688f81b7e3bd677b8978bd789ab24",
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
        fingerprint: "2649747c4f697812525aa3dbc7e8e8eda77688f81b7e3bd677b8978bd789ab24",
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
