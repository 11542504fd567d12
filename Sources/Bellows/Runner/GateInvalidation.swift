// Part of Bellows. MIT licence: see LICENSE.

extension Runner {
  /// Closes what was opened since the deploy of this older build, whose code runs again.
  func invalidateGates(plan name: String, at deploy: Int) async throws {
    try await database.transaction(.write) { session in
      guard let ledger = try await session.ledgerState(), let record = ledger.plan else { return }
      for change in ledger.invalidations(at: deploy) { try await session.apply(change, plan: name) }
      var closed = record
      closed.released = min(record.released, deploy)
      try await session.write(closed)
      try await session.recordEvent("closed", plan: name, detail: "a build of deploy \(deploy) runs again", by: author)
    }
    report(.gatesInvalidated(plan: name, deploy: deploy))
  }

  /// Why a build is not served, and what to do.
  func incompatible(plan: String, deploy: Int) async throws -> MigrationRefused {
    let record = try await ledger()?.plan
    return .ahead(plan: plan, deploy: deploy, database: record?.deploy ?? 0, oldest: record?.oldest ?? 0)
  }

  /// Notes that no code older than this build's runs any more.
  func setReleased() async throws {
    guard let ledger = try await ledger() else { throw MigrationRefused.notAdopted }
    guard let record = ledger.plan else { throw MigrationRefused.nothingTo("release: no plan was begun here") }
    // A build that does not have the plan is from before it, or its last deploy is over.
    let built = build.plan(record.name)?.current ?? (build.schema == ledger.schema ? record.deploy : 0)
    let deploy = min(record.deploy, built)
    if deploy == 0 { throw MigrationRefused.nothingTo("release: no deploy of \(record.name) has code of this build") }
    try await setReleased(plan: record.name, deploy: deploy)
  }

  /// Notes that no code older than a deploy's runs any more.
  func setReleased(plan name: String, deploy: Int) async throws {
    try await database.transaction(.write) { session in
      guard var record = try await session.planRecord(name), record.released < deploy else { return }
      record.released = deploy
      try await session.write(record)
      try await session.recordEvent("released", plan: name, detail: "deploy \(deploy)", by: author)
    }
    report(.released(plan: name, deploy: deploy))
  }

  /// Remembers that work is to stop; a runner sees it before its next batch.
  func cancel() async throws {
    switch try await next() {
    case .create, .adopt, .done: throw MigrationRefused.nothingTo("cancel")
    case .schema, .release, .backUp, .backfill, .verify, .advance, .ahead, .cancelled, .refused: break
    }
    try await database.transaction(.write) { session in
      try await session.setCancelled(author.who)
      try await session.recordEvent("cancelled", by: author)
    }
  }

  /// Goes on after somebody cancelled.
  func resume() async throws {
    try await database.transaction(.write) { session in
      try await session.setCancelled(nil)
      try await session.recordEvent("resumed", by: author)
    }
    report(.resumed)
  }

  /// Makes the backfills of the gate in hand start over, or one of them, and forgets that somebody cancelled.
  func reset(only: String?) async throws {
    try await withMigrationLock("migrate reset") {
      guard let ledger = try await ledger(), let record = ledger.plan else {
        throw MigrationRefused.nothingTo("reset: no plan was begun here")
      }
      let chosen = ledger.backfills.filter { $0.after >= record.deploy && (only == nil || $0.name == only) }
      if let only, chosen.isEmpty { throw MigrationRefused.nothingTo("reset: '\(only)' was not begun") }
      try await database.transaction(.write) { session in
        for var backfill in chosen {
          backfill.state = .rescan
          backfill.cursor = nil
          backfill.error = nil
          backfill.changed = 0
          try await session.write(backfill, plan: record.name)
          try await session.release(plan: record.name, backfill: backfill.name)
        }
        for position in ledger.verified where position.deploy > record.deploy {
          try await session.reopen(position, plan: record.name)
        }
        if ledger.cancelled != nil { try await session.setCancelled(nil) }
        try await session.recordEvent("reset", plan: record.name, detail: only ?? "", by: author)
      }
    }
  }
}

/// Something that is undone in the ledger when older code runs again.
enum GateInvalidation: Hashable, Sendable {
  case backfill(BackfillRecord)
  case verified(GatePosition)
  case backup(BackupRecord)
}

extension LedgerState {
  /// What no longer holds once code of that deploy runs again: it may write what was moved, counted or kept.
  func invalidations(at deploy: Int) -> [GateInvalidation] {
    guard let plan else { return [] }
    var invalidations: [GateInvalidation] = []
    for var backfill in backfills where backfill.after >= plan.deploy && backfill.state != .rescan {
      backfill.state = .rescan
      backfill.cursor = nil
      invalidations.append(.backfill(backfill))
    }
    for position in verified where position.deploy > plan.deploy { invalidations.append(.verified(position)) }
    for var backup in backups where backup.isOpen && backup.gate.deploy > plan.deploy {
      backup.isOpen = false
      invalidations.append(.backup(backup))
    }
    return invalidations
  }
}

extension DatabaseSession {
  fileprivate func apply(_ invalidation: GateInvalidation, plan: String) async throws {
    switch invalidation {
    case .backfill(let record): try await write(record, plan: plan)
    case .verified(let position): try await reopen(position, plan: plan)
    case .backup(let record): try await write(record, plan: plan)
    }
  }
}
