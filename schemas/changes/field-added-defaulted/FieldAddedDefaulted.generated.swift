// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: c7485fe33dec032d42b23efb3902cb1efa502d159902c3051bb2a7975a65fe24
// swift-format-ignore-file
import Bellows

/// The plan field-added-defaulted, and the rows that its backfills read and write.
public enum FieldAddedDefaulted {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-added-defaulted",
    base: "5fdcab2c3728b40f34d6970733363b45479cf53a7cd9a4b1a4ddf143120ae575",
    goal: "9f40edb8a6570669b38088b4498678dd9959523eaaef549a52fe1adebd24fe38",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "9f40edb8a6570669b38088b4498678dd9959523eaaef549a52fe1adebd24fe38",
        isRelease: true,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
