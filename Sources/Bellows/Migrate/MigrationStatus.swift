// Part of Bellows. MIT licence: see LICENSE.

/// The state of a database, read from its ledger.
public struct MigrationStatus: Hashable, Sendable {
  /// Whether the database has a ledger.
  public var hasLedger: Bool
  /// The fingerprint of the database's schema; `nil` without a ledger, or while the database is not exactly where the
  /// build was that wrote last.
  public var schema: String?
  /// The plans that are under way, by name; without any, the last one that ended.
  public var plans: [PlanStatus]
  /// The backups of all plans in this database, the oldest first.
  public var backups: [BackupStatus] = []
  /// What something else than Bellows changed in the tables of the schema since the last step, a line each.
  public var drift: [String] { drifted.map(\.sentence) }
  var drifted: [Drift] = []
  /// The workers that scan rows of backfills.
  public var workers: [WorkerStatus] = []
  /// What statements of Bellows wait for now, a line each.
  public var waits: [String] = []
  /// What backfills that are under way leave for the database to clean up, a line for each table.
  public var deadRows: [String] = []
  /// Who cancelled and when; `nil` after `migrate run --resume`.
  public var cancelled: String?
  /// Whether the code of this build can run on the database.
  public var servesThisBuild: Bool
  /// The next action of each plan, in a sentence, the most urgent first.
  public var next: [String] { actions.map(\.sentence) }
  /// The next actions.
  var actions: [NextAction]

  /// The first plan of `plans`; `nil` before the first plan has started.
  public var plan: String? { plans.first?.plan }
  /// The deploy of that plan whose schema the database has.
  public var deploy: Int { plans.first?.deploy ?? 0 }
  /// The number of deploys of that plan.
  public var deploys: Int { plans.first?.deploys ?? 0 }
  /// The deploy of that plan whose release is complete.
  public var released: Int { plans.first?.released ?? 0 }
  /// The backfills of that plan.
  public var backfills: [BackfillStatus] { plans.first?.backfills ?? [] }

  /// The state of a plan.
  public struct PlanStatus: Hashable, Sendable {
    /// Its name.
    public var plan: String
    /// The deploy whose schema the database has.
    public var deploy: Int
    /// The number of deploys.
    public var deploys: Int
    /// The deploy whose release is complete: no older code runs any more; 0 before the first.
    public var released: Int
    /// Its backfills, in their order.
    public var backfills: [BackfillStatus]
  }

  /// The state of a backfill.
  public struct BackfillStatus: Hashable, Sendable {
    /// Its name in the plan: `users.age`.
    public var name: String
    /// Its state.
    public var state: State
    /// The number of rows when its scan began.
    public var total: Int
    /// The number of rows that were scanned.
    public var scanned: Int
    /// The number of rows that were changed.
    public var changed: Int
    /// The number of quarantined rows.
    public var quarantined: Int
    /// The first quarantined rows: the key as JSON, and the reason.
    public var samples: [String]
    /// The last error.
    public var error: String?
    /// The number of key ranges that workers scan, or that a worker has left.
    public var ranges = 0
    /// The estimated number of seconds until all rows are scanned; `nil` if no worker runs, or if that is unknown.
    public var secondsLeft: Int?
  }

  /// A worker of a backfill: a connection of a run, or of a process that helps it.
  public struct WorkerStatus: Hashable, Sendable {
    /// Its process: `anna on web-1, process 4711`.
    public var process: String
    /// The plan and the backfill whose rows it scans.
    public var plan: String
    /// The backfill.
    public var backfill: String
    /// The position of its key range in the scan.
    public var range: Int
    /// The number of rows of the range that were scanned.
    public var scanned: Int
    /// Whether it was silent for longer than its lease, so that another worker takes the range.
    public var isSilent: Bool
  }

  /// A backup in a table of the database.
  public struct BackupStatus: Hashable, Sendable {
    /// The plan that changed or deleted the values.
    public var plan: String
    /// The table whose values are backed up; `nil` if that is unknown.
    public var table: String?
    /// The columns that are backed up.
    public var columns: [String]
    /// The number of rows.
    public var rows: Int
    /// The backup table.
    public var backup: String
    /// Whether `migrate rollback` can restore it; otherwise it is archive only.
    public var isRestorable: Bool
  }

  /// The states of a backfill.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// It has not started.
    case waiting
    /// Its scan has started and is not complete; a runner may be running or not.
    case underway
    /// All rows were scanned, and some are still pending.
    case held
    /// No row is pending.
    case done
  }
}

/// Reads the state of a database.
struct StatusReader {
  let runner: Runner

  func status() async throws -> MigrationStatus {
    let situation = try await runner.situation()
    var status = MigrationStatus(runner.migrations, situation.ledger, situation.actions)
    guard let ledger = situation.ledger else { return status }
    status.backups = try await backups(ledger)
    status.workers = try await workers(ledger)
    status.waits = try await runner.database.transaction(.read) { try await $0.waits() }
    let tables = Set(
      status.plans.flatMap(\.backfills).filter { $0.state == .underway }.compactMap { backfill in
        runner.migrations.all.lazy.compactMap { $0.backfill(backfill.name) }.first?.table
      })
    if !tables.isEmpty {
      status.deadRows = try await runner.database.transaction(.read) { try await $0.deadRows(of: tables.sorted()) }
    }
    status.drifted = try await runner.drift()
    for (index, plan) in status.plans.enumerated() {
      for (position, backfill) in plan.backfills.enumerated() where backfill.quarantined > 0 {
        status.plans[index].backfills[position].samples = try await runner.database.transaction(.read) { session in
          try await session.ledger.quarantinedRows(plan: plan.plan, backfill: backfill.name, limit: 5)
            .map { "\(text(of: $0.key)) \($0.reason)" }
        }
      }
    }
    return status
  }

