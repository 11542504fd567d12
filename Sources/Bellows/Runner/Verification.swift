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

extension Runner {
  /// Counts what a gate demands, and opens it when nothing remains.
  func verify(plan name: String, gate place: GatePlace) async throws {
    guard let plan = build.plan(name), case .verified(let checks)? = plan.gate(at: place) else { return }
    for check in checks {
      let outcome = try await count(check)
      report(.counted(name: check.path, rows: outcome.rows, remaining: outcome.remaining))
      if outcome.remaining > 0 {
        throw MigrationRefused.unverified(
          plan: name, deploy: place.deploy, path: check.path, count: outcome.remaining, samples: outcome.samples)
      }
    }
    try await database.transaction(.write) { session in
      try await session.pass(place, plan: name)
      try await session.note("verified", plan: name, detail: checks.map(\.path).joined(separator: ", "), by: author)
    }
  }

  /// Counts what breaks a promise.
  func count(_ check: StoredCheck) async throws -> GateCount {
    guard let query = check.query else { return GateCount(name: check.path, rows: 0, remaining: 0) }
    return try await database.transaction(.read) { session in
      let outcome = try await session.check(query, samples: 5)
      return GateCount(name: check.path, rows: outcome.count, remaining: outcome.count, samples: outcome.samples)
    }
  }

  /// How many rows a backfill still has to move.
  ///
  /// Where only its body can tell, and the body may write to other rows, batch by batch in transactions that are
  /// rolled back.
  func remaining(of backfill: Backfill) async throws -> Int {
    guard backfill.needsBodyToCount, backfill.pureBody == nil else {
      return try await database.transaction(.read) { try await $0.remaining(of: backfill) }
    }
    var cursor: [JSONValue]?
    var total = 0
    repeat {
      let after = cursor
      do {
        try await database.transaction(.write) { session in
          throw Counted(by: try await session.pendingRows(of: backfill, after: after, limit: options.batchSize))
        }
      } catch let counted as Counted {
        total += counted.by.pending
        cursor = counted.by.reached
      }
    } while cursor != nil
    return total
  }
}

/// Rolls back a transaction in which bodies ran only to see what they would do.
private struct Counted: Error {
  var by: (reached: [JSONValue]?, pending: Int)
}

extension Backfill {
  /// Whether only its body can tell which rows are pending.
  var needsBodyToCount: Bool { !deletesRows && sql?.pending == nil && (pending == .differs || isCopy) }
}

extension DatabaseSession {
  /// How many rows a backfill still has to move, in this transaction.
  func remaining(of backfill: Backfill) async throws -> Int {
    if backfill.deletesRows {
      return try await count(Query(backfill.table, columns: backfill.key, condition: backfill.scope))
    }
    if let pending = backfill.sql?.pending {
      return try await count(
        Query(backfill.table, columns: backfill.key, condition: both(backfill.scope, pending)))
    }
    var cursor: [JSONValue]?
    var total = 0
    repeat {
      let (reached, pending) = try await pendingRows(of: backfill, after: cursor, limit: 1000)
      total += pending
      cursor = reached
    } while cursor != nil
    return total
  }

  /// How many of the next rows are pending, and the key of the last; what bodies write to other rows is taken back.
  func pendingRows(
    of backfill: Backfill, after: [JSONValue]?, limit: Int
  ) async throws -> (reached: [JSONValue]?, pending: Int) {
    let places = RowPlaces(backfill)
    let query = Query(
      backfill.table, columns: places.columns, condition: backfill.scope, order: backfill.key, after: after,
      limit: limit)
    let rows = try await read(query)
    var pending = 0
    for row in rows where try await isPending(row, places, backfill) { pending += 1 }
    return (rows.count < limit ? nil : rows.last.map(places.key), pending)
  }

  /// A row that its body refuses is pending.
  private func isPending(_ row: StoredRow, _ places: RowPlaces, _ backfill: Backfill) async throws -> Bool {
    let verdict = try await judge(row, places, backfill, isAlone: true)
    switch verdict {
    case .upToDate: return false
    case .refused: return true
    case .othersChanged, .changed(_, wroteOthers: true), .missing(_, wroteOthers: true):
      try await undoToMark()
      return true
    case .changed, .missing: return true
    }
  }
}
