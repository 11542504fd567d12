// Part of Bellows. MIT licence: see LICENSE.

extension Runner {
  /// Deletes the backups of a plan that is finished here.
  ///
  /// The ledger goes on knowing that there were some: a rollback that would need them is refused, and a repair that
  /// changes rows once does not run again.
  func forget(_ name: String) async throws {
    try await withMigrationLock("migrate forget") {
      guard try await ledger() != nil else { throw MigrationRefused.notAdopted }
      let events = try await database.transaction(.write) { session in
        guard let ledger = try await session.ledgerState() else { throw MigrationRefused.notAdopted }
        guard let record = try await session.planRecord(name) else {
          throw MigrationRefused.nothingTo("forget: no plan called \(printable(name)) was begun here")
        }
        let backups = try await session.backups().filter { ByteString($0.plan) == ByteString(name) }
        guard !isUnfinished(record, backups, ledger) else {
          throw MigrationRefused.unfinished(plan: name, deploy: record.deploy, of: record.deploys)
        }
        guard !backups.isEmpty else { throw MigrationRefused.nothingTo("forget: no backup of \(name) is kept here") }
        var events: [RunEvent] = []
        for backup in backups { events.append(try await session.forget(backup)) }
        try await session.recordEvent("forget", plan: name, detail: "\(backups.count) backups", by: author)
        return events
      }
      for event in events { report(event) }
    }
  }

  /// Whether a rollback of a plan, or the rest of it, still needs its backups.
  private func isUnfinished(_ record: PlanRecord, _ backups: [StoredBackup], _ ledger: LedgerState) -> Bool {
    // A plan that is not the last one is finished, or was undone.
    guard let current = ledger.plan, ByteString(current.name) == ByteString(record.name) else { return false }
    guard record.deploy == record.deploys else {
      return record.deploy > 0 || backups.contains { $0.record.gate.isOfPlan }
    }
    let known = build.plan(record.name)?.backfills.map { ($0.name, $0.after) } ?? []
    let all = known.isEmpty ? ledger.backfills.map { ($0.name, $0.after) } : known
    return all.contains { name, after in after >= record.deploys && ledger.backfill(name)?.state != .done }
  }
}

/// A backup table of some plan, and what it holds.
struct StoredBackup: Hashable, Sendable {
  var plan: String
  var record: BackupRecord
  /// The table that holds the values.
  var name: String
  var contents: BackupContents
}

extension DatabaseSession {
  /// The backup tables of all plans, the oldest first.
  func backups() async throws -> [StoredBackup] {
    var backups: [StoredBackup] = []
    for row in try await read(LedgerTables.backups) {
      guard let name = try row.text("name"), let contents = try await contents(of: name) else { continue }
      backups.append(
        StoredBackup(plan: try row.required("plan"), record: try BackupRecord(row), name: name, contents: contents))
    }
    return backups
  }

  fileprivate func forget(_ backup: StoredBackup) async throws -> RunEvent {
    try await discard(Backup(backup.name, of: "", key: [], columns: []))
    let id: KeyValuePairs<String, JSONValue?> = ["id": .int(Int64(backup.record.id))]
    if backup.record.gate.isOfPlan {
      try await update(LedgerTables.backups, set: ["name": nil, "open": 0], where: id)
    } else {
      try await delete(from: LedgerTables.backups, where: id)
    }
    return .backupDeleted(plan: backup.plan, backup: backup.name, contents: backup.contents)
  }
}
