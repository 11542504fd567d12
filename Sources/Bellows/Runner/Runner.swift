// Part of Bellows. MIT licence: see LICENSE.

/// Runs plans on one database: determines the next action, does it, and repeats.
struct Runner: Sendable {
  let migrations: Migrations
  let database: any Database
  let author: Author
  var options: RunOptions
  /// Called for every event.
  let report: @Sendable (RunEvent) -> Void
  /// The migration lock of a run.
  let held = Locked(HeldLock())

  init(
    _ migrations: Migrations, on database: any Database, by author: Author, options: RunOptions = RunOptions(),
    report: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) {
    self.migrations = migrations
    self.database = database
    self.author = author
    self.options = options
    self.report = report
  }

  /// Does everything that can be done now, and returns where it stopped.
  func run() async throws -> RunEnd {
    try requireKnownBackfill()
    return try await reconnecting { isConnected in
      try await withMigrationLock("migrate run", isHandedOver: true) {
        isConnected()
        return try await runLocked()
      }
    }
  }

  private func runLocked() async throws -> RunEnd {
    try await deleteExpiredBackups()
    try await forgetDeletedRows()
    var repetition = Repetition()
    var turns = Turns()
    // Plans that cannot continue in this run; the others do not wait for them.
    var blocked: Set<String> = []
    var refusal: MigrationRefused?
    while true {
      let situation = try await self.situation(without: blocked)
      if let who = successor(situation.ledger?.wanted) { return .handedOver(to: who) }
      if let refusal, situation.actions.isEmpty { throw refusal }
      if options.serves, situation.actions.isEmpty { return try await served() }
      try repetition.refuse(situation)
      let actions = try await besideLongStatements(situation.actions.filter(mayConcernChosenBackfill))
      let action = try chosen(turns.next(of: actions) ?? actions.first ?? .done(plan: nil))
      do {
        switch try await perform(action, &turns) {
        case .done: if case .backfill = action, options.only != nil { return .at(try await next()) }
        // Workers of other processes may have changed rows meanwhile, and this one none.
        case .paused: repetition = Repetition()
        case .stop(let end):
          if let refusal { throw refusal }
          return options.serves && end.isAtAction ? try await served() : end
        }
      } catch let error as MigrationRefused where action.isWork {
        // Another run did it while this one had no lock.
        if case .overtaken = error, tookLockAgain() { continue }
        refusal = refusal ?? error
        if let plan = action.plan { blocked.insert(plan) }
      }
    }
  }

  /// Runs `work` while the migration lock is held.
  ///
  /// - Parameter isHandedOver: Whether a runner that holds it is asked to hand over.
  func withMigrationLock<Result: Sendable>(
    _ what: String, isHandedOver: Bool = false, _ work: () async throws -> Result
  ) async throws -> Result {
    let holder = "\(what), \(author.who), since \(Timestamp.now.text)"
    let lock =
      isHandedOver
      ? try await handedOverLock(holder: holder) : try await database.acquireMigrationLock(holder: holder)
    return try await holding(lock, mayBeReleased: isHandedOver && database.sharesBackfills) {
      if !isHandedOver { try await refuseBesideLongStatement() }
      // Also the request of a runner that was killed while it waited; one that still waits repeats its own.
      if isHandedOver, try await ledger()?.wanted != nil { try await forgetRequest() }
      return try await work()
    }
  }

  /// Runs `work` with the migration lock, and releases it.
  ///
  /// - Parameter mayBeReleased: Whether other runs may work while the server executes a long statement of this one.
  func holding<Result: Sendable>(
    _ lock: any MigrationLock, mayBeReleased: Bool = false, _ work: () async throws -> Result
  ) async throws -> Result {
    held.with { $0 = HeldLock(lock: lock, mayBeReleased: mayBeReleased) }
    do {
      try await upgradeLedger()
      let result = try await work()
      await releaseLock()
      return result
    } catch {
      await releaseLock()
      throw error
    }
  }

  /// Returns the state in the ledger; `nil` without a ledger.
  ///
  /// Does not create one.
  func ledger() async throws -> LedgerState? {
    if let takes = database.target, takes != migrations.target {
      throw MigrationRefused.otherTarget(migrations.target, database: database.name, takes: takes)
    }
    guard try await database.hasLedgerTable(LedgerTables.state) else { return nil }
    return try await database.transaction(.read) { try await $0.ledger.state() }
  }

  /// Returns the action that a run does first.
  func next() async throws -> NextAction { try await situation().action }

  /// Returns the next actions and the state that they follow from.
  ///
  /// - Parameter blocked: Plans to leave out.
  func situation(without blocked: Set<String> = []) async throws -> Situation {
    let ledger = try await ledger()
    let hasTables = ledger == nil ? !(try await ownTableNames()).isEmpty : true
    let actions = nextActions(migrations, ledger, hasTables: hasTables, codeRuns: !options.isGateless)
    let open = actions.filter { !blocked.contains($0.plan ?? "") }
    return Situation(actions: options.serves ? needed(open, ledger) : open, ledger: ledger)
  }

  /// Returns whether an action is of a plan with the backfill in `--only`, or of no plan.
  private func mayConcernChosenBackfill(_ action: NextAction) -> Bool {
    guard let only = options.only, let plan = action.plan.flatMap(migrations.plan) else { return true }
    return plan.backfill(only) != nil
  }

