// Part of Bellows. MIT licence: see LICENSE.

/// A key range of a running scan, which one worker scans.
///
/// A worker locks the row of its range first in each batch, and only if the row still has its token: so a worker that
/// lost its range cannot commit a batch, and no other takes the range while a batch of it is open.
struct RangeRecord: Hashable, Sendable {
  var plan: String
  var backfill: String
  /// The position of the range in the scan, from 1.
  var number: Int
  /// The key before its first row; `nil` at the beginning of the table.
  var lower: [JSONValue]?
  /// The greatest key that it may contain.
  var upper: [JSONValue]
  /// The key of the last row that was scanned; `upper` at the end.
  var cursor: [JSONValue]?
  var scanned = 0
  var changed = 0
  /// The token of the worker that has it.
  var token: Int
  /// Whether any worker may take it; otherwise only the run that began the scan, which selects rows.
  var isShared: Bool

  /// Whether all of its rows were scanned.
  var isFinished: Bool { cursor == upper }
}

/// The ranges of a scan, in a transaction that has locked the scan.
extension Ledger {
  /// Returns the progress of a backfill, and locks it until the transaction ends; `nil` if it has not started.
  func lockedBackfill(_ name: String, plan: String) async throws -> BackfillRecord? {
    var query = LedgerTables.backfills.query(["plan": .string(plan), "name": .string(name)])
    query.locksRows = true
    return try await session.read(query).first.map { row in
      try BackfillRecord(LedgerRow(table: LedgerTables.backfills, row: row))
    }
  }

  /// Returns the ranges of a backfill, in key order.
  func ranges(of backfill: String, plan: String) async throws -> [RangeRecord] {
    try await rows(of: LedgerTables.ranges, where: ["plan": .string(plan), "backfill": .string(backfill)])
      .map(RangeRecord.init)
  }

  /// Returns a range as it is now, and locks it until the transaction ends; `nil` if it has another token.
  func lockedRange(_ range: RangeRecord) async throws -> RangeRecord? {
    try await session.read(range.query).first.map { row in
      try RangeRecord(LedgerRow(table: LedgerTables.ranges, row: row))
    }
  }

  /// Adds a range.
  func insert(_ range: RangeRecord) async throws { try await session.insert(range.row) }

  /// Updates the cursor, the counts and the token of a range.
  func write(_ range: RangeRecord) async throws {
    try await update(
      LedgerTables.ranges,
      set: [
        "cursor": range.cursor.map { .string(text(of: $0)) }, "scanned": .int(Int64(range.scanned)),
        "changed": .int(Int64(range.changed)), "token": .int(Int64(range.token)), "updated": ledgerTime(),
      ], where: range.key)
  }

  /// Deletes the ranges of a backfill: their tokens are no longer valid.
  func deleteRanges(of backfill: String, plan: String) async throws {
    try await delete(from: LedgerTables.ranges, where: ["plan": .string(plan), "backfill": .string(backfill)])
  }

  /// Adds the counts of finished ranges to their backfill, and deletes them.
  func fold(_ ranges: [RangeRecord], into record: inout BackfillRecord) async throws {
    let finished = ranges.filter(\.isFinished)
    if finished.isEmpty { return }
    record = record.adding(finished)
    for range in finished { try await delete(from: LedgerTables.ranges, where: range.key) }
    try await write(record, plan: finished[0].plan)
  }
}

extension BackfillRecord {
  /// Returns the progress with the counts of ranges.
  func adding(_ ranges: [RangeRecord]) -> BackfillRecord {
    var record = self
    record.scanned += ranges.reduce(0) { $0 + $1.scanned }
    record.changed += ranges.reduce(0) { $0 + $1.changed }
    return record
  }

  /// Whether every row up to the upper bound was scanned, or belongs to a range.
  var isDistributed: Bool { upper == nil || cursor == upper }
}

extension RangeRecord {
  init(_ row: LedgerRow) throws {
    self.init(
      plan: try row.required("plan"), backfill: try row.required("backfill"), number: try row.int("number"),
      lower: try row.text("lower").map(Bellows.key(in:)), upper: try Bellows.key(in: row.required("upper")),
      cursor: try row.text("cursor").map(Bellows.key(in:)), scanned: try row.int("scanned"),
      changed: try row.int("changed"), token: try row.int("token"), isShared: try row.int("shared") != 0)
  }

  fileprivate var key: KeyValuePairs<String, JSONValue?> {
    ["plan": .string(plan), "backfill": .string(backfill), "number": .int(Int64(number))]
  }

  /// The row with the token, which is locked when it is read.
  var query: Query {
    var query = LedgerTables.ranges.query([
      "plan": .string(plan), "backfill": .string(backfill), "number": .int(Int64(number)), "token": .int(Int64(token)),
    ])
    query.locksRows = true
    return query
  }

  fileprivate var row: RowChanges {
    LedgerTables.ranges.row([
      "plan": .string(plan), "backfill": .string(backfill), "number": .int(Int64(number)),
      "lower": lower.map { .string(text(of: $0)) }, "upper": .string(text(of: upper)),
      "cursor": cursor.map { .string(text(of: $0)) }, "scanned": .int(Int64(scanned)),
      "changed": .int(Int64(changed)), "token": .int(Int64(token)), "shared": .int(isShared ? 1 : 0),
      "updated": ledgerTime(),
    ])
  }
}
