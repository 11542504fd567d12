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