  /// Replaces the next backfill by the one in `--only`.
  private func chosen(_ action: NextAction) throws -> NextAction {
    guard let only = options.only else { return action }
    switch action {
    case .create, .adopt, .schema:
      throw MigrationRefused.tooEarly(backfill: only, next: action.sentence)
    case .release, .backUp, .backfill, .verify, .offline, .advance, .done, .ahead, .cancelled, .refused: break
    }
    guard case .backfill(let name, let turn) = action, let plan = migrations.plan(name) else { return action }
    guard let backfill = plan.backfill(only), backfill.after == plan.backfill(turn)?.after else {
      let others = plan.backfills.map(\.name).joined(separator: ", ")
      throw MigrationRefused.notSupported("no backfill named '\(printable(only))' can run now; \(name) has \(others)")
    }
    return .backfill(plan: name, name: only)
  }

  /// Whether a run continues after an action.
  enum Step {
    case done
    /// A backfill whose slice of time is over.
    case paused
    case stop(RunEnd)
  }

  /// Does one action.
  func perform(_ action: NextAction) async throws -> Step {
    var turns = Turns()
    return try await perform(action, &turns)
  }

  private func perform(_ action: NextAction, _ turns: inout Turns) async throws -> Step {
    switch action {
    case .create: try await create()
    case .adopt:
      // Without gates a run adopts the database itself; it compares the same tables.
      guard options.isGateless else { throw MigrationRefused.notAdopted }
      try await Adoption(runner: self).runLocked()
    case .schema(let plan, let deploy):
      if let direct = DirectRun(self, plan, from: deploy), try await direct.run() { return .done }
      try await enter(plan: plan, deploy: deploy)
    case .release(let plan, let deploy):
      guard options.isGateless else { return .stop(.at(action)) }
      try await setReleased(plan: plan, deploy: deploy)
    case .backUp(let plan, let gate): try await backUp(plan: plan, gate: gate)
    case .backfill(let plan, let name):
      let isContinued = turns.begin(action)
      switch try await backfill(plan: plan, name: name, slice: options.slice, isContinued: isContinued) {
      case .done: return .done
      case .paused: return .paused
      case .handedOver(let who): return .stop(.handedOver(to: who))
      case .limited: return .stop(.limited(backfill: name))
      case .partial(let left): return .stop(.partial(backfill: name, left: left))
      }
    case .verify(let plan, let gate): try await verify(plan: plan, gate: gate)
    case .ahead(let plan, let deploy, .compatibleAfterInvalidation): try await invalidateGates(plan: plan, at: deploy)
    case .ahead(let plan, let deploy, .incompatible): throw try await incompatible(plan: plan, deploy: deploy)
    case .cancelled(let who):
      guard options.resumes else { throw MigrationRefused.cancelled(who) }
      try await resume()
    case .offline, .advance, .done, .ahead(_, _, .compatible): return .stop(.at(action))
    case .refused(let refusal): throw refusal
    }
    return .done
  }
}

/// The options of a run.
struct RunOptions: Sendable {
  /// The number of rows in one transaction.
  var batchSize = 1000
  /// The largest number of rows in one transaction of a database that several workers share, whose batches adapt to the
  /// time that they take; `nil` for `batchSize`.
  var largestBatch: Int?
  /// The number of connections that share a backfill.
  var workers = 1
  /// How long a batch may take, with the locks of its rows, on a database that several workers share.
  var batchTime = Duration.milliseconds(15)
  /// How many bytes a replica may be behind while a backfill runs; 0 for any number.
  var largestLag = 64_000_000
  /// How long replicas may take to replay what an attestation counts.
  var standbyWait = Duration.seconds(60)
  /// How long a worker may be silent until another one takes its range.
  var lease = Duration.seconds(60)
  /// The build: a worker joins a scan only if it is of the same one.
  var build: String?
  /// Milliseconds between batches.
  var delay = 0
  /// The number of rows after which to stop.
  var limit: Int?
  /// The only backfill to run.
  var only: String?
  /// An SQL condition for the rows to scan.
  var condition: String?
  /// The key after which to start.
  var cursor: [JSONValue]?
  /// How many functions run in parallel.
  var concurrency = 1
  /// The plan that `--confirm` names.
  var confirmed: String?
  /// The plan that `--own-backup` names: the user has a backup of what the database cannot back up.
  var ownBackup: String?
  /// Whether to continue after a cancel.
  var resumes = false
  /// Whether no other code runs, so that every release is complete immediately.
  var isGateless = false
  /// The largest number of rows that one transaction may change if no other code runs; more are changed in batches,
  /// so that a run that is killed continues.
  var largestTransaction = 100_000
  /// The number of quarantined rows at which a backfill stops.
  var quarantineLimit = 1000
  /// Whether it is a dry run on a copy.
  var isRehearsal = false
  /// The digest of the only change of the schema that may be made.
  var expected: String?
  /// The plan of a repair that `adopt` does not count as done.
  var undone: String?
  /// How long a backfill scans before other plans take their turn; `nil` for no limit.
  var slice: Duration?
  /// Whether the run ends after its batch when another runner asks for it.
  var handsOver = false
  /// The number of seconds to wait for another runner.
  var wait = 0
  /// The pauses after which the run connects again to a server that ended its connection.
  var reconnections: [Duration] = []
  /// Whether the run does only what this build needs to be served.
  var serves = false
  /// How long the backups of a finished plan are kept.
  var backupAge = Duration.days(30)
}

/// Where a run stopped.
enum RunEnd: Hashable, Sendable {
  /// Before an action that it cannot perform.
  case at(NextAction)
  /// In a backfill, at the limit of rows.
  case limited(backfill: String)
  /// After the selected rows; `left` others remain.
  case partial(backfill: String, left: Int)
  /// After a batch, because another runner takes over.
  case handedOver(to: String)
  /// The database serves this build; other work is left.
  case served

  /// Whether it stopped before an action that it cannot perform.
  var isAtAction: Bool { if case .at = self { true } else { false } }
}
