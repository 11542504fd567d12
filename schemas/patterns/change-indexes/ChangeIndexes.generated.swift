// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 3c1886eb36f7706ddf253acac049bd2dc251b0715268c688be410e79bcd2d90d
// swift-format-ignore-file
import Bellows

/// The plan change-indexes, and the rows that its backfills read and write.
public enum ChangeIndexes {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "change-indexes",
    base: "40bf3564710746f72a02f48122373fb31003f9a84bb5da57daa05c323236288b",
    goal: "fd93dc9a9eaed85b557b0dfadf95df15e78d414f2a9c9bdb59d114a38598d6db",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "45ea992b5a6eabca5eb25abb7db7c6b4a3c3eaed72f458132b43b84404b26776",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "fd93dc9a9eaed85b557b0dfadf95df15e78d414f2a9c9bdb59d114a38598d6db",
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
