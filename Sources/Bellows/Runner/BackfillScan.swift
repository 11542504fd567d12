// Part of Bellows. MIT licence: see LICENSE.

/// How a scan ended.
enum ScanEnd: Hashable, Sendable {
  case done
  /// It stopped at the limit of rows.
  case limited
  /// Its slice of time is over: other plans take their turn.
  case paused
  /// It stopped after a batch, because another runner takes over.
  case handedOver(to: String)
  /// The selected rows are done; `left` others remain.
  case partial(left: Int)
}

/// The scan of a backfill.
struct BackfillScan: Sendable {
  var runner: Runner
  let plan: MigrationPlan
  var backfill: Backfill
  /// The backup of the columns that it overwrites.
  var backup: Backup?
  /// How long it scans before other plans take their turn; `nil` for no limit.
  var slice: Duration?
  /// Whether this run has scanned it already, in an earlier slice.
  var isContinued = false

  /// Whether rows that are newer than the backfill are ignored.
  private var isBounded: Bool { backfill.pending == .once && backfill.keysGrow }
  private var options: RunOptions { runner.options }
  private var database: any Database { runner.database }

  /// Whether it scans only selected rows, so that no worker of another process may join it.
  var selectsRows: Bool { options.condition != nil || options.cursor != nil }
  /// The error if the ledger does not keep what was written to it.
  var repeats: MigrationRefused {
    .repeats(NextAction.backfill(plan: plan.name, name: backfill.name).sentence)
  }

  /// The largest number of scans: other programs may make rows pending during each of them.
  private static let attempts = 3

  func run() async throws -> ScanEnd {
    let cursor = try options.cursor.map(backfill.checkedCursor)
    if !isContinued { try await retry() }
    var record = try await begin(from: cursor)
    var left = options.limit ?? .max
    for attempt in 1... {
      let changedBefore = record.changed
      if let pause = try await scan(&record, left: &left) { return pause }
      if record.state != .scanned { return .limited }
      let remaining = try await runner.pending(of: backfill).count
      if remaining == 0 {
        try await finish(&record)
        return .done
      }
      let quarantined = try await quarantinedCount()
      if quarantined > 0, remaining <= quarantined {
        throw MigrationRefused.quarantined(plan: plan.name, backfill: backfill.name, count: quarantined)
      }
      if selectsRows {
        try await start(&record, state: .rescan, from: cursor)
        return .partial(left: remaining - quarantined)
      }
      if attempt == Self.attempts {
        let isStuck = record.changed == changedBefore
        try await start(&record, state: .rescan, from: cursor)
        if isStuck {
          throw MigrationRefused.neverEnds(
            plan: plan.name, backfill: backfill.name, count: remaining - quarantined,
            samples: try await runner.pending(of: backfill, samples: 5).samples)
        }
        throw MigrationRefused.pendingAgain(plan: plan.name, backfill: backfill.name, count: remaining - quarantined)
      }
      try await start(&record, state: .scanning, from: cursor)
    }
    return .done
  }

  /// Records the error that stopped the scan.
  func note(_ error: any Error) async throws {
    try await database.transaction(.write) { session in
      guard var record = try await session.ledger.lockedBackfill(backfill.name, plan: plan.name) else { return }
      record.error = "\(error)"
      try await session.ledger.write(record, plan: plan.name)
    }
  }

  /// Returns the progress to continue from; starts a scan if there is none.
  private func begin(from cursor: [JSONValue]?) async throws -> BackfillRecord {
    let known = try await runner.ledger()?.plan(plan.name)?.backfill(backfill.name)
    var record =
      known
      ?? BackfillRecord(
        name: backfill.name, after: backfill.after, state: .rescan, total: 0, scanned: 0, changed: 0)
    if record.state == .rescan || record.state == .done || options.cursor != nil || options.condition != nil {
      record.changed = 0
      try await start(&record, state: .scanning, from: cursor)
    }
    if !isContinued {
      let counted = try await runner.ledger()?.plan(plan.name)?.counted(backfill.name) ?? record
      runner.report(.began(backfill: backfill.name, total: record.total, scanned: counted.scanned))
    }
    return record
  }

