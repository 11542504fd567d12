// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 20e1e73f68d2ebc5d13c0c619925df60efc25ed504cd5b828a05a0deab7ab90b
// swift-format-ignore-file
import Bellows

/// The plan field-removed-optional, and the rows that its backfills read and write.
public enum FieldRemovedOptional {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-removed-optional",
    base: "c37b562b559a0401ff4a222cad64413b8cdeade0eddcd392fc265997634e3fed",
    goal: "109a3e24e0a726e0d5b364e393cebce830a29f55a67c7ac10d78af1af9fb0d6a",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "c37b562b559a0401ff4a222cad64413b8cdeade0eddcd392fc265997634e3fed",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "109a3e24e0a726e0d5b364e393cebce830a29f55a67c7ac10d78af1af9fb0d6a",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["fax"]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
