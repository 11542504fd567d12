// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 6d34f2f3339d94ebeb673c640bb8384c12375018a5ace4d9ee115042e72ce8ff
// swift-format-ignore-file
import Bellows

/// The plan rename-table-stored-name-kept, and the rows that its backfills read and write.
public enum RenameTableStoredNameKept {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "rename-table-stored-name-kept",
    base: "9ff85139f890e5f00251c8cf89d31a624bdbe7fa4224c3fb9bfbb83cd36eba04",
    goal: "262a111c1896ac5df4fbd8211dbe2c3f83677c1a28993ff19571f6ab8473b08e",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "262a111c1896ac5df4fbd8211dbe2c3f83677c1a28993ff19571f6ab8473b08e",
        isRelease: false,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
