// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: c621545fbc8c46e776f9443526c037cd7a96178fb302f124e5c10b2bb7fdfb31
// swift-format-ignore-file
import Bellows

/// The plan rename-table-stored-name-kept, and the rows that its backfills read and write.
public enum RenameTableStoredNameKept {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-table-stored-name-kept",
    base: "fad6a498f92255a5bb3f9d32c089f546ab54fd508d02fe68ba0689eb9f374612",
    goal: "639f9721d0aae57f060dcd0e3cd9b469ddaee4f1598991dbf3431bf2e6244abd",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "639f9721d0aae57f060dcd0e3cd9b469ddaee4f1598991dbf3431bf2e6244abd",
        isRelease: false,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
