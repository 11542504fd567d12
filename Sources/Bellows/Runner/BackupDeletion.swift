// Part of Bellows. MIT licence: see LICENSE.

/// Deletes the backups of a finished plan.
struct BackupDeletion {
  let runner: Runner

  /// Deletes the backups of a plan.
  ///
  /// The ledger keeps a record of them: a rollback that needs them is refused, and a repair that changes rows once does
  /// not run again.
  func run(plan name: String) async throws {
    try await runner.withMigrationLock("migrate forget") {
      guard try await runner.ledger() != nil else { throw MigrationRefused.notAdopted }
      let events = try await runner.database.transaction(.write) { session in
        guard let ledger = try await session.ledger.state() else { throw MigrationRefused.notAdopted }
        guard let progress = ledger.plan(name) else {
          throw MigrationRefused.nothingTo("forget: no plan named \(printable(name)) has started here")
        }
        let backups = try await session.ledger.backups().filter { ByteString($0.plan) == ByteString(name) }
        guard !isUnfinished(progress, backups, ledger) else {
          let record = progress.record
          throw MigrationRefused.unfinished(plan: name, deploy: record.deploy, of: record.deploys)
        }
        guard !backups.isEmpty else { throw MigrationRefused.nothingTo("forget: there is no backup of \(name) here") }
        var events: [RunEvent] = []
        for backup in backups { events.append(try await session.ledger.deleteBackup(backup)) }
        try await session.ledger.record("forget", plan: name, detail: "\(backups.count) backups", by: runner.author)
        return events
      }
      for event in events { runner.report(event) }
    }
  }

  /// Returns whether the rest of a plan, or its rollback, still needs its backups.
  func isUnfinished(_ progress: PlanProgress, _ backups: [StoredBackup], _ ledger: LedgerState) -> Bool {
    let (record, plan) = (progress.record, runner.migrations.plan(progress.record.name))
    // A plan that another one began after is finished, or was rolled back.
    if ledger.successor(of: record.name) != nil { return false }
    guard record.isComplete else {
      return record.deploy > 0 || backups.contains { $0.record.gate.isOfPlan }
    }
    let known = plan?.backfills.map { ($0.name, $0.after) } ?? []
    let all = known.isEmpty ? progress.backfills.map { ($0.name, $0.after) } : known
    return all.contains { name, after in after >= record.deploys && progress.backfill(name)?.state != .done }
  }
}

/// A backup table and its contents.
struct StoredBackup: Hashable, Sendable {
  var plan: String
  var record: BackupRecord
  /// The backup table.
  var name: String
  var contents: BackupContents
}
