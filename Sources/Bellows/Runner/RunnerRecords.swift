// Part of Bellows. MIT licence: see LICENSE.

// What commands and older builds record in the ledger.
extension Runner {
  /// Closes the gates that were opened since the deploy of this older build, whose code runs again.
  func invalidateGates(plan name: String, at deploy: Int) async throws {
    try await database.transaction(.write) { session in
      guard let progress = try await session.ledger.progress(of: name) else { return }
      for change in progress.invalidations(at: deploy) { try await session.ledger.apply(change, plan: name) }
      var closed = progress.record
      closed.released = min(closed.released, deploy)
      try await session.ledger.write(closed)
      try await session.ledger.record(
        "closed", plan: name, detail: "a build of deploy \(deploy) runs again", by: author)
    }
    report(.gatesInvalidated(plan: name, deploy: deploy))
  }

  /// Returns the error for a build that the database does not support.
  func incompatible(plan: String, deploy: Int) async throws -> MigrationRefused {
    let record = try await ledger()?.plan(plan)?.record
    return .ahead(plan: plan, deploy: deploy, database: record?.deploy ?? 0, oldest: record?.oldest ?? 0)
  }

  /// Records that no code older than this build runs any more: for each plan that the build has.
  func setReleased() async throws {
    guard let ledger = try await ledger() else { throw MigrationRefused.notAdopted }
    if !ledger.plans.contains(where: { $0.record.deploy > 0 }) {
      throw MigrationRefused.nothingTo("release: no plan has started here")
    }
    var isReleased = false
    for record in ledger.plans.map(\.record) {
      // A build without the plan predates the plan, or was built after its last deploy.
      let isLater = migrations.isRetired(record.name) || migrations.schema == ledger.schema
      let built = migrations.plan(record.name)?.current ?? (isLater ? record.deploy : 0)
      let deploy = min(record.deploy, built)
      if deploy == 0 { continue }
      isReleased = true
      if deploy > record.released { try await setReleased(plan: record.name, deploy: deploy) }
    }
    let names = ledger.plans.filter { $0.record.deploy > 0 }.map(\.record.name)
    if !isReleased {
      throw MigrationRefused.nothingTo("release: no deploy of \(listed(names)) has the code of this build")
    }
  }

  /// Records that no code older than a deploy runs any more.
  func setReleased(plan name: String, deploy: Int) async throws {
    try await database.transaction(.write) { session in
      guard var record = try await session.ledger.plan(name), record.released < deploy else { return }
      record.released = deploy
      try await session.ledger.write(record)
      try await session.ledger.record("released", plan: name, detail: "deploy \(deploy)", by: author)
    }
    report(.released(plan: name, deploy: deploy))
  }

  /// Records a cancel; a runner stops before its next batch.
  func cancel() async throws {
    switch try await next() {
    case .create, .adopt, .done: throw MigrationRefused.nothingTo("cancel")
    case .schema, .release, .backUp, .backfill, .verify, .offline, .advance, .ahead, .cancelled, .refused: break
    }
    try await database.transaction(.write) { session in
      try await session.ledger.setCancelled(author.who)
      try await session.ledger.record("cancelled", by: author)
    }
  }

  /// Revokes a cancel.
  func resume() async throws {
    try await database.transaction(.write) { session in
      try await session.ledger.setCancelled(nil)
      try await session.ledger.record("resumed", by: author)
    }
    report(.resumed)
  }

  /// Starts the backfills of the current gate over, or one of them, and revokes a cancel.
  func reset(only: String?) async throws {
    try await withMigrationLock("migrate reset") {
      guard let ledger = try await ledger(), !ledger.plans.isEmpty else {
        throw MigrationRefused.nothingTo("reset: no plan has started here")
      }
      @Sendable func chosen(_ progress: PlanProgress) -> [BackfillRecord] {
        progress.backfills.filter { $0.after >= progress.record.deploy && (only == nil || $0.name == only) }
      }
      if let only, ledger.plans.allSatisfy({ chosen($0).isEmpty }) {
        throw MigrationRefused.nothingTo("reset: the backfill '\(printable(only))' has not started")
      }
      try await database.transaction(.write) { session in
        for progress in ledger.plans {
          try await reset(chosen(progress), of: progress, only: only, in: session.ledger)
        }
        if ledger.cancelled != nil { try await session.ledger.setCancelled(nil) }
      }
    }
  }

