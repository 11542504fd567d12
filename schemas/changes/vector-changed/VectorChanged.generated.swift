// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: b2b711c1e8bdf9d5bffed87d549659987d0932a6effe0ea0f775fd6ecd468802
// swift-format-ignore-file
import Bellows

/// The plan vector-changed, and the rows that its backfills read and write.
public enum VectorChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "vector-changed",
    base: "97a42ae64794428fbaef8b10fd1a38b36a2cbb98279d839135f76169b0a94ab5",
    goal: "2a04b1d6fa394b759177e80888779259522f9344472f7d06958bb241bc028ee9",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "97a42ae64794428fbaef8b10fd1a38b36a2cbb98279d839135f76169b0a94ab5",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "2a04b1d6fa394b759177e80888779259522f9344472f7d06958bb241bc028ee9",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "photos", key: [Column("_id", .int)], columns: ["face"]),
          .verified([StoredCheck("photos#by_face")]),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
