// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 00227d746ed728c76707e6ee8a148d99944e9694f41cc04e8d74a35ae382f2d5
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
          .backup(table: "profiles", key: [Column("_id", .int)], columns: ["bio"]),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["profile"]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
