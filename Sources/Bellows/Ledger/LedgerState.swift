// Part of Bellows. MIT licence: see LICENSE.

/// The state in the ledger of a database: it decides the next actions.
struct LedgerState: Hashable, Sendable {
  /// The fingerprint of the whole schema, if the database is exactly where the build was that wrote last; `nil` if it
  /// is ahead of that build, or behind.
  var schema: String?
  /// Who cancelled the run and when; `nil` after it is resumed.
  var cancelled: String?
  /// The runner that waits for this one to hand over.
  var wanted: HandoverRequest?
  /// The plans that have started, by name; each advances by itself.
  var plans: [PlanProgress] = []

  /// Returns the progress of a plan; `nil` if it has not started here.
  func plan(_ name: String) -> PlanProgress? { plans.first { ByteString($0.record.name) == ByteString(name) } }

  /// Returns the deploy whose schema the database has; 0 if the plan has not started here.
  func deploy(of plan: MigrationPlan) -> Int { self.plan(plan.name)?.record.deploy ?? 0 }

  /// Returns the plan that began after another one and is here; `nil` if there is none.
  func successor(of name: String) -> String? {
    plans.first { $0.record.deploy > 0 && $0.record.after.contains { ByteString($0.plan) == ByteString(name) } }?.record
      .name
  }

  /// Returns whether every plan is at the deploy of a build, and no other plan has changed the schema: a plan that is done
  /// and that the build does not have is a newer one, unless its files were deleted.
  func isAt(_ migrations: Migrations) -> Bool {
    let isAtOwn = migrations.all.allSatisfy { deploy(of: $0) == $0.current }
    return isAtOwn
      && plans.allSatisfy { progress in
        let record = progress.record
        return migrations.plan(record.name) != nil || record.deploy == 0
          || record.isComplete && (migrations.isRetired(record.name) || schema == migrations.schema)
      }
  }
}

/// What the ledger has of a plan.
struct PlanProgress: Hashable, Sendable {
  var record: PlanRecord
  /// The backfills that have started.
  var backfills: [BackfillRecord] = []
  /// The verified gates.
  var verified: Set<GatePosition> = []
  /// The backups, the oldest first.
  var backups: [BackupRecord] = []
  /// The deploy whose rollback is not finished: the database is at the deploy before it, but less strict.
  var rollingBack: Int?
  /// The number of quarantined rows of each backfill.
  var quarantined: [String: Int] = [:]
  /// The key ranges of running scans.
  var ranges: [RangeRecord] = []

  /// Returns the progress of a backfill.
  func backfill(_ name: String) -> BackfillRecord? { backfills.first { $0.name == name } }

  /// Returns the key ranges of a backfill that are not finished, in key order.
  func ranges(of backfill: String) -> [RangeRecord] {
    ranges.filter { ByteString($0.backfill) == ByteString(backfill) }
  }

  /// Returns the progress of a backfill, with the counts of its unfinished key ranges.
  func counted(_ name: String) -> BackfillRecord? { backfill(name)?.adding(ranges(of: name)) }
}

/// The progress of a plan: complete enough for builds that do not have the plan.
struct PlanRecord: Hashable, Sendable {
  var name: String
  var base: String
  var goal: String
  /// The fingerprint of the plan's tables after its deploy.
  var schema: String
  /// The deploy whose schema the database has; 0 after all were rolled back.
  var deploy: Int
  /// The number of deploys.
  var deploys: Int
  /// The deploy whose release is complete: no older code runs any more; 0 before the first.
  var released: Int
  /// The last deploy that releases code; 0 for none.
  var lastRelease: Int
  /// The deploy of the oldest build that the database still supports.
  var oldest: Int
  /// The plans that it began after.
  var after: [PlanEdge] = []

  /// Whether the database has the schema of the last deploy.
  var isComplete: Bool { deploy == deploys }
}

/// The progress of a backfill.
struct BackfillRecord: Hashable, Sendable {
  var name: String
  /// The deploy after which it runs.
  var after: Int
  var state: State
  /// The key up to which all rows were scanned, or belong to a key range.
  var cursor: [JSONValue]?
  /// The key at which the scan ends; the catch-up pass scans later rows.
  var upper: [JSONValue]?
  /// The number of rows when the scan began.
  var total: Int
  var scanned: Int
  var changed: Int
  /// The last error.
  var error: String?

  enum State: String, Hashable, Sendable, CaseIterable {
    /// Scans up to the upper bound.
    case scanning
    /// Catch-up pass: scans the rows beyond it.
    case catchingUp = "catching-up"
    /// All rows were scanned; some are still pending, such as quarantined ones.
    case scanned
    /// No row was pending at the last count.
    case done
    /// Must be scanned again: code that may have overwritten its results ran.
    case rescan
  }
}

/// A gate: the deploy after it, and its index in that deploy's gates.
struct GatePosition: Hashable, Sendable {
  var deploy: Int
  var index: Int
}

/// A backup, and the gate that it opens.
struct BackupRecord: Hashable, Sendable {
  var id: Int
  var gate: GatePosition
  /// The backup table; `nil` if the database cannot create it and the user has another backup.
  var name: String?
  /// Whether it opens its gate; `false` after older code ran, which may have written such values again.
  var isOpen: Bool
}

/// Who writes to the ledger, and in which environment.
struct Author: Hashable, Sendable {
  /// `anna on web-1, process 4711`.
  var who: String
  var environment: String
}
