// Part of Bellows. MIT licence: see LICENSE.

extension Runner {
  /// Opens a gate for values that will go: says how much they are, and makes the backup that will keep them.
  ///
  /// They are kept in the moment before they go, in the same transaction: what is written until then is part of them.
  func backUp(plan name: String, gate position: GatePosition) async throws {
    guard let plan = build.plan(name), let gate = plan.gate(at: position), let nameless = gate.backup(named: "") else {
      return
    }
    try await confirm(plan, nameless)
    try await database.transaction(.write) { session in
      let what = "\(nameless.table): \(nameless.columns.joined(separator: ", "))"
      try await session.recordEvent("keep", plan: plan.name, detail: what, by: author)
      let known = try await session.ledgerState()?.backups.last { $0.gate == position }
      // Where `migrate forget` has deleted what was kept, a new backup is made.
      if var known, known.name != nil {
        // Closed when older code ran again: what was kept then stays kept, and what that code wrote comes on top.
        known.isOpen = true
        return try await session.write(known, plan: plan.name)
      }
      let id = try await session.nextBackupID()
      var backup = nameless
      backup.name = backupTableName(id)
      let canBackUp = try await session.canBackUp(backup)
      if var known, !canBackUp {
        known.isOpen = true
        return try await session.write(known, plan: plan.name)
      }
      // Whoever confirms says that there is a backup of their own.
      guard canBackUp || options.confirmed == plan.name else {
        throw DatabaseUnable(
          "\(database.name) cannot keep \(backup.table) aside: make a backup by its own means, and say so with "
            + "--confirm \(plan.name)")
      }
      let record = BackupRecord(id: Int(id), gate: position, name: canBackUp ? backup.name : nil, isOpen: true)
      try await session.write(record, plan: plan.name)
    }
  }

  /// Tells how much would be kept aside, and refuses in production what nobody confirmed.
  private func confirm(_ plan: MigrationPlan, _ backup: Backup) async throws {
    let bytes = try await database.transaction(.read) { try await $0.size(of: backup) }
    report(.backupAnnounced(table: backup.table, columns: backup.columns, bytes: bytes))
    try confirm(plan, bytes: bytes)
  }

  /// Refuses in production what nobody confirmed.
  func confirm(_ plan: MigrationPlan, bytes: Int) throws {
    if options.isGateless || !author.isInProduction || options.confirmed == plan.name { return }
    throw MigrationRefused.unconfirmed(plan: plan.name, bytes: bytes)
  }

  /// What a deploy's schema revision deletes; what a backfill before it has written over was kept then.
  func backups(deletedBy deploy: MigrationDeploy, of plan: MigrationPlan, _ ledger: LedgerState) -> [Backup] {
    plan.gates(before: deploy.number).compactMap { position, gate in
      guard let record = ledger.backups.last(where: { $0.gate == position && $0.isOpen }), let name = record.name,
        let backup = gate.backup(named: name)
      else { return nil }
      let later = deploy.gates.dropFirst(position.index + 1)
      return later.contains { $0.writes(over: backup, in: plan) } ? nil : backup
    }
  }

  /// The backup that a backfill writes over: it keeps what rows held, and notes what becomes of them.
  ///
  /// One that no gate asked for is made here, where the plan says that nothing else brings back what rows held.
  func backup(of plan: MigrationPlan, during backfill: Backfill) async throws -> Backup? {
    guard let ledger = try await ledger() else { return nil }
    if backfill.pending == .once { return try await backupOfDoneRows(backfill, of: plan, ledger) }
    let position = plan.gatePosition(of: backfill)
    for record in ledger.backups where record.isOpen || record.gate == position {
      guard let name = record.name, let backup = plan.backup(at: record.gate, named: name) else { continue }
      if record.gate == position || backfill.writes(over: backup) { return backup }
    }
    guard case .backup = backfill.rollback, !ledger.backups.contains(where: { $0.gate == position && $0.name != nil }) else {
      return nil
    }
    return try await database.transaction(.write) { session in
      let id = try await session.nextBackupID()
      guard let backup = plan.backup(at: position, named: backupTableName(id)), try await session.canBackUp(backup) else {
        return nil
      }
      // It opens no gate, so it needs not be closed.
      let record = BackupRecord(id: Int(id), gate: position, name: backup.name, isOpen: false)
      try await session.write(record, plan: plan.name)
      return backup
    }
  }
}

extension DatabaseSession {
  /// Makes the backup, still without rows; `false` when the database has no such thing.
  func canBackUp(_ backup: Backup) async throws -> Bool {
    var last = Query(backup.table, columns: backup.key, order: backup.key, limit: 1)
    last.isDescending = true
    let after = try await read(last).first?.values.map { $0 ?? .null }
    do {
      _ = try await backUp(backup, after: after, upTo: nil)
      return true
    } catch is DatabaseUnable {
      return false
    }
  }
}

extension MigrationPlan {
  /// A gate by its place.
  func gate(at position: GatePosition) -> MigrationGate? {
    guard let gates = deploy(position.deploy)?.gates, gates.indices.contains(position.index) else { return nil }
    return gates[position.index]
  }

  /// Where a backfill's gate is; after the last deploy there is none, and its place among the backfills stands for it.
  func gatePosition(of backfill: Backfill) -> GatePosition {
    let number = backfill.after + 1
    let position = deploy(number)?.gates.firstIndex { gate in
      if case .backfilled(let name) = gate { ByteString(name) == ByteString(backfill.name) } else { false }
    }
    let own = backfills.firstIndex { ByteString($0.name) == ByteString(backfill.name) } ?? 0
    return GatePosition(deploy: number, index: position ?? own)
  }

  /// What is kept aside at a gate, in a table of that name.
  func backup(at position: GatePosition, named name: String) -> Backup? {
    if let backup = gate(at: position)?.backup(named: name) { return backup }
    guard let backfill = backfills.first(where: { self.gatePosition(of: $0) == position }),
      backfill.rollback == .backup || backfill.pending == .once
    else { return nil }
    var backup = Backup(name, of: backfill.targetTable, key: backfill.key, columns: backfill.writes.map(\.name))
    backup.isOnce = backfill.pending == .once
    return backup
  }
}

extension MigrationGate {
  /// What is kept aside at this gate, in a table of that name.
  func backup(named name: String) -> Backup? {
    switch self {
    case .backup(let table, let key, let columns): Backup(name, of: table, key: key, columns: columns)
    case .released, .backfilled, .verified: nil
    }
  }

  /// Whether it waits for a backfill that writes over what a backup keeps.
  fileprivate func writes(over backup: Backup, in plan: MigrationPlan) -> Bool {
    switch self {
    case .backfilled(let name): plan.backfill(name)?.writes(over: backup) ?? false
    case .released, .backup, .verified: false
    }
  }
}

extension Backfill {
  /// Whether it writes over what a backup keeps.
  fileprivate func writes(over backup: Backup) -> Bool {
    guard ByteString(targetTable) == ByteString(backup.table) else { return false }
    if deletesRows { return true }
    return writes.contains { column in
      column.form == .wholeRow || backup.columns.contains { $0 == "*" || ByteString($0) == ByteString(column.name) }
    }
  }

  /// Whether it makes rows of another table.
  package var isCopy: Bool { ByteString(targetTable) != ByteString(table) }
}

extension Author {
  /// Whether values must not go without somebody's word.
  var isInProduction: Bool { environment.lowercased() == "production" }
}
