// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: dcc34f67631e7e95480a51d69e76715dde76c9a014983c7fd6f2aec2a2896030
// swift-format-ignore-file
import Bellows

/// The plan add-defaulted-field-sqlite, and the rows that its backfills read and write.
public enum AddDefaultedFieldSqlite {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "add-defaulted-field-sqlite",
    base: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    goal: "d2a46906fd77973fb3a5e3025070a2f5eda463a64139745c5f8bfae22f61925a",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "d2a46906fd77973fb3a5e3025070a2f5eda463a64139745c5f8bfae22f61925a",
        isRelease: true,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