  /// Records that the scan starts, and where it ends.
  private func start(
    _ record: inout BackfillRecord, state: BackfillRecord.State, from cursor: [JSONValue]?
  ) async throws {
    let condition = both(backfill.scope, options.condition)
    let total = try await database.transaction(.read) { session in
      try await session.count(Query(backfill.table, columns: backfill.key, condition: condition))
    }
    var fresh = record
    fresh.state = state
    fresh.cursor = cursor
    fresh.scanned = 0
    fresh.total = total
    fresh.error = nil
    let begun = fresh
    record = try await database.transaction(.write) { session in
      var record = begun
      if !isBounded { record.upper = try await session.lastKey(of: backfill) }
      try await session.ledger.deleteRanges(of: backfill.name, plan: plan.name)
      try await session.ledger.write(record, plan: plan.name)
      if backfill.isLossyForOlderCode, var plan = try await session.ledger.plan(plan.name) {
        plan.oldest = max(plan.oldest, self.plan.oldest(during: backfill))
        try await session.ledger.write(plan)
      }
      try await session.ledger.record("backfill", plan: plan.name, detail: backfill.name, by: runner.author)
      return record
    }
  }

  /// Scans up to the upper bound, then runs one catch-up pass over the rows beyond it.
  ///
  /// Returns why it stopped before the end; `nil` at the end and at the limit of rows.
  private func scan(_ record: inout BackfillRecord, left: inout Int) async throws -> ScanEnd? {
    let end = slice.map { ContinuousClock.now + $0 }
    let progress = ScanProgress(total: record.total, quarantined: try await quarantinedCount(), left: left)
    try stop(at: progress.quarantined)
    try await open()
    let result = try await WorkerLease.holding(max(1, options.workers), runner, LeaseRecord.runPrefix) { leases in
      let workers = leases.map { RangeWorker(scan: self, lease: $0, progress: progress, isLeader: true, end: end) }
      return try await scan(&record, progress, workers)
    }
    left = progress.left
    return result
  }

  private func scan(
    _ record: inout BackfillRecord, _ progress: ScanProgress, _ workers: [RangeWorker]
  ) async throws -> ScanEnd? {
    var last: BackfillRecord?
    while record.state.isRunning {
      if let end = try await run(workers) { return end }
      if progress.left <= 0 { return nil }
      let (before, after) = try await advance()
      if before == last { throw repeats }
      last = before
      record = after
    }
    return nil
  }

  /// Runs the workers beside each other, and returns why one of them stopped before the end.
  private func run(_ workers: [RangeWorker]) async throws -> ScanEnd? {
    // One worker stays on the connection's own thread.
    if workers.count == 1 { return try await workers[0].run() }
    return try await withThrowingTaskGroup(of: ScanEnd?.self) { group in
      for worker in workers { group.addTask { try await worker.run() } }
      var end: ScanEnd?
      for try await other in group { end = end ?? other }
      return end
    }
  }

  /// Ends the leases of earlier runs, and opens the scan for workers of other processes.
  private func open() async throws {
    try await database.transaction(.write) { session in
      try await session.ledger.deleteRunLeases()
      if selectsRows { return try await session.ledger.closeScan(plan: plan.name, backfill: backfill.name) }
      try await session.ledger.openScan(
        plan: plan.name, backfill: backfill.name, owner: runner.author.who, build: options.build, chain: plan.chain)
    }
  }

  /// Continues with the catch-up pass at the end of all ranges, or ends the scan; returns the progress before and after.
  private func advance() async throws -> (before: BackfillRecord, after: BackfillRecord) {
    try await database.transaction(.batch) { session in
      guard let before = try await session.ledger.lockedBackfill(backfill.name, plan: plan.name) else { throw repeats }
      var record = before
      let ranges = try await session.ledger.ranges(of: backfill.name, plan: plan.name)
      try await session.ledger.fold(ranges, into: &record)
      guard record.isDistributed, ranges.allSatisfy(\.isFinished) else { return (before, record) }
      let last = try await session.lastKey(of: backfill)
      if record.state == .scanning, let last, last != record.upper, !isBounded {
        record.cursor = record.upper
        record.upper = last
        record.state = .catchingUp
      } else {
        record.state = .scanned
      }
      try await session.ledger.write(record, plan: plan.name)
      return (before, record)
    }
  }

