// Part of Bellows. MIT licence: see LICENSE.

/// The counts of a backfill, by its name, or of a check, by its path.
struct GateCount: Hashable, Sendable {
  var name: String
  /// The number of rows.
  var rows: Int
  /// The number of rows that are pending or fail the check.
  var remaining: Int
  /// The first of these, as text.
  var samples: [String] = []
}

/// The rows that a backfill still has to change.
struct PendingRows: Hashable, Sendable {
  var count = 0
  /// The first of them: `_id 7, age no value`.
  var samples: [String] = []

  static func + (left: PendingRows, right: PendingRows) -> PendingRows {
    PendingRows(count: left.count + right.count, samples: left.samples + right.samples)
  }
}

/// Thrown to roll back a transaction in which functions are called only to count.
struct Counted: Error {
  var by: (lastKey: [JSONValue]?, pending: PendingRows)
}

extension Backfill {
  /// Whether only its function decides which rows are pending.
  var needsFunctionToCount: Bool { !deletesRows && sql?.pending == nil && (pending == .differs || isCopy) }
}

/// Counts the rows that a backfill still has to change, in an open transaction.
struct PendingCounter {
  let session: any DatabaseSession

  /// Counts all pending rows, with the first of them as text.
  func pending(of backfill: Backfill, samples: Int = 0) async throws -> PendingRows {
    let backfill = try await session.inOrder(backfill)
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
    let count = try await session.count(query)
    if count == 0 || samples == 0 { return PendingRows(count: count) }
    query.limit = samples
    return PendingRows(count: count, samples: try await session.read(query).map(layout.sample))
  }

  /// Counts the pending rows among the next ones, and returns the key of the last; `nil` at the end of the table.
  func pending(
    of backfill: Backfill, after: [JSONValue]?, limit: Int, samples: Int
  ) async throws -> (lastKey: [JSONValue]?, pending: PendingRows) {
    let layout = RowLayout(backfill)
    let query = Query(
      backfill.table, columns: layout.columns, condition: backfill.scope, order: backfill.key, after: after,
      limit: limit)
    let rows = try await session.read(query)
    let evaluator = RowEvaluator(session: session, backfill: backfill, layout: layout)
    var pending = PendingRows()
    for row in rows where try await evaluator.isPending(row) {
      pending.count += 1
      if pending.samples.count < samples { pending.samples.append(layout.sample(row)) }
    }
    return (rows.count < limit ? nil : rows.last.map(layout.key), pending)
  }
}
