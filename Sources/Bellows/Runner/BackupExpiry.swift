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
  /// A table that a plan drops has no rows any more; its backup stays as it is.
  func forgetDeletedRows() async throws {
    guard !options.isRehearsal, let ledger = try await ledger() else { return }
    var events: [RunEvent] = []
    for progress in ledger.plans {
      guard let plan = migrations.plan(progress.record.name) else { continue }
      let dropped = Set(plan.deploys.flatMap(\.dropped).map { ByteString($0) })
      for record in progress.backups {
        guard let name = record.name, let backup = plan.backup(at: record.gate, named: name),
          !dropped.contains(ByteString(backup.table))
        else { continue }
        let count = try await database.transaction(.write) { session in
          let count = try await session.discardDeletedRows(of: backup)
          if count > 0 {
            try await session.ledger.record(
              "forget", plan: plan.name, detail: "\(rows(count)) of \(backup.table) that were deleted", by: author)
          }
          return count
        }
        if count > 0 {
          let what = "removed \(rows(count)) from the backup of \(backup.table), because they were deleted"
          events.append(.noticed("\(plan.name): \(what)"))
        }
      }
    }
    for event in events { report(event) }
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
