// Part of Bellows. MIT licence: see LICENSE.

/// A worker of a scan: takes one key range after the other, and scans it.
struct RangeWorker: Sendable {
  let scan: BackfillScan
  let lease: WorkerLease
  let progress: ScanProgress
  /// Whether this process has the migration lock: it may take ranges of a scan that selects rows.
  let isLeader: Bool
  /// When other plans take their turn; `nil` for no limit.
  let end: ContinuousClock.Instant?

  /// Another worker has the range: this one was silent for longer than its lease.
  private struct RangeLost: Error {}

  /// What a worker does next.
  private enum NextRange: Sendable {
    case range(RangeRecord)
    /// No range is free; another one may become free.
    ///
    /// The reason is `nil` if this process has them all.
    case waiting(for: String?)
    /// All ranges are finished, or the scan has ended.
    case ended
  }

  /// How often a worker that waits looks again.
  private static let pause = Duration.milliseconds(100)
  /// How many ranges a worker may lose without a batch in between, until its writes must be taken for lost.
  private static let losses = 20

  private var runner: Runner { scan.runner }
  private var options: RunOptions { scan.runner.options }
  private var database: any Database { scan.runner.database }
  private var backfill: Backfill { scan.backfill }
  private var plan: String { scan.plan.name }

  /// Scans ranges until none is left, and returns `nil`; otherwise returns why it stopped before.
  func run() async throws -> ScanEnd? {
    var losses = 0
    var last: RangeRecord?
    var reason: String?
    var throttle = Throttle()
    var sizes = BatchSize(
      first: options.batchSize, most: options.largestBatch ?? options.batchSize,
      target: database.sharesBackfills ? options.batchTime : nil)
    while true {
      switch try await nextRange() {
      case .ended: return nil
      case .waiting(let other):
        // That other workers of this process are not done yet is no news.
        if let other, other != reason { progress.report(.worker(.waits(for: other)), runner.report) }
        reason = other
        if let who = try await runner.interrupted(), isLeader { return .handedOver(to: who) }
        if let end, ContinuousClock.now >= end { return .paused }
        try await Task.sleep(for: Self.pause)
      case .range(let range):
        // After its last batch it would be another one.
        if range == last { throw scan.repeats }
        last = range
        let before = progress.left
        do {
          if let end = try await work(range, &throttle, &sizes) { return end }
          losses = 0
        } catch is RangeLost {
          losses = progress.left == before ? losses + 1 : 0
          guard database.sharesBackfills, losses < Self.losses else { throw scan.repeats }
          try await lease.replace()
        }
        if progress.left <= 0 { return nil }
      }
    }
  }

  // MARK: - Ranges

  /// Returns the next range: its own after an interruption, one that no worker has any more, or a new one.
  private func nextRange() async throws -> NextRange {
    try await database.transaction(.batch) { session in
      let ledger = session.ledger
      if let who = try await ledger.interruption().cancelled { throw MigrationRefused.cancelled(who) }
      guard var record = try await ledger.lockedBackfill(backfill.name, plan: plan), record.state.isRunning else {
        return .ended
      }
      if !isLeader {
        // A run of another build may have taken over since the last range.
        guard let open = try await ledger.openScan(plan: plan, backfill: backfill.name) else { return .ended }
        try scan.requireSame(open)
      }
      let all = try await ledger.ranges(of: backfill.name, plan: plan)
      try await ledger.fold(all, into: &record)
      let open = all.filter { !$0.isFinished }
      progress.set(record.adding(open))
      if let own = open.first(where: { $0.token == lease.token }) { return .range(own) }
      let (taken, reason) = try await takeOver(open, session)
      if let taken { return .range(taken) }
      guard !record.isDistributed, let upper = record.upper else {
        return open.isEmpty ? .ended : .waiting(for: reason)
      }
      let range = RangeRecord(
        plan: plan, backfill: backfill.name, number: (all.map(\.number).max() ?? 0) + 1, lower: record.cursor,
        upper: try await end(of: record, upTo: upper, session), cursor: record.cursor, token: lease.token,
        isShared: !scan.selectsRows)
      record.cursor = range.upper
      try await ledger.insert(range)
      try await ledger.write(record, plan: plan)
      return .range(range)
    }
  }

  /// Takes the first range whose worker has ended or was silent for too long; if there is none, says what the others
  /// wait for.
  private func takeOver(
    _ open: [RangeRecord], _ session: any DatabaseSession
  ) async throws -> (range: RangeRecord?, reason: String?) {
    if open.isEmpty { return (nil, nil) }
    let ledger = session.ledger
    let leases = try await ledger.leases().filter(\.isOfWorker)
    let now = try await session.now().microseconds
    var reason: String?
    for range in open where range.isShared || isLeader {
      let owner = leases.first { $0.token == range.token }
      if let owner, owner.until > now || !database.sharesBackfills {
        if owner.owner != runner.author.who {
          reason = reason ?? "\(owner.owner) scans the last rows of \(backfill.name)"
        }
        continue
      }
      if let holder = try await session.release(range.query) {
        reason = "\(backfill.name): \(holder) has not ended"
        continue
      }
      guard var taken = try await ledger.lockedRange(range) else { continue }
      taken.token = lease.token
      try await ledger.write(taken)
      try await ledger.deleteLease(token: range.token)
      if let owner {
        progress.report(
          .worker(.tookOver(backfill: backfill.name, from: owner.owner, number: range.number)), runner.report)
      }
      return (taken, nil)
    }
    return (nil, reason)
  }

