// Part of Bellows. MIT licence: see LICENSE.

/// Backfills that change each row once: a row is done when the plan's backup has its key, written in the transaction that
/// changes the row. Cursors and states may be reset; the backup is not.
extension Runner {
  /// The same backfill, limited to the rows that it still has to change.
  func withoutDoneRows(_ backfill: Backfill, of plan: MigrationPlan) async throws -> Backfill {
    guard backfill.pending == .once, let ledger = try await ledger() else { return backfill }
    let position = plan.gatePosition(of: backfill)
    guard let name = ledger.backups.last(where: { $0.gate == position })?.name,
      let backup = plan.backup(at: position, named: name)
    else { return backfill }
    let last = backfill.keysGrow ? ledger.backfill(backfill.name)?.upper : nil
    // The table was empty when the repair began: whatever is there now came later.
    if backfill.keysGrow, last == nil { return backfill.limited(to: "0") }
    let condition = try await database.transaction(.read) { try await $0.condition(notIn: backup, upTo: last) }
    return backfill.limited(to: condition)
  }

  /// The backup that tells which rows are done; made together with the bound that tells old rows from new ones.
  func backupOfDoneRows(
    _ backfill: Backfill, of plan: MigrationPlan, _ ledger: LedgerState
  ) async throws -> Backup {
    let position = plan.gatePosition(of: backfill)
    if let name = ledger.backups.last(where: { $0.gate == position })?.name,
      let backup = plan.backup(at: position, named: name)
    {
      return backup
    }
    let unable = DatabaseUnable(
      "\(plan.name): \(database.name) keeps no backups, so nothing tells which rows \(backfill.name) has changed already; "
        + "make the function idempotent, and generate the plan without --once")
    return try await database.transaction(.write) { session in
      let id = try await session.nextBackupID()
      guard let backup = plan.backup(at: position, named: backupTableName(id)), try await session.canBackUp(backup) else {
        throw unable
      }
      try await session.write(
        BackupRecord(id: Int(id), gate: position, name: backup.name, isOpen: false), plan: plan.name)
      var record = BackfillRecord(
        name: backfill.name, after: backfill.after, state: .rescan, total: 0, scanned: 0, changed: 0)
      if backfill.keysGrow { record.upper = try await session.lastKey(of: backfill) }
      try await session.write(record, plan: plan.name)
      return backup
    }
  }

  /// Whether the backup that told which rows are done was deleted with `migrate forget`: then all of them are.
  func isDoneForGood(_ backfill: Backfill, of plan: MigrationPlan) async throws -> Bool {
    guard backfill.pending == .once else { return false }
    let position = plan.gatePosition(of: backfill)
    guard let record = try await ledger()?.backups.last(where: { $0.gate == position }) else { return false }
    return record.name == nil
  }

  /// Whether `adopt` counts a plan as done.
  ///
  /// Nothing in the tables tells whether its rows were changed, and to change them twice would be wrong. A ledger that
  /// knows the plan's backup and its bound goes on instead.
  func countsAsDone(_ plan: MigrationPlan, at deploy: Int) async throws -> Bool {
    guard deploy < plan.current, plan.isRepairOnce else { return false }
    if let undone = options.undone, plan.isCalled(undone) { return false }
    guard try await database.hasLedgerTable(LedgerTables.backups), try await database.hasLedgerTable(LedgerTables.backfills) else {
      return true
    }
    return try await database.transaction(.read) { session in
      let backups = try await session.read(LedgerTables.backups, where: ["plan": .string(plan.name)])
      let backfills = try await session.read(LedgerTables.backfills, where: ["plan": .string(plan.name)])
      return backups.isEmpty || backfills.isEmpty
    }
  }

  /// Counts a backfill as done without looking at a row.
  func countAsDone(_ backfill: Backfill, of plan: MigrationPlan) async throws {
    try await database.transaction(.write) { session in
      try await session.countAsDone([backfill], of: plan)
      try await session.recordEvent(
        "backfilled", plan: plan.name, detail: "\(backfill.name): no row is pending", by: author)
    }
  }
}

extension DatabaseSession {
  /// Notes that backfills are done, or have nothing to do here.
  func countAsDone(_ backfills: [Backfill], of plan: MigrationPlan) async throws {
    for backfill in backfills {
      var record =
        try await ledgerState()?.backfill(backfill.name)
        ?? BackfillRecord(name: backfill.name, after: backfill.after, state: .done, total: 0, scanned: 0, changed: 0)
      record.state = .done
      record.error = nil
      try await write(record, plan: plan.name)
    }
  }

  /// A number for a new backup whose table is not there yet.
  func nextBackupID() async throws -> Int64 {
    var id = try await nextID(of: LedgerTables.backups)
    // A ledger that was deleted and opened again has forgotten tables that are still there.
    while try await exists(table: backupTableName(id)) { id += 1 }
    return id
  }
}

/// The table of a backup by its number.
func backupTableName(_ id: Int64) -> String { "_bellows_backup_\(id)" }

extension MigrationPlan {
  /// The backfills that change each row once.
  var onceBackfills: [Backfill] { backfills.filter { $0.pending == .once } }

  /// Whether it changes rows once and no schema, so that nothing in a database tells whether it was executed.
  var isRepairOnce: Bool {
    !onceBackfills.isEmpty && deploys.allSatisfy { $0.statements.isEmpty && $0.tables.isEmpty && $0.dropped.isEmpty }
  }

  /// Why it must not begin: new rows could not be told from those that were there.
  var unlimitedOnce: MigrationRefused? {
    onceBackfills.first { !$0.keysGrow && $0.scope == nil }.map {
      .unlimitedOnce(plan: name, backfill: $0.name, table: $0.table)
    }
  }
}
