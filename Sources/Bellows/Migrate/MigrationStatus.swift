// Part of Bellows. MIT licence: see LICENSE.

/// The state of a database, read from its ledger.
public struct MigrationStatus: Hashable, Sendable {
  /// The fingerprint of the database's schema; `nil` without a ledger.
  public var schema: String?
  /// The plan that started last; `nil` before the first.
  public var plan: String?
  /// The deploy of that plan whose schema the database has.
  public var deploy: Int
  /// The number of deploys of that plan.
  public var deploys: Int
  /// The deploy whose release is complete: no older code runs any more; 0 before the first.
  public var released: Int
  /// The backfills of that plan, in their order.
  public var backfills: [BackfillStatus]
  /// The backups of all plans in this database, the oldest first.
  public var backups: [BackupStatus] = []
  /// What something else than Bellows changed in the tables of the schema since the last step, a line each.
  public var drift: [String] { drifted.map(\.sentence) }
  var drifted: [Drift] = []
  /// Who cancelled and when; `nil` after `migrate run --resume`.
  public var cancelled: String?
  /// Whether the code of this build can run on the database.
  public var servesThisBuild: Bool
  /// The next action, in a sentence.
  public var next: String
  /// The next action.
  var action: NextAction

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
    var status = MigrationStatus(runner.migrations, situation.ledger, situation.action)
    guard let ledger = situation.ledger else { return status }
    status.backups = try await backups(ledger)
    status.drifted = try await runner.drift()
    guard let plan = ledger.plan?.name, !ledger.quarantined.isEmpty else { return status }
    for index in status.backfills.indices where status.backfills[index].quarantined > 0 {
      let name = status.backfills[index].name
      status.backfills[index].samples = try await runner.database.transaction(.read) { session in
        try await session.ledger.quarantinedRows(plan: plan, backfill: name, limit: 5)
          .map { "\(text(of: $0.key)) \($0.reason)" }
      }
    }
    return status
  }

  private func backups(_ ledger: LedgerState) async throws -> [MigrationStatus.BackupStatus] {
    let backups = try await runner.database.transaction(.read) { try await $0.ledger.backups() }
    return backups.map { backup in
      let known = runner.migrations.plan(backup.plan)?.backup(at: backup.record.gate, named: backup.name)
      let isLast = ledger.plan.map { ByteString($0.name) == ByteString(backup.plan) } ?? false
      return MigrationStatus.BackupStatus(
        plan: backup.plan, table: backup.contents.table ?? known?.table, columns: backup.contents.columns,
        rows: backup.contents.rows, backup: backup.name, isRestorable: isLast && backup.record.gate.isOfPlan)
    }
  }
}

extension MigrationStatus {
  init(_ migrations: Migrations, _ ledger: LedgerState?, _ action: NextAction) {
    let record = ledger?.plan
    self.init(
      schema: ledger?.schema, plan: record?.name, deploy: record?.deploy ?? 0, deploys: record?.deploys ?? 0,
      released: record?.released ?? 0, backfills: [], cancelled: ledger?.cancelled,
      servesThisBuild: action.serves(migrations, ledger), next: action.sentence, action: action)
    guard let ledger, let record else { return }
    let known = migrations.plan(record.name)?.backfills.map { ($0.name, $0.after) } ?? []
    let names = known.isEmpty ? ledger.backfills.map { ($0.name, $0.after) } : known
    backfills = names.map { name, after in
      let found = ledger.backfill(name)
      let isOver = found == nil && after < record.deploy
      return BackfillStatus(
        name: name, state: isOver ? .done : State(found?.state), total: found?.total ?? 0, scanned: found?.scanned ?? 0,
        changed: found?.changed ?? 0, quarantined: ledger.quarantined[name] ?? 0, samples: [], error: found?.error)
    }
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

extension NextAction {
  /// Returns whether code of this build can run on the database as it is.
  fileprivate func serves(_ migrations: Migrations, _ ledger: LedgerState?) -> Bool {
    switch self {
    case .create, .adopt, .schema, .offline, .refused: return false
    case .ahead(_, _, let compatibility): return compatibility != .incompatible
    case .release, .backUp, .backfill, .verify, .cancelled, .advance, .done:
      guard let ledger else { return false }
      guard let record = ledger.plan, let index = migrations.index(of: ledger) else {
        return ledger.schema == migrations.schema
      }
      // Two deploys may have the same schema, but code of the later one must wait for its gates.
      return index == migrations.all.count - 1 && record.deploy >= migrations.all[index].current
    }
  }
}
