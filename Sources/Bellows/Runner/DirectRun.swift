// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaEdits

/// Runs a plan that has not started in one transaction, while no code uses the database.
struct DirectRun {
  let runner: Runner
  let plan: MigrationPlan
  let last: MigrationDeploy
  let steps: [DirectStep]

  /// Creates the run; `nil` if the plan must be run deploy by deploy.
  init?(_ runner: Runner, _ name: String, from deploy: Int) {
    let options = runner.options
    let isWhole = options.limit == nil && options.only == nil && options.condition == nil && options.cursor == nil
    guard options.isGateless, options.largestTransaction > 0, isWhole, deploy == 1,
      let plan = runner.migrations.plan(name), !options.isRehearsal || plan.isOffline, let last = plan.deploys.last,
      plan.current == last.number,
      let steps = (runner.database as? any DirectDatabase)?.directSteps(of: plan)
    else { return nil }
    self.runner = runner
    self.plan = plan
    self.last = last
    self.steps = steps
  }

  /// Returns whether it ran; `false` leaves the database unchanged.
  ///
  /// A plan that fails here, such as for a row that a function refuses, is run deploy by deploy, which stops at the
  /// same row and reports it.
  func run() async throws -> Bool {
    // What is in the way is named before rows are counted, which it may prevent.
    let notes = try await runner.requireReady(plan, at: 0, for: plan.deploys, directly: steps)
    guard try await rowCount() <= runner.options.largestTransaction else { return false }
    try await runner.requireExpected { try await runner.sql(of: self) }
    try await runner.prepareForDrift()
    let events: [RunEvent]
    do {
      events = try await runner.database.transaction(.schema) { session in
        var transaction = DirectTransaction(run: self, session: session)
        try await transaction.execute()
        return transaction.events
      }
    } catch let error where canRunDeployByDeploy(after: error) {
      return false
    }
    for note in notes { runner.report(.noticed(note)) }
    for event in events { runner.report(event) }
    return true
  }

  /// Whether a run of the deploys may go further, or says what to do: not after a full disk, or a cancel.
  private func canRunDeployByDeploy(after error: any Error) -> Bool {
    error is MigrationRefused || error is DatabaseUnable || error is RowRefused
      || (runner.database as? any DirectDatabase)?.isOfRows(error) == true
  }

  /// Returns the number of rows that the backfills scan.
  private func rowCount() async throws -> Int {
    let tables = Set(
      steps.compactMap { step -> ByteString? in
        if case .backfill(let name) = step { plan.backfill(name).map { ByteString($0.table) } } else { nil }
      })
    return try await runner.database.transaction(.read) { session in
      var rows = 0
      for table in tables { rows += try await session.count(Query(table.text, columns: [])) }
      return rows
    }
  }
}

/// The one transaction of a direct run.
private struct DirectTransaction {
  let run: DirectRun
  let session: any DatabaseSession
  var events: [RunEvent] = []
  /// The backups of the plan's gates, in their order.
  private var backups: [(position: GatePosition, backup: Backup)] = []
  /// The number of rows that each backfill scanned and changed.
  private var progress: [ByteString: RunEvent.Progress] = [:]

  private var plan: MigrationPlan { run.plan }

  init(run: DirectRun, session: any DatabaseSession) {
    self.run = run
    self.session = session
  }

  mutating func execute() async throws {
    guard let ledger = try await session.ledger.state() else { throw MigrationRefused.notAdopted }
    try run.runner.requireNext(.schema(plan: plan.name, deploy: 1), in: ledger)
    try await createBackups()
    let definitions = try await session.definitionsToKeep()
    for step in run.steps {
      switch step {
      case .statement(let statement): try await session.execute(statement)
      case .enter(let number): try await enter(number)
      case .backfill(let name): try await backfill(name)
      case .backUp(let renamed):
        try await backUp()
        try await check(exceptFor: renamed)
      }
    }
    try await session.ledger.keepDefinitions(
      definitions, of: plan, deploys: 1...run.last.number, forgetting: run.runner.migrations.edges(of: plan))
    try await writeLedger()
    events.append(.entered(plan: plan.name, deploy: run.last.number, of: plan.deploys.count, phase: run.last.phase))
  }

  /// Changes the schema as a deploy does.
  private func enter(_ number: Int) async throws {
    guard let deploy = plan.deploy(number) else { return }
    for step in deploy.preparations { try await session.execute(.sql(step.transactionalStatement)) }
    try await session.enter(deploy, of: plan)
  }

  // MARK: - Backups

