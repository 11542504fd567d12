// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a5adc076f442d8f617cd6e9d593d558d3905b36b69af3143ad0612a94fd02443
// swift-format-ignore-file
import Bellows

/// The plan add-table, and the rows that its backfills read and write.
public enum AddTable {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "add-table",
    base: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    goal: "34236033abe0645de224dfd18ff630505bdd6942a750d1356a1058a3f5446cbd",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "34236033abe0645de224dfd18ff630505bdd6942a750d1356a1058a3f5446cbd",
        isRelease: true,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
