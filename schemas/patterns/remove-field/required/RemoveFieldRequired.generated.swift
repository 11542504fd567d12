// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: f57e6fd51e782555eb5213bfc7536349c25ca56f69763fc94a836578f9b7d42e
// swift-format-ignore-file
import Bellows

/// The plan remove-field-required, and the rows that its backfills read and write.
public enum RemoveFieldRequired {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "remove-field-required",
    base: "a340e4f42c04ae293f2647dbf58b30a877fb63e2e62e51885174ab6cd5c78a5b",
    goal: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "a340e4f42c04ae293f2647dbf58b30a877fb63e2e62e51885174ab6cd5c78a5b",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "45ff0979dc223bf03e973a1ce659dd858c319d97ea35478692e0f5d88e06c2f1",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["fax"]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