  /// Creates the empty backups of all gates, except those of renamed columns, whose values stay.
  private mutating func createBackups() async throws {
    var renamed: [StoredColumns] = []
    for case .backUp(let columns) in run.steps { renamed = columns }
    for deploy in plan.deploys {
      for (position, gate) in plan.gates(before: deploy.number) {
        guard let nameless = gate.backup(named: "") else { continue }
        let stay = renamed.filter { ByteString($0.table) == ByteString(nameless.table) }.flatMap(\.columns)
        let isRenamed = nameless.columns.map { column in stay.contains { ByteString($0) == ByteString(column) } }
        if !isRenamed.isEmpty, isRenamed.allSatisfy({ $0 }) { continue }
        guard !isRenamed.contains(true) else { throw DatabaseUnable("\(plan.name) renames a part of a backup") }
        try await create(nameless, at: position, isOpen: true)
      }
    }
  }

  private mutating func create(_ nameless: Backup, at position: GatePosition, isOpen: Bool) async throws {
    let id = try await session.ledger.nextBackupID()
    var backup = nameless
    backup.name = OwnNames.backup(id)
    guard try await session.canBackUp(backup) else { throw DatabaseUnable("no backups") }
    try await session.ledger.write(
      BackupRecord(id: Int(id), gate: position, name: backup.name, isOpen: isOpen), plan: plan.name)
    backups.append((position, backup))
  }

  /// Backs up what the last statements delete; what a backfill overwrites is backed up by the backfill.
  private mutating func backUp() async throws {
    for (position, backup) in backups {
      guard case .backup? = plan.gate(at: position), !plan.isFilledByBackfill(backup, at: position) else { continue }
      try await session.discard(backup)
      events.append(
        .backedUp(table: backup.table, columns: backup.columns, rows: try await session.backUp(backup)))
    }
  }

  /// Returns the backup of the values that a backfill overwrites; creates it if it has no gate.
  private mutating func backup(of backfill: Backfill) async throws -> Backup? {
    let position = plan.gatePosition(of: backfill)
    // Later deploys have backups of their own.
    let known = backups.first {
      $0.position == position || ($0.position.deploy <= position.deploy && backfill.writes(over: $0.backup))
    }
    if let known { return known.backup }
    guard case .backup = backfill.rollback, let nameless = plan.backup(at: position, named: "") else { return nil }
    try await create(nameless, at: position, isOpen: false)
    return backups.last?.backup
  }

  // MARK: - Rows

  private mutating func backfill(_ name: String) async throws {
    guard let backfill = plan.backfill(name) else { return }
    let scan = try await session.inOrder(backfill)
    var backup = try await backup(of: backfill)
    if let kept = backup, Set(kept.key) == Set(scan.key) { backup?.key = scan.key }
    var progress = RunEvent.Progress(backfill: name, total: 0, scanned: 0, changed: 0, quarantined: 0)
    var cursor: [JSONValue]?
    repeat {
      try Task.checkCancellation()
      let batch = Batch(scan, after: cursor, upTo: nil, limit: run.runner.options.batchSize, backup: backup)
      let outcome = try await BatchExecutor(batch, in: session, concurrency: 1).execute()
      guard outcome.quarantined.isEmpty, outcome.changedMeanwhile.isEmpty else {
        throw MigrationRefused.quarantined(plan: plan.name, backfill: name, count: outcome.quarantined.count)
      }
      progress.scanned += outcome.scanned
      progress.changed += outcome.changed
      cursor = outcome.lastKey
    } while cursor != nil
    progress.total = progress.scanned
    let pending = try await PendingCounter(session: session).pending(of: scan, samples: 0).count
    guard pending == 0 else {
      throw MigrationRefused.pendingAgain(plan: plan.name, backfill: name, count: pending)
    }
    self.progress[ByteString(name)] = progress
    events.append(.finished(progress))
  }

  /// Counts the rows that fail a check of the plan.
  ///
  /// The checks of renamed columns are left to the constraints.
  private func check(exceptFor renamed: [StoredColumns]) async throws {
    let tables = Set(renamed.map { ByteString($0.table) })
    for case .verified(let checks) in plan.deploys.flatMap(\.gates) {
      for check in checks {
        let table = check.path.prefix { $0 != "." && $0 != "#" }
        guard let query = check.query, !tables.contains(ByteString(String(table))) else { continue }
        let outcome = try await session.check(query, samples: 0)
        guard outcome.count == 0 else { throw DatabaseUnable("\(check.path): \(outcome.count) rows fail") }
      }
    }
  }

  // MARK: - The ledger

  private func writeLedger() async throws {
    try await session.ledger.enter(
      run.runner.migrations.record(of: plan, at: run.last.number, released: run.last.number),
      of: run.runner.migrations)
    for backfill in plan.backfills {
      let progress = progress[ByteString(backfill.name)]
      try await session.ledger.write(
        BackfillRecord(
          name: backfill.name, after: backfill.after, state: .done, total: progress?.total ?? 0,
          scanned: progress?.scanned ?? 0, changed: progress?.changed ?? 0), plan: plan.name)
    }
    try await session.ledger.remember(run.runner.presentTables(in: session.ledger))
    try await session.ledger.record(
      "schema", plan: plan.name, detail: "deploys 1 to \(run.last.number) in one step", by: run.runner.author)
  }
}
