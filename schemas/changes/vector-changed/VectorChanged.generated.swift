// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0d28cb96c0e4342a38ce529f337c4d8db44931cd118f2013749f69c91d7033e9
// swift-format-ignore-file
import Bellows

/// The plan vector-changed, and the rows that its backfills read and write.
public enum VectorChanged {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "vector-changed",
    base: "c9e90dda9d3600f5e815137cd8fd445921d47ed86e6cf768da3bff002fce45de",
    goal: "05dddd983abdbe587d81c1e5536daacb6924e001745de5dc8e85f22fe3ca30d4",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "c9e90dda9d3600f5e815137cd8fd445921d47ed86e6cf768da3bff002fce45de",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "05dddd983abdbe587d81c1e5536daacb6924e001745de5dc8e85f22fe3ca30d4",
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
