// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e484de5e18046235dd8688c5b519d2842990cac968b1de7b19a1a4c5c1efea4b
// swift-format-ignore-file
import Bellows

/// The plan field-added-defaulted, and the rows that its backfills read and write.
public enum FieldAddedDefaulted {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-added-defaulted",
    base: "790c039d74d9801ca3bb6165263984d682a262dbd47d9a306006fcb81aa02bc7",
    goal: "24dfc1be0d5544defd61f1d608d7ce5c4d5b168fde6d03bf64efb52abe13cbeb",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "24dfc1be0d5544defd61f1d608d7ce5c4d5b168fde6d03bf64efb52abe13cbeb",
        isRelease: true,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
