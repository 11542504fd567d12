// Part of Bellows. MIT licence: see LICENSE.

/// What was counted for a gate: a backfill by its name, a promise by its path.
struct GateCount: Hashable, Sendable {
  var name: String
  /// How many rows were looked at.
  var rows: Int
  /// How many are not right yet.
  var remaining: Int
  /// The first of those.
  var samples: [String] = []
}

/// The rows that a backfill still has to move.
struct PendingRows: Hashable, Sendable {
  var count = 0
  /// The first of them: `_id 7, age no value`.
  var samples: [String] = []

  static func + (left: PendingRows, right: PendingRows) -> PendingRows {
    PendingRows(count: left.count + right.count, samples: left.samples + right.samples)
  }
}

extension Runner {
  /// Counts what a gate demands, and opens it when nothing remains.
  func verify(plan name: String, gate position: GatePosition) async throws {
    guard let plan = build.plan(name), case .verified(let checks)? = plan.gate(at: position) else { return }
    for check in checks {
      let outcome = try await count(check)
      report(.counted(name: check.path, rows: outcome.rows, remaining: outcome.remaining))
      if outcome.remaining > 0 {
        throw MigrationRefused.unverified(
          plan: name, deploy: position.deploy, path: check.path, count: outcome.remaining, samples: outcome.samples)
      }
    }
    try await database.transaction(.write) { session in
      try await session.pass(position, plan: name)
      try await session.recordEvent("verified", plan: name, detail: checks.map(\.path).joined(separator: ", "), by: author)
    }
  }

  /// Counts what breaks a promise.
  ///
  /// A store that cannot be asked is trusted; how many rows it has altogether is not known from a path.
  func count(_ check: StoredCheck) async throws -> GateCount {
    guard let query = check.query else { return GateCount(name: check.path, rows: 0, remaining: 0) }
    return try await database.transaction(.read) { session in
      let outcome = try await session.check(query, samples: 5)
      return GateCount(name: check.path, rows: outcome.count, remaining: outcome.count, samples: outcome.samples)
    }
  }

  /// The rows that a backfill still has to move.
  ///
  /// Where only its function can tell, and the function may write to other rows, batch by batch in transactions that are
  /// rolled back.
  func pending(of backfill: Backfill, samples: Int = 0) async throws -> PendingRows {
    guard backfill.needsFunctionToCount, backfill.pureFunction == nil else {
      return try await database.transaction(.read) { try await $0.pending(of: backfill, samples: samples) }
    }
    let backfill = try await inOrder(backfill)
    var cursor: [JSONValue]?
    var total = PendingRows()
    repeat {
      let after = cursor
      let wanted = samples - total.samples.count
      do {
        try await database.transaction(.write) { session in
          throw Counted(
            by: try await session.pending(of: backfill, after: after, limit: options.batchSize, samples: wanted))
        }
      } catch let counted as Counted {
        total = total + counted.by.pending
        cursor = counted.by.lastKey
      }
    } while cursor != nil
    return total
  }
}

/// Rolls back a transaction in which functions ran only to see what they would do.
private struct Counted: Error {
  var by: (lastKey: [JSONValue]?, pending: PendingRows)
}

extension Backfill {
  /// Whether only its function can tell which rows are pending.
  fileprivate var needsFunctionToCount: Bool { !deletesRows && sql?.pending == nil && (pending == .differs || isCopy) }
}

extension DatabaseSession {
  /// The rows that a backfill still has to move, in this transaction.
  func pending(of backfill: Backfill, samples: Int = 0) async throws -> PendingRows {
    let backfill = try await inOrder(backfill)
    let layout = RowLayout(backfill)
    var condition: String?
    if let pending = backfill.sql?.pending {
      condition = pending
    } else if !backfill.deletesRows, backfill.pending != .once {
      var cursor: [JSONValue]?
      var total = PendingRows()
      repeat {
        let wanted = samples - total.samples.count
        let (lastKey, pending) = try await pending(of: backfill, after: cursor, limit: 1000, samples: wanted)
        total = total + pending
        cursor = lastKey
      } while cursor != nil
      return total
    }
    var query = Query(
      backfill.table, columns: layout.columns, condition: both(backfill.scope, condition), order: backfill.key)
    let count = try await count(query)
    if count == 0 || samples == 0 { return PendingRows(count: count) }
    query.limit = samples
    return PendingRows(count: count, samples: try await read(query).map(layout.sample))
  }

  /// The pending ones of the next rows, and the key of the last; what functions write to other rows is taken back.
  fileprivate func pending(
    of backfill: Backfill, after: [JSONValue]?, limit: Int, samples: Int
  ) async throws -> (lastKey: [JSONValue]?, pending: PendingRows) {
    let layout = RowLayout(backfill)
    let query = Query(
      backfill.table, columns: layout.columns, condition: backfill.scope, order: backfill.key, after: after,
      limit: limit)
    let rows = try await read(query)
    var pending = PendingRows()
    for row in rows where try await isPending(row, layout, backfill) {
      pending.count += 1
      if pending.samples.count < samples { pending.samples.append(layout.sample(row)) }
    }
    return (rows.count < limit ? nil : rows.last.map(layout.key), pending)
  }

  /// A row that its function refuses is pending.
  private func isPending(_ row: StoredRow, _ layout: RowLayout, _ backfill: Backfill) async throws -> Bool {
    switch try await evaluate(TestedRow(row), layout, backfill, FunctionSession(self, usesSavepoint: true)) {
    case .upToDate: return false
    case .quarantined: return true
    case .othersChanged, .changed(_, wroteOthers: true), .missing(_, wroteOthers: true):
      try await rollBackToSavepoint()
      return true
    case .changed, .missing: return true
    }
  }
}

extension RowLayout {
  /// A row for people: its key, and what it holds where something is to be written.
  func sample(_ row: StoredRow) -> String {
    let layout = keyIndices + writeIndices
    return Bellows.sample(layout.map { columns[$0] }, layout.map { row.values[$0] })
  }
}
