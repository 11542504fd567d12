// Part of Bellows. MIT licence: see LICENSE.

/// Rolls a plan back: checks that it is possible, and reverses its deploys.
struct RollbackRun {
  let runner: Runner

  /// Rolls a plan back to a deploy, or to the previous one: the schema, and the rows that were not written since.
  ///
  /// - Parameter name: The plan; `nil` if only one can be rolled back.
  func run(plan name: String? = nil, to target: Int?) async throws {
    try await runner.withMigrationLock("migrate rollback") {
      guard let ledger = try await runner.ledger() else { throw MigrationRefused.notAdopted }
      let record = try await progress(name, ledger).record
      guard let plan = runner.migrations.plan(record.name) else {
        try await runner.prepareForDrift()
        return try await UnknownPlanRollback(runner: runner, record: record).run(to: target)
      }
      guard plan.fingerprint(at: record.deploy) == record.schema else {
        throw MigrationRefused.changedPlan(plan: plan.name, deploy: record.deploy)
      }
      let progress = ledger.plan(record.name)
      let target = target ?? (progress?.rollingBack == nil ? max(0, record.deploy - 1) : record.deploy)
      if target > record.deploy {
        throw MigrationRefused.nothingTo("roll back: the database is at deploy \(record.deploy) of \(plan.name)")
      }
      if !runner.options.isGateless, plan.release(at: record.released) > target {
        throw MigrationRefused.newerCodeRuns(
          plan: plan.name, released: plan.release(at: record.released), to: target)
      }
      try runner.confirm(plan)
      let isUnfinished = progress?.rollingBack != nil
      if !isUnfinished { try await runner.expect(plan, at: record.deploy) }
      let hasOwnBackup = runner.options.ownBackup == plan.name
      try await runner.prepareForDrift()
      if !isUnfinished { try await runner.undoUnfinishedPreparation(of: plan, deploy: record.deploy + 1) }
      if runner.database is any PreparableDatabase, let progress {
        return try await StepwiseRollback(runner: runner, plan: plan, hasOwnBackup: hasOwnBackup).run(
          progress, to: target)
      }
      let renames = runner.renamesBack(of: plan)
      let events = try await runner.database.transaction(.schema) { session in
        guard let progress = try await session.ledger.progress(of: plan.name) else { throw MigrationRefused.notAdopted }
        var rollback = Rollback(
          session: session, plan: plan, progress: progress, start: progress.record.deploy, target: target,
          hasOwnBackup: hasOwnBackup)
        if try await !rollback.renameBack(renames) { try await rollback.undoDeploys() }
        try await rollback.writeLedger(of: runner.migrations, by: runner.author)
        try await session.ledger.remember(runner.presentTables(in: session.ledger))
        return rollback.events
      }
      let undone = plan.deploys.filter { $0.number > target && $0.number <= record.deploy }
      try await runner.undoPreparations(of: undone)
      for event in events { runner.report(event) }
    }
  }

  /// Returns the plan to roll back: the named one, the only one that is under way, or else the one that ran last.
  private func progress(_ name: String?, _ ledger: LedgerState) async throws -> PlanProgress {
    if let name {
      guard let progress = ledger.plan(name), canBeUndone(progress) else {
        throw MigrationRefused.nothingTo("roll back: no deploy of \(printable(name)) is here")
      }
      if let successor = ledger.successor(of: name) {
        throw MigrationRefused.hasSuccessor(plan: name, successor: successor)
      }
      return progress
    }
    let underWay = ledger.plans.filter {
      !$0.record.isComplete && canBeUndone($0) && ledger.successor(of: $0.record.name) == nil
        && runner.migrations.plan($0.record.name) != nil
    }
    if underWay.count > 1 {
      throw MigrationRefused.severalPlans(underWay.map(\.record.name), command: "migrate rollback")
    }
    if let progress = underWay.first { return progress }
    guard let last = try await lastWritten().flatMap(ledger.plan) else {
      throw MigrationRefused.nothingTo("roll back: no deploy of a plan has run here")
    }
    guard canBeUndone(last), ledger.successor(of: last.record.name) == nil else {
      throw MigrationRefused.nothingTo(
        "roll back: \(last.record.name) has no deploy to roll back; to roll back another plan, name it: "
          + "migrate rollback PLAN")
    }
    return last
  }

