// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// How a body that needs nothing but its row is called from SQL: which columns are handed over, each of them once.
///
/// A class, because it is asked for every row: a copy of all that a backfill consists of would cost more than the body.
final class BodyCall {
  typealias Arguments = BodyFunctions.Arguments

  let backfill: Backfill
  let key: [Column]
  let writes: [Column]
  private let columns: [Column]
  private let readForms: [Column.Form]
  private let keyPlaces: [Int]
  private let writePlaces: [Int]
  private let asks: Bool
  private let body: @Sendable (StoredRow) throws -> RowChanges
  /// The row at hand, in the same place as the one before.
  private var row: StoredRow

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
    row = StoredRow(backfill.reads.map { _ in nil })
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
    writes.enumerated().map { "\(quoted($1.name)) = \(BodyFunctions.value($0, key))" }.joined(separator: ", ")
  }

  /// Appends what the columns that it writes are to hold, and says whether the row is pending at all.
  func append(_ arguments: Arguments, to values: inout [SQLValue]) throws -> Bool {
    try read(arguments, into: &row.values)
    let changes = asks ? try backfill.pureChanges(for: row, current: current(arguments)) : try body(row)
    guard let changes else { return false }
    if setsAll(changes) {
      for change in changes.values { values.append(try SQLValue(change.value, as: change.column.form)) }
    } else {
      let wanted = try backfill.wanted(changes, over: current(arguments))
      for (value, column) in zip(wanted.values, writes) { values.append(try SQLValue(value, as: column.form)) }
    }
    return true
  }

  private func read(_ arguments: Arguments, into values: inout [JSONValue?]) throws {
    for place in readForms.indices {
      values[place] = try Argument(value: arguments[place]).value(as: readForms[place])
    }
  }

  /// Whether changes set every column, in order: nearly all do.
  private func setsAll(_ changes: RowChanges) -> Bool {
    changes.values.count == writes.count && writes.indices.allSatisfy { changes.values[$0].column == writes[$0] }
  }

  private func current(_ arguments: Arguments) throws -> StoredRow {
    StoredRow(try zip(writePlaces, writes).map { try Argument(value: arguments[$0]).value(as: $1.form) })
  }

  /// The row's key.
  func key(_ arguments: Arguments) throws -> [JSONValue] {
    try zip(keyPlaces, key).map { try Argument(value: arguments[$0]).value(as: $1.form) ?? .null }
  }

  /// The row's key, by which what it is to hold is found again.
  func mark(_ arguments: Arguments) throws -> RowMark {
    if key.count == 1, Argument(value: arguments[keyPlaces[0]]).isInteger {
      return .integer(Argument(value: arguments[keyPlaces[0]]).integer)
    }
    return .values(try key(arguments))
  }
}
