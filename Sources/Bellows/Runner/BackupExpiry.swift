// Part of Bellows. MIT licence: see LICENSE.

extension Runner {
  /// Deletes the backups of plans that were finished, or rolled back, longer ago than backups are kept.
  ///
  /// The ledger keeps a record of them, as after `migrate forget`.
  func deleteExpiredBackups() async throws {
    guard !options.isRehearsal, try await ledger() != nil else { return }
    let end = Timestamp.now - options.backupAge
    let events = try await database.transaction(.write) { session in
      guard let ledger = try await session.ledger.state() else { return [RunEvent]() }
      var events: [RunEvent] = []
      for (name, backups) in try await session.ledger.backupsByPlan() {
        guard let progress = ledger.plan(name),
          let updated = try await session.ledger.lastUpdate(of: name), updated <= end,
          !BackupDeletion(runner: self).isUnfinished(progress, backups, ledger)
        else { continue }
        for backup in backups { events.append(try await session.ledger.deleteBackup(backup)) }
        try await session.ledger.record(
          "forget", plan: name, detail: "\(backups.count) backups, at their age", by: author)
      }
      return events
    }
    for event in events { report(event) }
  }
}

extension Runner {
  /// Deletes backed up values of rows that were deleted since: a user may have had their data erased.
  ///
  /// These are all backups that the ledger has, also those of plans that this build does not have any more. A table that
  /// a plan drops has no rows any more; its backup stays as it is.
  func forgetDeletedRows() async throws {
    guard !options.isRehearsal, let ledger = try await ledger() else { return }
    var events: [RunEvent] = []
    for progress in ledger.plans {
      let (name, plan) = (progress.record.name, migrations.plan(progress.record.name))
      let dropped = Set((plan?.deploys ?? []).flatMap(\.dropped).map { ByteString($0) })
      for record in progress.backups {
        let forgotten = try await database.transaction(.write) { session -> (rows: Int, table: String)? in
          guard let backup = try await session.backup(record, of: plan), !dropped.contains(ByteString(backup.table))
          else {
            return nil
          }
          let count = try await session.discardDeletedRows(of: backup)
          if count == 0 { return nil }
          try await session.ledger.record(
            "forget", plan: name, detail: "\(rows(count)) of \(backup.table) that were deleted", by: author)
          return (count, backup.table)
        }
        guard let forgotten else { continue }
        let what = "removed \(rows(forgotten.rows)) from the backup of \(forgotten.table), because they were deleted"
        events.append(.noticed("\(name): \(what)"))
      }
    }
    for event in events { report(event) }
  }
}

extension DatabaseSession {
  /// Returns the backup that a record of the ledger means; `nil` if there is none any more.
  ///
  /// Without its plan, the backup table itself says what it contains.
  fileprivate func backup(_ record: BackupRecord, of plan: MigrationPlan?) async throws -> Backup? {
    guard let name = record.name else { return nil }
    if let backup = plan?.backup(at: record.gate, named: name) { return backup }
    guard let contents = try await contents(of: name), let table = contents.table else { return nil }
    return Backup(name, of: table, key: [], columns: contents.columns)
  }
}

extension Ledger {
  /// Returns the backups of each plan, in the order of their names.
  fileprivate func backupsByPlan() async throws -> [(plan: String, backups: [StoredBackup])] {
    Dictionary(grouping: try await backups(), by: { ByteString($0.plan) }).sorted { $0.key < $1.key }
      .map { ($0.key.text, $0.value) }
  }

  /// Returns when the progress of a plan was written last: for a finished plan, when it was finished.
  fileprivate func lastUpdate(of plan: String) async throws -> Timestamp? {
    guard let row = try await rows(of: LedgerTables.plans, where: ["name": .string(plan)]).first else { return nil }
    return try? Timestamp(text: row.required("updated"))
  }
}

extension Duration {
  /// A number of days of 24 hours.
  static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
