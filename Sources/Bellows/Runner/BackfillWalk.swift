// Part of Bellows. MIT licence: see LICENSE.

/// How a walk ended that did not fail.
enum WalkEnd: Hashable, Sendable {
  case done
  /// After as many rows as were asked for.
  case limited
  /// At the end of the rows that were asked for; so many others are left.
  case partial(left: Int)
}

extension Runner {
  /// Moves the rows of a backfill until none is pending.
  func backfill(plan name: String, name backfillName: String) async throws -> WalkEnd {
    guard let plan = build.plan(name), let backfill = plan.backfill(backfillName) else { return .done }
    if try await isDoneForGood(backfill, of: plan) {
      try await countAsDone(backfill, of: plan)
      return .done
    }
    if try await hasOnlyRowsWithoutKey(backfill, of: plan) { return .done }
    let image = try await image(of: plan, during: backfill)
    let rest = try await withoutDoneRows(backfill, of: plan)
    let walk = try await inOrder(Walk(runner: self, plan: plan, backfill: rest, image: image))
    do {
      return try await database.nearby { try await walk.run() }
    } catch {
      try? await walk.note(error)
      throw error
    }
  }
}

extension Runner {
  /// Whether no row has a key to scan it by, and none is pending; refuses a backfill of which some are.
  private func hasOnlyRowsWithoutKey(_ backfill: Backfill, of plan: MigrationPlan) async throws -> Bool {
    let last = try await database.transaction(.read) { try await $0.lastKey(of: backfill) }
    guard let last, last.contains(.null) else { return false }
    let pending = try await pending(of: backfill, samples: 5)
    guard pending.count == 0 else {
      throw MigrationRefused.neverEnds(
        plan: plan.name, backfill: backfill.name, count: pending.count, samples: pending.samples)
    }
    try await countAsDone(backfill, of: plan)
    return true
  }
}

/// A backfill that is being carried out.
struct Walk: Sendable {
  var runner: Runner
  let plan: MigrationPlan
  var backfill: Backfill
  /// What was kept aside of the columns that it writes over.
  var image: BeforeImage?

  /// Whether rows that came after the backfill began are none of its rows.
  private var isBounded: Bool { backfill.pending == .once && backfill.keysGrow }
  private var options: RunOptions { runner.options }
  private var database: any Database { runner.database }

  /// How often rows are gone over that became pending meanwhile.
  private static let attempts = 3

  func run() async throws -> WalkEnd {
    try await retry()
    var record = try await begin()
    var left = options.limit ?? .max
    for attempt in 1... {
      let movedBefore = record.moved
      try await walk(&record, left: &left)
      if record.state != .walked { return .limited }
      let remaining = try await runner.pending(of: backfill).count
      if remaining == 0 {
        try await finish(&record)
        return .done
      }
      let refused = try await refusedCount()
      if refused > 0, remaining <= refused {
        throw MigrationRefused.quarantined(plan: plan.name, backfill: backfill.name, count: refused)
      }
      if options.cursor != nil || options.condition != nil {
        try await start(&record, state: .again)
        return .partial(left: remaining - refused)
      }
      if attempt == Self.attempts {
        let isStuck = record.moved == movedBefore
        try await start(&record, state: .again)
        if isStuck {
          throw MigrationRefused.neverEnds(
            plan: plan.name, backfill: backfill.name, count: remaining - refused,
            samples: try await runner.pending(of: backfill, samples: 5).samples)
        }
        throw MigrationRefused.pendingAgain(plan: plan.name, backfill: backfill.name, count: remaining - refused)
      }
      try await start(&record, state: .walking)
    }
    return .done
  }

  /// Notes what stopped it.
  func note(_ error: any Error) async throws {
    try await database.transaction(.write) { session in
      guard var record = try await session.ledgerState()?.backfill(backfill.name) else { return }
      record.error = "\(error)"
      try await session.write(record, plan: plan.name)
    }
  }

  /// Where to go on, or the beginning.
  private func begin() async throws -> BackfillRecord {
    let ledger = try await runner.ledger()
    let known = ledger?.backfill(backfill.name)
    var record =
      known
      ?? BackfillRecord(
        name: backfill.name, after: backfill.after, state: .again, total: 0, visited: 0, moved: 0)
    if record.state == .again || record.state == .done || options.cursor != nil || options.condition != nil {
      record.moved = 0
      try await start(&record, state: .walking)
    }
    runner.report(.began(backfill: backfill.name, total: record.total, visited: record.visited))
    return record
  }

