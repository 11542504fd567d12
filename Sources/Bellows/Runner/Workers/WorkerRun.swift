// Part of Bellows. MIT licence: see LICENSE.

/// A run that only helps with backfills: `migrate run --worker`.
///
/// It joins the scans of the run that has the migration lock. If no run has it, the worker runs the next backfill itself;
/// what changes the schema or opens a gate is left to a run, for which it waits.
struct WorkerRun {
  let runner: Runner

  /// How often a worker that waits looks again.
  private static let pause = Duration.milliseconds(300)

  private var database: any Database { runner.database }

  /// Helps until nothing is left to help with, and returns what is next.
  func run() async throws -> RunEnd {
    try await runner.reconnecting { isConnected in
      var reason: String?
      var last = ContinuousClock.now
      while true {
        let situation = try await runner.situation()
        isConnected()
        if case .cancelled(let who) = situation.action { throw MigrationRefused.cancelled(who) }
        if case .refused(let refusal) = situation.action { throw refusal }
        // A run that was killed has left its lock: then this worker does not wait for the leases of that run.
        switch try await lead(situation) {
        case .end(let end): return end
        case .worked: last = .now
        case .waits(let other, let end):
          if try await join(situation) {
            last = .now
            continue
          }
          if let end, ContinuousClock.now >= last + .seconds(runner.options.wait) { return end }
          if other != reason { runner.report(.worker(.waits(for: other))) }
          reason = other
          try await Task.sleep(for: Self.pause)
        }
      }
    }
  }

  // MARK: - Joining

  /// Joins the first scan that is running, until its last row; returns `false` if there is none.
  private func join(_ situation: Situation) async throws -> Bool {
    for case .backfill(let planName, let name) in situation.actions {
      guard let plan = runner.migrations.plan(planName), let backfill = plan.backfill(name),
        let open = try await openScan(of: backfill, plan)
      else { continue }
      let scan = try await runner.scan(of: backfill, plan)
      try scan.requireSame(open)
      try await WorkerLease.holding(1, runner, LeaseRecord.workerPrefix) { leases in
        let progress = ScanProgress(total: 0, quarantined: try await scan.quarantinedCount(), left: .max)
        runner.report(.worker(.joined(backfill: name, run: open.owner)))
        _ = try await RangeWorker(scan: scan, lease: leases[0], progress: progress, isLeader: false, end: nil).run()
      }
      return true
    }
    return false
  }

  /// Returns the scan of a backfill if rows of it are not distributed or not scanned yet.
  private func openScan(of backfill: Backfill, _ plan: MigrationPlan) async throws -> LeaseRecord? {
    try await database.transaction(.read) { session in
      let ledger = session.ledger
      guard let open = try await ledger.openScan(plan: plan.name, backfill: backfill.name),
        let progress = try await ledger.progress(of: plan.name), let record = progress.backfill(backfill.name),
        record.state.isRunning
      else { return nil }
      return record.isDistributed && progress.ranges(of: backfill.name).isEmpty ? nil : open
    }
  }

  // MARK: - Leading

  private enum Lead {
    case end(RunEnd)
    case worked
    /// - Parameter end: How it ends if it has waited for too long; `nil` while another run works.
    case waits(for: String, end: RunEnd?)
  }

  /// Runs the next backfill if no run has the migration lock.
  private func lead(_ situation: Situation) async throws -> Lead {
    let who = "migrate run --worker, \(runner.author.who), since \(Timestamp.now.text)"
    let lock: any MigrationLock
    do {
      lock = try await database.acquireMigrationLock(holder: who)
    } catch let inUse as DatabaseInUse {
      return .waits(for: inUse.holder, end: nil)
    } catch let unable as DatabaseUnable {
      // Behind a pooler there is no migration lock; a worker can help from there nevertheless.
      return situation.action.isWork
        ? .waits(for: "\(unable); until a run begins, this worker has nothing to do", end: .at(situation.action))
        : .end(.at(situation.action))
    }
    return try await runner.holding(lock, leadLocked)
  }

  private func leadLocked() async throws -> Lead {
    let action = try await runner.situation().action
    guard case .backfill(let plan, let name) = action else {
      return action.isWork ? .waits(for: action.sentence, end: .at(action)) : .end(.at(action))
    }
    switch try await runner.backfill(plan: plan, name: name) {
    case .done, .paused: return .worked
    case .limited: return .end(.limited(backfill: name))
    case .partial(let left): return .end(.partial(backfill: name, left: left))
    // The run that asked for it leads from now on, and this worker helps it.
    case .handedOver(let who): return .waits(for: who, end: nil)
    }
  }
}

extension BackfillScan {
  /// Throws unless the run that opened the scan is of this build.
  func requireSame(_ open: LeaseRecord) throws {
    let own = runner.options.build
    guard open.chain == plan.chain, open.build == own else {
      throw MigrationRefused.otherBuild(
        plan: plan.name, backfill: backfill.name, run: open.owner, build: open.build, own: own,
        isSamePlan: open.chain == plan.chain)
    }
  }
}