  private func workers(_ ledger: LedgerState) async throws -> [MigrationStatus.WorkerStatus] {
    let ranges = ledger.plans.flatMap(\.ranges)
    if ranges.isEmpty { return [] }
    let isShared = runner.database.sharesBackfills
    return try await runner.database.transaction(.read) { session in
      let (leases, now) = (try await session.ledger.leases(), try await session.now().microseconds)
      return ranges.compactMap { range in
        guard let lease = leases.first(where: { $0.isOfWorker && $0.token == range.token }) else { return nil }
        return MigrationStatus.WorkerStatus(
          process: lease.owner, plan: range.plan, backfill: range.backfill, range: range.number,
          scanned: range.scanned, isSilent: isShared && lease.until <= now)
      }
    }
  }

  private func backups(_ ledger: LedgerState) async throws -> [MigrationStatus.BackupStatus] {
    let backups = try await runner.database.transaction(.read) { try await $0.ledger.backups() }
    return backups.map { backup in
      let plan = runner.migrations.plan(backup.plan)
      let isLast = plan != nil && ledger.successor(of: backup.plan) == nil
      let known = plan?.backup(at: backup.record.gate, named: backup.name)
      return MigrationStatus.BackupStatus(
        plan: backup.plan, table: backup.contents.table ?? known?.table, columns: backup.contents.columns,
        rows: backup.contents.rows, backup: backup.name, isRestorable: isLast && backup.record.gate.isOfPlan)
    }
  }
}

extension MigrationStatus {
  init(_ migrations: Migrations, _ ledger: LedgerState?, _ actions: [NextAction]) {
    let begun = ledger?.plans.filter { $0.record.deploy > 0 } ?? []
    let underWay = begun.filter { progress in
      !progress.record.isComplete || actions.contains { $0.plan == progress.record.name && !$0.isEnd }
    }
    // Rows of plans whose files were deleted say nothing.
    let last = migrations.all.last { plan in begun.contains { plan.isCalled($0.record.name) } }
    let shown = underWay.isEmpty ? last.flatMap { ledger?.plan($0.name) }.map { [$0] } ?? begun.suffix(1) : underWay
    self.init(
      hasLedger: ledger != nil, schema: ledger?.schema, plans: shown.map { PlanStatus($0, migrations) },
      cancelled: ledger?.cancelled, servesThisBuild: migrations.isServed(by: ledger, actions), actions: actions)
  }
}

extension MigrationStatus.PlanStatus {
  fileprivate init(_ progress: PlanProgress, _ migrations: Migrations) {
    let record = progress.record
    let known = migrations.plan(record.name)?.backfills.map { ($0.name, $0.after) } ?? []
    let names = known.isEmpty ? progress.backfills.map { ($0.name, $0.after) } : known
    self.init(
      plan: record.name, deploy: record.deploy, deploys: record.deploys, released: record.released,
      backfills: names.map { name, after in
        let found = progress.counted(name)
        let isOver = found == nil && after < record.deploy
        return MigrationStatus.BackfillStatus(
          name: name, state: isOver ? .done : MigrationStatus.State(found?.state), total: found?.total ?? 0,
          scanned: found?.scanned ?? 0, changed: found?.changed ?? 0, quarantined: progress.quarantined[name] ?? 0,
          samples: [], error: found?.error, ranges: progress.ranges(of: name).filter { !$0.isFinished }.count)
      })
  }
}

extension MigrationStatus.State {
  fileprivate init(_ state: BackfillRecord.State?) {
    switch state {
    case nil, .rescan: self = .waiting
    case .scanning, .catchingUp: self = .underway
    case .scanned: self = .held
    case .done: self = .done
    }
  }
}

extension Migrations {
  /// Returns whether code of this build can run on the database as it is.
  fileprivate func isServed(by ledger: LedgerState?, _ actions: [NextAction]) -> Bool {
    guard let ledger, actions.allSatisfy(\.servesOlderBuilds) else { return false }
    // Two deploys may have the same schema, but code of the later one must wait for its gates.
    return all.allSatisfy { ledger.deploy(of: $0) >= $0.current }
  }
}

extension NextAction {
  /// Whether nothing more is to be done.
  fileprivate var isEnd: Bool { if case .done = self { true } else { false } }

  /// Whether a build that needs nothing of it can run on the database as it is.
  fileprivate var servesOlderBuilds: Bool {
    switch self {
    case .create, .adopt, .refused, .ahead(_, _, .incompatible): false
    case .schema, .offline, .release, .backUp, .backfill, .verify, .cancelled, .advance, .done, .ahead: true
    }
  }
}