  /// Returns the plan whose row in the ledger was written last.
  private func lastWritten() async throws -> String? {
    try await runner.database.transaction(.read) { session in
      try await session.ledger.rows(of: LedgerTables.plans)
        .map { (try $0.required("updated"), try $0.required("name")) }.max { $0.0 < $1.0 }?.1
    }
  }

  private func canBeUndone(_ progress: PlanProgress) -> Bool {
    progress.record.deploy > 0 || progress.rollingBack != nil
      || progress.backups.contains { $0.gate.isOfPlan && $0.name != nil }
  }
}

extension MigrationPlan {
  /// Returns the last deploy up to a number that releases code; 0 for none.
  func release(at number: Int) -> Int { deploys.last { $0.number <= number && $0.isRelease }?.number ?? 0 }
}

extension Ledger {
  /// Records that the backfills of a plan run again, and that its gates are closed, after a rollback to a deploy.
  func startOver(_ progress: PlanProgress, after deploy: Int) async throws {
    let plan = progress.record.name
    for var backfill in progress.backfills where backfill.after >= deploy {
      backfill.state = .rescan
      backfill.cursor = nil
      backfill.error = nil
      // Its rows are restored: a second rollback needs no backup of them.
      backfill.changed = 0
      try await write(backfill, plan: plan)
      try await releaseRows(plan: plan, backfill: backfill.name)
    }
    for position in progress.verified where position.deploy > deploy { try await reopen(position, plan: plan) }
  }
}

/// Reverses the deploys after a target, the last first, in one transaction.
struct Rollback {
  let session: any DatabaseSession
  let plan: MigrationPlan
  let progress: PlanProgress
  /// The current deploy, and the deploy to roll back to.
  let start: Int
  let target: Int
  /// Whether `--own-backup` says that the user has a backup of what the database could not back up.
  let hasOwnBackup: Bool
  var events: [RunEvent] = []

  /// Undoes the deploys, the last first.
  mutating func undoDeploys() async throws {
    var definitions: [Int: [StoredObject]] = [:]
    for number in stride(from: start + 1, to: target, by: -1) {
      let deploy = number <= start ? plan.deploy(number) : nil
      if deploy != nil { definitions[number] = try await session.definitionsToKeep() }
      if let deploy {
        try await prepare(deploy)
        try await session.leave(deploy, of: plan)
        events.append(.rolledBack(plan: plan.name, deploy: number))
      }
      try requireBackups(before: number, deploy)
      try await restoreBackups(before: number, deploy)
      if let deploy {
        try await requireDemands(deploy)
        for statement in deploy.rollbackPlan.then { try await session.execute(statement) }
        try await restoreDefinitions(before: number, definitions)
      }
    }
  }

  /// Records the deploy that the database is at, and that backfills run again.
  ///
  /// - Parameter oldest: The deploy of the oldest build that is supported, if that follows later.
  func writeLedger(of migrations: Migrations, by author: Author, oldest: Int? = nil) async throws {
    try await session.ledger.startOver(progress, after: target)
    var record = progress.record
    record.deploy = target
    record.schema = plan.fingerprint(at: target) ?? plan.base
    record.released = min(record.released, target)
    record.oldest = oldest ?? plan.oldest(at: target)
    try await session.ledger.enter(record, of: migrations)
    try await session.ledger.record("rollback", plan: plan.name, detail: "to deploy \(target)", by: author)
  }

  /// Throws if the previous schema rejects a row; backs up the values that are deleted or will be overwritten.
  ///
  /// - Parameter isBeforeRollback: Whether another transaction rolls the deploy back, which may fail.
  mutating func prepare(_ deploy: MigrationDeploy, isBeforeRollback: Bool = false) async throws {
    let position = isBeforeRollback ? GatePosition.beforeRollback(of: deploy) : .nowhere
    if let (check, outcome) = try await firstFailure(of: deploy.rollbackPlan.accepts) {
      throw MigrationRefused.wouldNotFit(
        plan: plan.name, deploy: deploy.number, path: check.path, count: outcome.count, samples: outcome.samples,
        isFirst: deploy.number == start)
    }
    for values in deploy.rollbackPlan.hides {
      if let kept = try await backUp(values, before: deploy, at: position) { events.append(.outdated(kept)) }
    }
    for values in deploy.rollbackPlan.discards {
      if let kept = try await backUp(values, before: deploy, at: position) { events.append(.discarded(kept)) }
    }
  }

