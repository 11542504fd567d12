// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// How a function that needs nothing but its row is called from SQL: which columns are handed over, each of them once.
///
/// A class, because it is asked for every row: a copy of all that a backfill consists of would cost more than the function.
final class FunctionCall {
  typealias Arguments = BackfillFunctions.Arguments

  let backfill: Backfill
  let key: [Column]
  let writes: [Column]
  private let columns: [Column]
  private let readForms: [Column.Form]
  private let keyIndices: [Int]
  private let writeIndices: [Int]
  private let asks: Bool
  private let function: @Sendable (StoredRow) throws -> RowChanges
  /// The row at hand, in the same place as the one before.
  private var row: StoredRow

  /// `nil` when there are more columns than a function has arguments, or one is no column of SQLite's.
  init?(_ backfill: Backfill, limit: Int) {
    guard let function = backfill.pureFunction else { return nil }
    var columns = backfill.reads
    func index(_ column: Column) -> Int {
      if let index = columns.firstIndex(of: column) { return index }
      columns.append(column)
      return columns.count - 1
    }
    keyIndices = backfill.key.map(index)
    writeIndices = backfill.writes.map(index)
    self.backfill = backfill
    self.function = function
    self.columns = columns
    key = backfill.key
    writes = backfill.writes
    readForms = backfill.reads.map(\.form)
    row = StoredRow(backfill.reads.map { _ in nil })
    // Where SQL says which rows are pending, the function is not asked again.
    asks = backfill.sql?.pending == nil
    guard columns.count <= limit, backfill.key.count < limit, !columns.contains(where: { $0.form == .nested }) else {
      return nil
    }
  }

  /// What a row must pass to be moved.
  var condition: String { "_bellows_is_pending(\(list(columns)))" }

  /// What it gets.
  var assignments: String {
    writes.enumerated().map { "\(quoted($1.name)) = \(BackfillFunctions.value($0, key))" }.joined(separator: ", ")
  }

  /// Appends what the columns that it writes are to hold, and says whether the row is pending at all.
  func append(_ arguments: Arguments, to values: inout [SQLValue]) throws -> Bool {
    try read(arguments, into: &row.values)
    let changes = asks ? try backfill.pureChanges(for: row, current: current(arguments)) : try function(row)
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
    for index in readForms.indices {
      values[index] = try Argument(value: arguments[index]).value(as: readForms[index])
    }
  }

  /// Whether changes set every column, in order: nearly all do.
  private func setsAll(_ changes: RowChanges) -> Bool {
    changes.values.count == writes.count && writes.indices.allSatisfy { changes.values[$0].column == writes[$0] }
  }

  private func current(_ arguments: Arguments) throws -> StoredRow {
    StoredRow(try zip(writeIndices, writes).map { try Argument(value: arguments[$0]).value(as: $1.form) })
  }

  /// The row's key.
  func key(_ arguments: Arguments) throws -> [JSONValue] {
    try zip(keyIndices, key).map { try Argument(value: arguments[$0]).value(as: $1.form) ?? .null }
  }

  /// The row's key, by which what it is to hold is found again.
  func rowKey(_ arguments: Arguments) throws -> RowKey {
    if key.count == 1, Argument(value: arguments[keyIndices[0]]).isInteger {
      return .integer(Argument(value: arguments[keyIndices[0]]).integer)
    }
    return .values(try key(arguments))
  }
}
