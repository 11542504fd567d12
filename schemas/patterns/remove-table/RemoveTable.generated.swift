// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: bc5160faae415b2ce72d7194b722a7d013d1307c91c0a8d3a03cb4d216f06df7
// swift-format-ignore-file
import Bellows

/// The plan remove-table, and the rows that its backfills read and write.
public enum RemoveTable {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "remove-table",
    base: "e1631bf24639e936c1816c2fd51789fb59cac2a17be9e5722422710780c97da3",
    goal: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "e1631bf24639e936c1816c2fd51789fb59cac2a17be9e5722422710780c97da3",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "profiles", columns: ["bio"]),
          .backup(table: "users", columns: ["profile"]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
