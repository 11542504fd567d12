// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0821ced7b6857a10e61fe77e660df1555285e87d50f5b2ae5414bee0902ff788
// swift-format-ignore-file
import Bellows

/// The plan default-changed, and the rows that its backfills read and write.
public enum DefaultChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "default-changed",
    base: "bfdc4e6ce73b911db3083011d052aa7c70e3fd76e177fa0ed0f4e32080cb8a32",
    goal: "1aa3aac8eb6d6f4dbc314928201620fb61ca9eda6887ea9af6238ee5081aaf0e",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "1aa3aac8eb6d6f4dbc314928201620fb61ca9eda6887ea9af6238ee5081aaf0e",
        isRelease: false,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
