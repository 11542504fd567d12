// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1d06820624bd2636572d0ce2c7d74a7d7ceeccbdbf1030fd88d222dc3ef6f8e3
// swift-format-ignore-file
import Bellows

/// The plan field-added-defaulted, and the rows that its backfills read and write.
public enum FieldAddedDefaulted {
  /// The plan, as the runtime carries it out.
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