  /// Starts backfills of a plan over.
  private func reset(
    _ backfills: [BackfillRecord], of progress: PlanProgress, only: String?, in ledger: Ledger
  ) async throws {
    let open = progress.verified.filter { $0.deploy > progress.record.deploy }
    if backfills.isEmpty, open.isEmpty { return }
    let name = progress.record.name
    for var backfill in backfills {
      backfill.state = .rescan
      backfill.cursor = nil
      backfill.error = nil
      backfill.changed = 0
      try await ledger.write(backfill, plan: name)
      try await ledger.releaseRows(plan: name, backfill: backfill.name)
    }
    for position in open { try await ledger.reopen(position, plan: name) }
    try await ledger.record("reset", plan: name, detail: only ?? "", by: author)
  }

  // MARK: - Repairs that change each row once

  /// Returns the backfill limited to the rows that it has not changed yet.
  func withoutDoneRows(_ backfill: Backfill, of plan: MigrationPlan) async throws -> Backfill {
    guard backfill.pending == .once, let ledger = try await ledger()?.plan(plan.name) else { return backfill }
    let position = plan.gatePosition(of: backfill)
    guard let name = ledger.backups.last(where: { $0.gate == position })?.name,
      let backup = plan.backup(at: position, named: name)
    else { return backfill }
    let last = backfill.keysGrow ? ledger.backfill(backfill.name)?.upper : nil
    // The table was empty when the repair began: all rows are newer.
    if backfill.keysGrow, last == nil { return backfill.limited(to: "1 = 0") }
    let condition = try await database.transaction(.read) { try await $0.condition(notIn: backup, upTo: last) }
    return backfill.limited(to: condition)
  }

  /// Returns the backup that records which rows are done.
  ///
  /// Creates it together with the bound between old and new rows.
  func backupOfDoneRows(
    _ backfill: Backfill, of plan: MigrationPlan, _ ledger: PlanProgress
  ) async throws -> Backup {
    let position = plan.gatePosition(of: backfill)
    if let name = ledger.backups.last(where: { $0.gate == position })?.name,
      let backup = plan.backup(at: position, named: name)
    {
      return backup
    }
    let unable = DatabaseUnable(
      "\(plan.name): \(database.name) does not support backups, so it cannot record which rows \(backfill.name) has changed; "
        + "make the function idempotent, and generate the plan without --once")
    return try await database.transaction(.write) { session in
      let id = try await session.ledger.nextBackupID()
      guard let backup = plan.backup(at: position, named: OwnNames.backup(id)), try await session.canBackUp(backup)
      else {
        throw unable
      }
      try await session.ledger.write(
        BackupRecord(id: Int(id), gate: position, name: backup.name, isOpen: false), plan: plan.name)
      var record = BackfillRecord(
        name: backfill.name, after: backfill.after, state: .rescan, total: 0, scanned: 0, changed: 0)
      if backfill.keysGrow { record.upper = try await session.lastKey(of: backfill) }
      try await session.ledger.write(record, plan: plan.name)
      return backup
    }
  }

  /// Returns whether the backup that records which rows are done was deleted by `migrate forget`: then all rows are
  /// done.
  func isDoneForGood(_ backfill: Backfill, of plan: MigrationPlan) async throws -> Bool {
    guard backfill.pending == .once else { return false }
    let position = plan.gatePosition(of: backfill)
    guard let record = try await ledger()?.plan(plan.name)?.backups.last(where: { $0.gate == position }) else {
      return false
    }
    return record.name == nil
  }

  /// Returns whether `adopt` counts a plan as done.
  ///
  /// The tables do not show whether its rows were changed already, and they must not be changed twice. If the ledger
  /// tables have the plan's backup and its bound, the plan continues instead.
  func countsAsDone(_ plan: MigrationPlan) async throws -> Bool {
    guard plan.isRepairOnce else { return false }
    if let undone = options.undone, plan.isCalled(undone) { return false }
    guard try await database.hasLedgerTable(LedgerTables.backups),
      try await database.hasLedgerTable(LedgerTables.backfills)
    else {
      return true
    }
    return try await database.transaction(.read) { session in
      let backups = try await session.ledger.rows(of: LedgerTables.backups, where: ["plan": .string(plan.name)])
      let backfills = try await session.ledger.rows(of: LedgerTables.backfills, where: ["plan": .string(plan.name)])
      return backups.isEmpty || backfills.isEmpty
    }
  }

  /// Counts a backfill as done without a scan.
  func countAsDone(_ backfill: Backfill, of plan: MigrationPlan) async throws {
    try await database.transaction(.write) { session in
      try await session.ledger.countAsDone([backfill], of: plan)
      try await session.ledger.record(
        "backfilled", plan: plan.name, detail: "\(backfill.name): no row is pending", by: author)
    }
  }
}