  /// Ends the backfill: no row is pending, so the quarantined rows were fixed.
  private func finish(_ record: inout BackfillRecord) async throws {
    record.state = .done
    record.error = nil
    let done = record
    try await database.transaction(.write) { session in
      try await session.ledger.releaseRows(plan: plan.name, backfill: backfill.name)
      try await session.ledger.write(done, plan: plan.name)
      try await session.ledger.record(
        "backfilled", plan: plan.name, detail: "\(backfill.name), \(done.changed) rows", by: runner.author)
    }
    runner.report(.finished(progress(record, quarantined: 0)))
  }

  /// Retries the quarantined rows.
  private func retry() async throws {
    let quarantined = try await database.transaction(.read) { session in
      try await session.ledger.state() == nil
        ? [] : session.ledger.quarantinedRows(plan: plan.name, backfill: backfill.name)
    }
    for start in stride(from: 0, to: quarantined.count, by: options.batchSize) {
      let rows = quarantined[start..<min(start + options.batchSize, quarantined.count)]
      try await database.transaction(.write) { session in
        guard var record = try await session.ledger.lockedBackfill(backfill.name, plan: plan.name) else { return }
        for row in rows {
          let before = try await session.key(before: row.key, of: backfill)
          let batch = Batch(backfill, after: before, upTo: row.key, limit: 1, backup: backup)
          let outcome = try await BatchExecutor(batch, in: session, concurrency: 1).execute()
          try stop(at: outcome)
          record.changed += outcome.changed
          if let again = outcome.quarantined.first {
            try await session.ledger.quarantine(again, plan: plan.name, backfill: backfill.name)
          } else {
            try await session.ledger.releaseRows(plan: plan.name, backfill: backfill.name, key: row.key)
          }
        }
        try await session.ledger.write(record, plan: plan.name)
      }
    }
  }

  /// Throws at the limit of quarantined rows: then the function is wrong, not the rows.
  func stop(at quarantined: Int) throws {
    guard quarantined >= options.quarantineLimit else { return }
    throw MigrationRefused.tooManyQuarantined(plan: plan.name, backfill: backfill.name, limit: options.quarantineLimit)
  }

  /// Throws if the function is not idempotent: its batch is rolled back.
  func stop(at outcome: BatchOutcome) throws {
    guard !options.isRehearsal, let row = outcome.quarantined.first(where: { !$0.isIdempotent }) else { return }
    throw MigrationRefused.notIdempotent(
      plan: plan.name, backfill: backfill.name, key: text(of: row.key), reason: row.reason)
  }

  func quarantinedCount() async throws -> Int {
    try await database.transaction(.read) { session in
      try await session.count(
        LedgerTables.quarantine.query(["plan": .string(plan.name), "backfill": .string(backfill.name)]))
    }
  }

  private func progress(_ record: BackfillRecord, quarantined: Int) -> RunEvent.Progress {
    RunEvent.Progress(
      backfill: record.name, total: max(record.total, record.scanned), scanned: record.scanned, changed: record.changed,
      quarantined: quarantined)
  }

}

/// Combines two optional conditions.
func both(_ first: String?, _ second: String?) -> String? {
  guard let first, let second else { return first ?? second }
  return "(\(first)) AND (\(second))"
}

extension Backfill {
  /// Whether older code would read the values that it deletes.
  var isLossyForOlderCode: Bool { kind == .unset }
}

extension DatabaseSession {
  /// Returns the key of the row before a key, which need not exist.
  func key(before key: [JSONValue], of backfill: Backfill) async throws -> [JSONValue]? {
    var query = Query(backfill.table, columns: backfill.key, order: backfill.key, upTo: key, limit: 2)
    query.isDescending = true
    return try await read(query).map { $0.values.map { $0 ?? .null } }.first { $0 != key }
  }

  /// Returns the key of the table's last row.
  func lastKey(of backfill: Backfill) async throws -> [JSONValue]? {
    var query = Query(backfill.table, columns: backfill.key, order: backfill.key, limit: 1)
    query.isDescending = true
    return try await read(query).first?.values.map { $0 ?? .null }
  }
}
