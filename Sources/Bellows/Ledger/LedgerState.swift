// Part of Bellows. MIT licence: see LICENSE.

/// What the ledger of a database says: all that decides what comes next.
struct LedgerState: Hashable, Sendable {
  /// The fingerprint of the schema in force.
  var schema: String
  /// The plan that was begun last, unless the database was made or adopted before there was any.
  var plan: PlanRecord?
  /// Who cancelled and when, until somebody resumes.
  var cancelled: String?
  /// The backfills of that plan that were begun.
  var backfills: [BackfillRecord] = []
  /// The gates of that plan at which rows were counted, and none remained.
  var verified: Set<GatePosition> = []
  /// What was kept aside for that plan, the oldest first.
  var backups: [BackupRecord] = []
  /// How many rows each of its backfills has set aside.
  var quarantined: [String: Int] = [:]

  /// What is known of a backfill.
  func backfill(_ name: String) -> BackfillRecord? { backfills.first { $0.name == name } }
}

/// A plan as the ledger knows it: enough for builds that do not have the plan.
struct PlanRecord: Hashable, Sendable {
  var name: String
  var base: String
  var goal: String
  /// The deploy whose schema is in force; 0 after all were undone.
  var deploy: Int
  /// How many deploys it has.
  var deploys: Int
  /// No code older than that deploy's runs any more.
  var released: Int
  /// The last deploy that releases code; 0 for none.
  var lastRelease: Int
  /// The deploy of the oldest build that the database still serves.
  var oldest: Int
}

/// How far a backfill is.
struct BackfillRecord: Hashable, Sendable {
  var name: String
  /// The deploy after which it runs.
  var after: Int
  var state: State
  /// The key of the last row that was gone over.
  var cursor: [JSONValue]?
  /// The key at which the scan ends; rows that came later are swept up afterwards.
  var upper: [JSONValue]?
  /// How many rows there were when the scan began.
  var total: Int
  var scanned: Int
  var changed: Int
  /// What stopped it last.
  var error: String?

  enum State: String, Hashable, Sendable, CaseIterable {
    /// On the way to the upper bound.
    case scanning
    /// Beyond it, over the rows that came since.
    case catchingUp = "catching-up"
    /// At the end; rows are still pending, those set aside among them.
    case scanned
    /// At the end, and no row was pending when they were counted.
    case done
    /// To be gone over once more: code that may have undone it ran again.
    case rescan
  }
}

/// A gate by the deploy that it stands before, and its place among that deploy's gates.
struct GatePosition: Hashable, Sendable {
  var deploy: Int
  var index: Int
}

/// Values that were kept aside.
struct BackupRecord: Hashable, Sendable {
  var id: Int
  var gate: GatePosition
  /// The table that holds them; `nil` where the database cannot keep any and a person answers for it.
  var name: String?
  /// Whether it still opens its gate: no longer after code that may write what is lost ran again.
  var isOpen: Bool
}