  /// Deletes the backups that were made before a rollback of a deploy that did not happen.
  func discardUnusedBackups(of deploy: MigrationDeploy) async throws {
    for record in progress.backups where record.gate == .beforeRollback(of: deploy) {
      if let name = record.name { try await session.discard(Backup(name, of: "", key: [], columns: [])) }
      try await session.ledger.deleteRecord(record)
    }
  }

  /// Turns the backups that were made before the rollback of a deploy into an archive: the rollback happens.
  func keepBackups(of deploy: MigrationDeploy) async throws {
    for record in progress.backups where record.gate == .beforeRollback(of: deploy) {
      try await session.ledger.deleteRecord(record)
      try await session.ledger.write(
        BackupRecord(id: record.id, gate: .nowhere, name: record.name, isOpen: false), plan: plan.name)
    }
  }

  /// Returns the backups of a deploy's gates, the last first.
  private func backups(before number: Int) -> [BackupRecord] {
    progress.backups.reversed().filter { $0.gate.deploy == number && $0.gate.isOfPlan }
  }

  /// Throws if values that a deploy or its backfills deleted or overwrote have no backup.
  func requireBackups(before number: Int, _ deploy: MigrationDeploy?) throws {
    let backups = backups(before: number)
    if let record = backups.first(where: { $0.name == nil }), !hasOwnBackup {
      let backup = plan.backup(at: record.gate, named: "")
      throw MigrationRefused.cannotUndo(
        plan: plan.name, deploy: number - 1,
        what: "\(backup?.table ?? "?"): \(backup?.columns.joined(separator: ", ") ?? "?")",
        reason: "there is no backup of it: the database made none, or migrate forget has deleted it")
    }
    for backfill in plan.backfills where backfill.after == number - 1 && backfill.rollback == .backup {
      guard let record = progress.backfill(backfill.name), record.changed > 0, !hasOwnBackup,
        !backups.contains(where: { $0.gate == plan.gatePosition(of: backfill) })
      else { continue }
      throw MigrationRefused.cannotUndo(
        plan: plan.name, deploy: number - 1, what: backfill.name,
        reason: "it has overwritten \(backfill.writes.map(\.name).joined(separator: ", ")) of "
          + "\(grouped(record.changed)) rows of \(backfill.table) without a backup")
    }
  }

  /// Restores the backups of a deploy's gates, and reverses the conversions of its backfills.
  mutating func restoreBackups(before number: Int, _ deploy: MigrationDeploy?) async throws {
    let backups = backups(before: number)
    for record in backups { try await restore(record, deploy) }
    if let deploy {
      let held = backups.compactMap { plan.backup(at: $0.gate, named: "") }
      for columns in deploy.rollbackPlan.empties {
        let missing = columns.columns.filter { column in
          !held.contains { ByteString($0.table) == ByteString(columns.table) && $0.keeps(column) }
        }
        let rows = missing.isEmpty ? 0 : try await session.count(Query(columns.table, columns: []))
        if rows > 0 { events.append(.empty(table: columns.table, columns: missing, rows: rows)) }
      }
    }
    for backfill in plan.backfills.reversed() where backfill.after == number - 1 {
      guard case .statement(let statement) = backfill.rollback, progress.backfill(backfill.name) != nil else {
        continue
      }
      try await session.execute(.sql(statement))
      events.append(.convertedBack(backfill: backfill.name))
    }
  }

