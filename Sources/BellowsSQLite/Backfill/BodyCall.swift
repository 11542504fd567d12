// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// How a body that needs nothing but its row is called from SQL: which columns are handed over, each of them once.
struct BodyCall {
  let backfill: Backfill
  private let columns: [Column]
  private let keys: [Int]
  private let writes: [Int]
  private let asks: Bool

  /// `nil` when there are more columns than a function has arguments, or one is no column of SQLite's.
  init?(_ backfill: Backfill, limit: Int) {
    self.backfill = backfill
    var columns = backfill.reads
    func place(_ column: Column) -> Int {
      if let place = columns.firstIndex(of: column) { return place }
      columns.append(column)
      return columns.count - 1
    }
    keys = backfill.key.map(place)
    writes = backfill.writes.map(place)
    self.columns = columns
    // Where SQL says which rows are pending, the body is not asked again.
    asks = backfill.sql?.pending == nil
    guard columns.count <= limit, backfill.key.count < limit,
      !columns.contains(where: { $0.form == .nested || $0.form == .wholeRow })
    else { return nil }
  }

  /// What a row must pass to be moved.
  var condition: String { "_bellows_moves(\(list(columns)))" }

  /// What it gets.
  var assignments: String {
    backfill.writes.enumerated().map { place, column in
      "\(quoted(column.name)) = _bellows_value(\(place), \(list(backfill.key)))"
    }.joined(separator: ", ")
  }

  /// The row for the body.
  func row(_ arguments: UnsafeBufferPointer<OpaquePointer?>) throws -> StoredRow {
    var values: [JSONValue?] = []
    values.reserveCapacity(backfill.reads.count)
    for (place, column) in backfill.reads.enumerated() { values.append(try value(arguments, place, column)) }
    return StoredRow(values)
  }

  /// What the columns that it writes hold now.
  func current(_ arguments: UnsafeBufferPointer<OpaquePointer?>) throws -> StoredRow {
    StoredRow(try zip(writes, backfill.writes).map { try value(arguments, $0, $1) })
  }

  /// The row's key.
  func key(_ arguments: UnsafeBufferPointer<OpaquePointer?>) throws -> [JSONValue] {
    try zip(keys, backfill.key).map { try value(arguments, $0, $1) ?? .null }
  }

  /// What the body gives; `nil` for a row that is not pending.
  func changes(_ row: StoredRow, _ current: StoredRow) throws -> RowChanges? {
    asks ? try backfill.pureChanges(for: row, current: current) : try backfill.pureBody?(row)
  }

  private func value(
    _ arguments: UnsafeBufferPointer<OpaquePointer?>, _ place: Int, _ column: Column
  ) throws -> JSONValue? {
    try Argument(value: arguments[place]).value(as: column.form)
  }
}
