// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// How a body that needs nothing but its row is called from SQL: which columns are handed over, each of them once.
///
/// A class, because it is asked for every row: a copy of all that a backfill consists of would cost more than the body.
final class BodyCall {
  typealias Arguments = UnsafeBufferPointer<OpaquePointer?>

  let backfill: Backfill
  let key: [Column]
  let writes: [Column]
  private let columns: [Column]
  private let readForms: [Column.Form]
  private let keyPlaces: [Int]
  private let writePlaces: [Int]
  private let asks: Bool
  private let body: @Sendable (StoredRow) throws -> RowChanges

  /// `nil` when there are more columns than a function has arguments, or one is no column of SQLite's.
  init?(_ backfill: Backfill, limit: Int) {
    guard let body = backfill.pureBody else { return nil }
    var columns = backfill.reads
    func place(_ column: Column) -> Int {
      if let place = columns.firstIndex(of: column) { return place }
      columns.append(column)
      return columns.count - 1
    }
    keyPlaces = backfill.key.map(place)
    writePlaces = backfill.writes.map(place)
    self.backfill = backfill
    self.body = body
    self.columns = columns
    key = backfill.key
    writes = backfill.writes
    readForms = backfill.reads.map(\.form)
    // Where SQL says which rows are pending, the body is not asked again.
    asks = backfill.sql?.pending == nil
    guard columns.count <= limit, backfill.key.count < limit, !columns.contains(where: { $0.form == .nested }) else {
      return nil
    }
  }

  /// What a row must pass to be moved.
  var condition: String { "_bellows_moves(\(list(columns)))" }

  /// What it gets.
  var assignments: String {
    writes.enumerated().map { place, column in
      "\(quoted(column.name)) = _bellows_value(\(place), \(list(key)))"
    }.joined(separator: ", ")
  }

  /// What the columns that it writes are to hold; `nil` for a row that is not pending.
  func values(_ arguments: Arguments) throws -> [SQLValue]? {
    var reads: [JSONValue?] = []
    reads.reserveCapacity(readForms.count)
    for place in readForms.indices { reads.append(try Argument(value: arguments[place]).value(as: readForms[place])) }
    let row = StoredRow(reads)
    if !asks {
      let changes = try body(row)
      if let values = try values(of: changes) { return values }
      return try values(of: backfill.wanted(changes, over: current(arguments)))
    }
    let current = try current(arguments)
    guard let changes = try backfill.pureChanges(for: row, current: current) else { return nil }
    return try values(of: changes) ?? values(of: backfill.wanted(changes, over: current))
  }

  /// The values of changes that set every column, in order: nearly all do.
  private func values(of changes: RowChanges) throws -> [SQLValue]? {
    guard changes.values.count == writes.count else { return nil }
    var values: [SQLValue] = []
    values.reserveCapacity(writes.count)
    for place in writes.indices {
      let change = changes.values[place]
      guard change.column == writes[place] else { return nil }
      values.append(try SQLValue(change.value, as: change.column.form))
    }
    return values
  }

  private func values(of row: StoredRow) throws -> [SQLValue] {
    try zip(row.values, writes).map { try SQLValue($0, as: $1.form) }
  }

  private func current(_ arguments: Arguments) throws -> StoredRow {
    StoredRow(try zip(writePlaces, writes).map { try Argument(value: arguments[$0]).value(as: $1.form) })
  }

  /// The row's key, of the arguments of the one function.
  func key(ofRow arguments: Arguments) throws -> [JSONValue] {
    try zip(keyPlaces, key).map { try Argument(value: arguments[$0]).value(as: $1.form) ?? .null }
  }

  /// The row's key, of the arguments of the other function, by which what the first gave is found again.
  func mark(_ arguments: Arguments, ofRow: Bool) throws -> RowMark {
    let first = ofRow ? keyPlaces[0] : 1
    if key.count == 1, Argument(value: arguments[first]).isInteger {
      return .integer(Argument(value: arguments[first]).integer)
    }
    if ofRow { return .values(try key(ofRow: arguments)) }
    return .values(
      try key.indices.map { try Argument(value: arguments[$0 + 1]).value(as: key[$0].form) ?? .null })
  }
}

/// A key to find a row by.
enum RowMark: Equatable {
  case integer(Int64)
  case values([JSONValue])
}
