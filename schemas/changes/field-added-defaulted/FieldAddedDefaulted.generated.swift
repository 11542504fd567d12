// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7720df70aa1af9f4d16b1dda427813211ce0ffc09c3e540332c42b11a66fde7f
// swift-format-ignore-file
import Bellows

/// The plan field-added-defaulted, and the rows that its backfills read and write.
public enum FieldAddedDefaulted {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-added-defaulted",
    base: "790c039d74d9801ca3bb6165263984d682a262dbd47d9a306006fcb81aa02bc7",
    goal: "24dfc1be0d5544defd61f1d608d7ce5c4d5b168fde6d03bf64efb52abe13cbeb",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "24dfc1be0d5544defd61f1d608d7ce5c4d5b168fde6d03bf64efb52abe13cbeb",
        isRelease: true,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
