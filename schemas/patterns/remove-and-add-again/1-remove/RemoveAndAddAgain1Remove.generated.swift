// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 248114b1be2013f83cb20f7a657b6ad564e421859afc32169831d48eae9282cc
// swift-format-ignore-file
import Bellows

/// The plan remove-and-add-again-1-remove, and the rows that its backfills read and write.
public enum RemoveAndAddAgain1Remove {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "remove-and-add-again-1-remove",
    base: "98b0eae9a9c58bb6b17e79dd10b98ea2fb436e90e671aa1a2d0df29b314e0221",
    goal: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "98b0eae9a9c58bb6b17e79dd10b98ea2fb436e90e671aa1a2d0df29b314e0221",
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
          .backup(table: "users", key: [Column("_id", .int)], columns: ["motto"]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
