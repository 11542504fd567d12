// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 45eff35b076bba6fc0ae53d40e81f8698c68f200424c374a71f3d34b821a33f6
// swift-format-ignore-file
import Bellows

/// The plan change-indexes, and the rows that its backfills read and write.
public enum ChangeIndexes {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "change-indexes",
    base: "1f18b27470117d66afbaca1f4eb310a6a3cb7368de4f714ff6ed68a8819f7032",
    goal: "4eb6391c3515c24b2c942bf26a95177c68dff0017894546ae8a459a76313729f",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "b6b973b8243ff6103ba9e2490f4a237a374afe732c49c0333c899522843129cc",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "4eb6391c3515c24b2c942bf26a95177c68dff0017894546ae8a459a76313729f",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "files", key: [Column("_id", .int)], columns: ["face"]),
          .verified([StoredCheck("files#by_face"), StoredCheck("files#by_team_name")]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
