// Part of Bellows. MIT licence: see LICENSE.

/// How far a database is on its way, as its ledger says.
public struct MigrationStatus: Hashable, Sendable {
  /// The fingerprint of the schema in force; `nil` where there is no ledger yet.
  public var schema: String?
  /// The plan that was begun last.
  public var plan: String?
  /// Its deploy whose schema is in force.
  public var deploy: Int
  /// How many deploys it has.
  public var deploys: Int
  /// No code older than that deploy's runs any more.
  public var released: Int
  /// The backfills that were begun or wait for their turn, in their order.
  public var backfills: [BackfillStatus]
  /// The backups that are kept here, of all plans, the oldest first.
  public var backups: [BackupStatus] = []
  /// Who cancelled and when, until somebody resumes.
  public var cancelled: String?
  /// Whether the database has the schema that this build is for, so that its code can run.
  public var servesThisBuild: Bool
  /// What comes next, in a sentence.
  public var next: String

  /// How far a backfill is.
  public struct BackfillStatus: Hashable, Sendable {
    /// Its name in the plan: `users.age`.
    public var name: String
    /// Where it is.
    public var state: State
    /// How many rows there were when its walk began.
    public var total: Int
    /// How many of them it has gone over.
    public var visited: Int
    /// How many it has changed.
    public var moved: Int
    /// How many it could not move.
    public var refused: Int
    /// The first of these: the key as JSON, and why.
    public var samples: [String]
    /// What stopped it last.
    public var error: String?
  }

  /// Values that are backed up in a table of the database.
  public struct BackupStatus: Hashable, Sendable {
    /// The plan that changed or deleted the values.
    public var plan: String
    /// The table that the values are from; `nil` where nothing says it any more.
    public var table: String?
    /// The columns whose values are backed up.
    public var columns: [String]
    /// How many rows are backed up.
    public var rows: Int
    /// The table that holds them.
    public var image: String
    /// Whether `migrate rollback` can give them back; otherwise they are only an archive.
    public var isRestorable: Bool
  }

  /// Where a backfill is.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// Its turn has not come.
    case waiting
    /// Somewhere in its rows, whether or not a runner is at work.
    case underway
    /// It has gone over all rows, and some are still pending.
    case held
    /// No row is pending.
    case done
  }
}

extension Runner {
  /// How far the database is.
  func status() async throws -> MigrationStatus {
    let ledger = try await ledger()
    let action = nextAction(
      build, ledger, hasTables: ledger == nil ? !(try await ownTableNames()).isEmpty : true)
    var status = MigrationStatus(build, ledger, action)
    if let ledger { status.backups = try await backups(ledger) }
    guard let plan = ledger?.plan?.name, let refused = ledger?.refused, !refused.isEmpty else { return status }
    for place in status.backfills.indices where status.backfills[place].refused > 0 {
      let name = status.backfills[place].name
      status.backfills[place].samples = try await database.transaction(.read) { session in
        try await session.quarantined(plan: plan, backfill: name, limit: 5).map { "\(text(of: $0.key)) \($0.reason)" }
      }
    }
    return status
  }
}

extension Runner {
  /// The backups that are kept here.
  private func backups(_ ledger: LedgerState) async throws -> [MigrationStatus.BackupStatus] {
    let images = try await database.transaction(.read) { try await $0.images() }
    return images.map { image in
      let known = build.plan(image.plan)?.image(at: image.record.gate, named: image.name)
      let isLast = ledger.plan.map { ByteString($0.name) == ByteString(image.plan) } ?? false
      return MigrationStatus.BackupStatus(
        plan: image.plan, table: image.contents.table ?? known?.table, columns: image.contents.columns,
        rows: image.contents.rows, image: image.name, isRestorable: isLast && image.record.gate.isOfPlan)
    }
  }
}

extension MigrationStatus {
  /// What a ledger says to a build.
  init(_ build: Migrations, _ ledger: LedgerState?, _ action: NextAction) {
    let record = ledger?.plan
    self.init(
      schema: ledger?.schema, plan: record?.name, deploy: record?.deploy ?? 0, deploys: record?.deploys ?? 0,
      released: record?.released ?? 0, backfills: [], cancelled: ledger?.cancelled,
      servesThisBuild: action.serves(build, ledger), next: action.sentence)
    guard let ledger, let record else { return }
    let known = build.plan(record.name)?.backfills.map { ($0.name, $0.after) } ?? []
    let names = known.isEmpty ? ledger.backfills.map { ($0.name, $0.after) } : known
    backfills = names.map { name, after in
      let found = ledger.backfill(name)
      let isOver = found == nil && after < record.deploy
      return BackfillStatus(
        name: name, state: isOver ? .done : State(found?.state), total: found?.total ?? 0, visited: found?.visited ?? 0,
        moved: found?.moved ?? 0, refused: ledger.refused[name] ?? 0, samples: [], error: found?.error)
    }
  }
}

extension MigrationStatus.State {
  fileprivate init(_ state: BackfillRecord.State?) {
    switch state {
    case nil, .again: self = .waiting
    case .walking, .sweeping: self = .underway
    case .walked: self = .held
    case .done: self = .done
    }
  }
}

extension NextAction {
  /// Whether code of this build can run on the database as it is.
  fileprivate func serves(_ build: Migrations, _ ledger: LedgerState?) -> Bool {
    switch self {
    case .create, .adopt, .schema, .refused: return false
    case .ahead(_, _, let standing): return standing != .notServed
    case .release, .keep, .backfill, .verify, .cancelled, .advance, .done:
      guard let ledger else { return false }
      guard let record = ledger.plan, let index = build.index(of: ledger) else { return ledger.schema == build.schema }
      // Deploys may look alike to the database, and yet the code of one must wait for a gate.
      return index == build.plans.count - 1 && record.deploy >= build.plans[index].current
    }
  }
}