  /// Writes down that the walk is at its beginning, and where it will end.
  private func start(_ record: inout BackfillRecord, state: BackfillRecord.State) async throws {
    let condition = both(backfill.scope, options.condition)
    let total = try await database.transaction(.read) { session in
      try await session.count(Query(backfill.table, columns: backfill.key, condition: condition))
    }
    var fresh = record
    fresh.state = state
    fresh.cursor = options.cursor
    fresh.visited = 0
    fresh.total = total
    fresh.error = nil
    let begun = fresh
    record = try await database.transaction(.write) { session in
      var record = begun
      if !isBounded { record.upper = try await session.lastKey(of: backfill) }
      try await session.write(record, plan: plan.name)
      if backfill.isLossyForOlderCode, var plan = try await session.planRecord(plan.name) {
        plan.oldest = max(plan.oldest, self.plan.oldest(during: backfill))
        try await session.write(plan)
      }
      try await session.note("backfill", plan: plan.name, detail: backfill.name, by: runner.author)
      return record
    }
  }

  /// Goes to the upper bound, then over what came beyond it since, once.
  private func walk(_ record: inout BackfillRecord, left: inout Int) async throws {
    let clock = ContinuousClock()
    var politeness = Politeness()
    var refused = try await refusedCount()
    try stop(at: refused)
    while record.state == .walking || record.state == .sweeping {
      if left <= 0 { return }
      let size = min(options.batchSize, left)
      let before = record
      let start = clock.now
      let (after, outcome, company) = try await batch(before, size: size)
      let pause = politeness.pause(after: clock.now - start, company)
      record = after
      left -= outcome.visited
      if !outcome.refused.isEmpty { refused = try await refusedCount() }
      runner.report(.moved(progress(record, refused: refused)))
      try stop(at: refused)
      let delay = max(pause, .milliseconds(options.delay))
      if delay > .zero, record.state != .walked { try await Task.sleep(for: delay) }
    }
  }

  /// One transaction: rows, cursor, counts, and rows set aside.
  private func batch(_ before: BackfillRecord, size: Int) async throws -> (BackfillRecord, BatchOutcome, Company?) {
    do {
      return try await batch(before, size: size, concurrency: options.concurrency)
    } catch is RedoAlone {
      return try await batch(before, size: size, concurrency: 1)
    }
  }

  private func batch(
    _ before: BackfillRecord, size: Int, concurrency: Int
  ) async throws -> (BackfillRecord, BatchOutcome, Company?) {
    try await database.transaction(.batch) { session in
      if let who = try await session.cancellation() { throw MigrationRefused.cancelled(who) }
      // Without an upper bound the table was empty when the walk began.
      let outcome =
        before.upper == nil
        ? BatchOutcome(reached: nil, visited: 0, changed: 0)
        : try await session.move(
          Batch(
            backfill, after: before.cursor, upTo: before.upper, condition: options.condition, limit: size, image: image),
          concurrency: concurrency)
      try stop(at: outcome)
      for row in outcome.refused { try await session.quarantine(row, plan: plan.name, backfill: backfill.name) }
      var record = before
      record.cursor = outcome.reached ?? before.cursor
      record.visited += outcome.visited
      record.moved += outcome.changed
      if outcome.reached == nil || outcome.visited < size {
        try await advance(&record, session)
      }
      try await session.write(record, plan: plan.name)
      return (record, outcome, try await session.company())
    }
  }

  /// At the end of a stretch: the rows that came beyond it meanwhile, or the end of the walk.
  private func advance(_ record: inout BackfillRecord, _ session: any DatabaseSession) async throws {
    let last = try await session.lastKey(of: backfill)
    if record.state == .walking, let last, last != record.upper, !isBounded {
      record.cursor = record.upper
      record.upper = last
      record.state = .sweeping
    } else {
      record.state = .walked
    }
  }