  /// Restores a backup, and deletes it if all of its rows were restored.
  private mutating func restore(_ record: BackupRecord, _ deploy: MigrationDeploy?) async throws {
    guard let name = record.name, var backup = plan.backup(at: record.gate, named: name) else { return }
    let table = ByteString(backup.table)
    if let deploy {
      backup.empty = deploy.rollbackPlan.empties.filter { ByteString($0.table) == table }.flatMap(\.columns)
      backup.current = deploy.rollbackPlan.synchronises.filter { ByteString($0.table) == table }.flatMap(\.columns)
      if deploy.dropped.contains(where: { ByteString($0) == table }) {
        backup.absent = backup.current.isEmpty ? .all : .none
      }
    }
    try await session.ledger.deleteRecord(record)
    if backup.isCurrent { return try await session.discard(backup) }
    let outcome = try await session.restore(backup)
    if outcome.touched.isEmpty {
      try await session.discard(backup)
    } else {
      // Rows that a repair has changed once stay done if they were written since.
      let position = backup.isOnce ? record.gate : .nowhere
      try await session.ledger.write(
        BackupRecord(id: record.id, gate: position, name: name, isOpen: false), plan: plan.name)
    }
    events.append(
      .restored(
        table: backup.table, rows: outcome.restored, touched: outcome.touched,
        backup: outcome.touched.isEmpty ? nil : name))
  }

  /// Throws if a row lacks a value in a column that was created without values, and that becomes required again.
  ///
  /// - Parameter isUnfinished: Whether the first transaction of the rollback is done.
  func requireDemands(_ deploy: MigrationDeploy, isUnfinished: Bool = false) async throws {
    if let (check, outcome) = try await firstFailure(of: deploy.rollbackPlan.demands) {
      throw MigrationRefused.wouldLackValues(
        plan: plan.name, deploy: deploy.number, path: check.path, count: outcome.count, samples: outcome.samples,
        backup: progress.backups.first { $0.gate.deploy == deploy.number && $0.name != nil }?.name,
        isUnfinished: isUnfinished)
    }
  }

  /// Returns the first check that rows fail, with some of these rows.
  private func firstFailure(of checks: [StoredCheck]) async throws -> (StoredCheck, CheckOutcome)? {
    for check in checks {
      guard let query = check.query else { continue }
      let outcome = try await session.check(query, samples: 5)
      if outcome.count > 0 { return (check, outcome) }
    }
    return nil
  }

  /// Backs up values that are deleted, or that older code does not see; `nil` if there are none.
  private func backUp(
    _ values: StoredValues, before deploy: MigrationDeploy, at position: GatePosition
  ) async throws -> BackedUpValues? {
    let backfill = values.backfill.flatMap(plan.backfill)
    let found = try await session.found(values, backfill, samples: 5)
    guard found.count > 0 else { return nil }
    let id = try await session.ledger.nextBackupID()
    var backup = Backup(
      OwnNames.backup(id), of: values.table, key: values.key, columns: values.columns.map(\.name))
    backup.condition = values.condition
    var kept = BackedUpValues(
      table: values.table, columns: backup.columns, rows: found.count, samples: found.samples, backup: backup.name,
      copiedBy: backfill.flatMap { $0.isCopy ? $0.name : nil })
    do {
      _ = try await session.backUp(backup)
      try await session.ledger.write(
        BackupRecord(id: Int(id), gate: position, name: backup.name, isOpen: false), plan: plan.name)
    } catch is DatabaseUnable {
      kept.backup = nil
    }
    return kept
  }
}

extension GatePosition {
  /// The position of a backup that no gate waits for: an archive until `migrate forget`.
  static let nowhere = GatePosition(deploy: 0, index: 0)

  /// The position of a backup that was made before the rollback of a deploy, until the deploy is rolled back.
  static func beforeRollback(of deploy: MigrationDeploy) -> GatePosition {
    GatePosition(deploy: -deploy.number, index: 0)
  }

  /// Whether it is a gate of a plan: deploys count from 1.
  var isOfPlan: Bool { deploy > 0 }
}

extension Backup {
  /// Whether none of its columns is restored.
  fileprivate var isCurrent: Bool {
    !current.isEmpty
      && columns.allSatisfy { name in current.contains { ByteString($0) == ByteString(name) } }
  }

  /// Returns whether it contains a column.
  fileprivate func keeps(_ column: String) -> Bool {
    columns.contains { $0 == "*" || ByteString($0) == ByteString(column) }
      || key.contains { ByteString($0.name) == ByteString(column) }
  }
}