  /// Returns the key at which a new range ends.
  ///
  /// Ranges are short enough that all workers end at about the same time, and long enough that few batches are spent on
  /// taking them.
  private func end(
    of record: BackfillRecord, upTo: [JSONValue], _ session: any DatabaseSession
  ) async throws -> [JSONValue] {
    if scan.selectsRows { return upTo }
    let batches = min(max(record.total / options.batchSize / 32, 1), 50)
    let size = batches * options.batchSize
    let query = Query(
      backfill.table, columns: backfill.key, order: backfill.key, after: record.cursor, upTo: upTo, limit: size)
    return try await session.lastKey(of: query) ?? upTo
  }

  // MARK: - Batches

  /// Scans a range to its end, and returns `nil`, or why it stopped before.
  private func work(
    _ first: RangeRecord, _ throttle: inout Throttle, _ sizes: inout BatchSize
  ) async throws -> ScanEnd? {
    let clock = ContinuousClock()
    var range = first
    while !range.isFinished, progress.left > 0 {
      let start = clock.now
      let batch = try await batch(range, size: min(sizes.size, progress.left))
      sizes.adapt(to: clock.now - start, attempts: batch.attempts)
      let pause = throttle.pause(after: clock.now - start, batch.contention)
      range = batch.range
      let quarantined = batch.outcome.quarantined.isEmpty ? nil : try await scan.quarantinedCount()
      progress.add(batch.outcome, quarantined: quarantined, of: backfill.name, runner.report)
      try scan.stop(at: progress.quarantined)
      if let successor = batch.successor { return .handedOver(to: successor) }
      if let end, clock.now >= end { return .paused }
      let delay = max(pause, .milliseconds(options.delay))
      // The only range of a scan ends with it.
      let isLast = range.isFinished && !database.sharesBackfills
      if delay > .zero, !isLast { try await Task.sleep(for: delay) }
      if let stop = try await waitForReplicas() { return stop }
    }
    return nil
  }

  /// Waits while a replica is further behind than `--max-lag` allows; returns why the run stops meanwhile.
  private func waitForReplicas() async throws -> ScanEnd? {
    guard database.sharesBackfills, options.largestLag > 0, progress.beginsLagCheck() else { return nil }
    var hasReported = false
    while true {
      switch try await database.transaction(.read, { try await $0.replicationLag(behind: nil) }) {
      case .none: return nil
      case .hidden(let remedy):
        if progress.reportsLag() { progress.report(.noticed(remedy), runner.report) }
        return nil
      case .behind(let replicas):
        guard let slowest = replicas.first, slowest.bytes > options.largestLag else { return nil }
        let reason = "\(slowest.sentence), and --max-lag is \(byteCount(options.largestLag)): \(backfill.name)"
        if !hasReported { progress.report(.worker(.waits(for: reason)), runner.report) }
        hasReported = true
      }
      if let who = try await runner.interrupted(), isLeader { return .handedOver(to: who) }
      if let end, ContinuousClock.now >= end { return .paused }
      try await Task.sleep(for: Self.pause)
    }
  }

  /// A batch that was written.
  private struct Written: Sendable {
    var range: RangeRecord
    var outcome: BatchOutcome
    var contention: WriteContention?
    /// How often the transaction began: it begins again if it does not get a lock in time.
    var attempts: Int
    /// The runner that waits for this one to hand over.
    var successor: String?
  }

  private func batch(_ before: RangeRecord, size: Int) async throws -> Written {
    do {
      return try await batch(before, size: size, concurrency: options.concurrency)
    } catch is RetryOneByOne {
      return try await batch(before, size: size, concurrency: 1)
    }
  }

  /// Executes one batch in one transaction: rows, cursor, counts, quarantine.
  private func batch(_ before: RangeRecord, size: Int, concurrency: Int) async throws -> Written {
    let attempts = Locked(0)
    return try await database.transaction(.batch) { session in
      attempts.with { $0 += 1 }
      let interruption = try await session.ledger.interruption()
      if let who = interruption.cancelled { throw MigrationRefused.cancelled(who) }
      // The lock of this row keeps others from taking the range until the batch ends.
      guard var range = try await session.ledger.lockedRange(before) else { throw RangeLost() }
      guard range.cursor == before.cursor else { throw scan.repeats }
      let outcome = try await BatchExecutor(
        Batch(
          backfill, after: range.cursor, upTo: range.upper, condition: options.condition, limit: size,
          backup: scan.backup), in: session, concurrency: concurrency
      ).execute()
      try scan.stop(at: outcome)
      for row in outcome.quarantined {
        try await session.ledger.quarantine(row, plan: plan, backfill: backfill.name)
      }
      let isAtEnd = outcome.lastKey == nil || outcome.scanned < size
      range.cursor = isAtEnd ? range.upper : outcome.lastKey
      range.scanned += outcome.scanned
      range.changed += outcome.changed
      try await session.ledger.write(range)
      return Written(
        range: range, outcome: outcome, contention: try await session.writeContention(),
        attempts: attempts.with { $0 }, successor: isLeader ? runner.successor(interruption.wanted) : nil)
    }
  }
}

extension BackfillRecord.State {
  /// Whether rows are scanned.
  var isRunning: Bool {
    switch self {
    case .scanning, .catchingUp: true
    case .scanned, .done, .rescan: false
    }
  }
}

extension Runner {
  /// Returns the runner that waits for this one to hand over; throws if the run was cancelled.
  func interrupted() async throws -> String? {
    let interruption = try await database.transaction(.read) { try await $0.ledger.interruption() }
    if let who = interruption.cancelled { throw MigrationRefused.cancelled(who) }
    return successor(interruption.wanted)
  }
}