  /// Nothing is pending: whatever was set aside is right by now.
  private func finish(_ record: inout BackfillRecord) async throws {
    record.state = .done
    record.error = nil
    let done = record
    try await database.transaction(.write) { session in
      try await session.release(plan: plan.name, backfill: backfill.name)
      try await session.write(done, plan: plan.name)
      try await session.note(
        "backfilled", plan: plan.name, detail: "\(backfill.name), \(done.moved) rows", by: runner.author)
    }
    runner.report(.finished(progress(record, refused: 0)))
  }

  /// Tries the rows again that were set aside.
  private func retry() async throws {
    let refused = try await database.transaction(.read) { session in
      try await session.ledgerState() == nil
        ? [] : session.quarantined(plan: plan.name, backfill: backfill.name)
    }
    for start in stride(from: 0, to: refused.count, by: options.batchSize) {
      let rows = refused[start..<min(start + options.batchSize, refused.count)]
      try await database.transaction(.write) { session in
        guard var record = try await session.ledgerState()?.backfill(backfill.name) else { return }
        for row in rows {
          let before = try await session.key(before: row.key, of: backfill)
          let batch = Batch(backfill, after: before, upTo: row.key, limit: 1, image: image)
          let outcome = try await session.move(batch, concurrency: 1)
          try stop(at: outcome)
          record.moved += outcome.changed
          if let again = outcome.refused.first {
            try await session.quarantine(again, plan: plan.name, backfill: backfill.name)
          } else {
            try await session.release(plan: plan.name, backfill: backfill.name, key: row.key)
          }
        }
        try await session.write(record, plan: plan.name)
      }
    }
  }

  /// So many refusals mean that the body is wrong, and not the rows.
  private func stop(at refused: Int) throws {
    guard refused >= options.refusedLimit else { return }
    throw MigrationRefused.tooManyRefused(plan: plan.name, backfill: backfill.name, limit: options.refusedLimit)
  }

  /// A function that changes its own result again would do so at every run: nothing of its batch is written.
  private func stop(at outcome: BatchOutcome) throws {
    guard !options.isRehearsal, let row = outcome.refused.first(where: { !$0.isIdempotent }) else { return }
    throw MigrationRefused.notIdempotent(
      plan: plan.name, backfill: backfill.name, key: text(of: row.key), reason: row.reason)
  }

  private func refusedCount() async throws -> Int {
    try await database.transaction(.read) { session in
      try await session.count(
        LedgerTables.quarantine.query(["plan": .string(plan.name), "backfill": .string(backfill.name)]))
    }
  }

  private func progress(_ record: BackfillRecord, refused: Int) -> RunEvent.Progress {
    RunEvent.Progress(
      backfill: record.name, total: max(record.total, record.visited), visited: record.visited, moved: record.moved,
      refused: refused)
  }

}

/// Both conditions, where there are two.
func both(_ first: String?, _ second: String?) -> String? {
  guard let first, let second else { return first ?? second }
  return "(\(first)) AND (\(second))"
}

extension Backfill {
  /// Whether code that still reads what it takes away would miss it.
  var isLossyForOlderCode: Bool { kind == .unset }
}

extension DatabaseSession {
  /// Moves one batch inside the database if it can, or else row by row.
  fileprivate func move(_ batch: Batch, concurrency: Int) async throws -> BatchOutcome {
    let moved = try await carryOut(batch)
    let outcome = if let moved { moved } else { try await carryOutByRows(batch, concurrency: concurrency) }
    if let image = batch.image, image.isOnce {
      // Rows that were not changed are not done.
      for row in outcome.refused { try await discard(image, key: row.key) }
    }
    return outcome
  }

  /// The key of the row before one, whether or not that one is still there.
  fileprivate func key(before key: [JSONValue], of backfill: Backfill) async throws -> [JSONValue]? {
    var query = Query(backfill.table, columns: backfill.key, order: backfill.key, upTo: key, limit: 2)
    query.isDescending = true
    return try await read(query).map { $0.values.map { $0 ?? .null } }.first { $0 != key }
  }

  /// The key of the table's last row.
  func lastKey(of backfill: Backfill) async throws -> [JSONValue]? {
    var query = Query(backfill.table, columns: backfill.key, order: backfill.key, limit: 1)
    query.isDescending = true
    return try await read(query).first?.values.map { $0 ?? .null }
  }
}
