// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// The call of a synchronous backfill function from SQL: the columns that are passed, each once.
///
/// A class, because it is used for every row: copying a backfill would cost more than the function.
final class FunctionCall {
  typealias Arguments = BackfillFunctions.Arguments

  let backfill: Backfill
  let key: [Column]
  let writes: [Column]
  private let columns: [Column]
  /// The expressions of a repair in SQL, which are passed after the columns.
  private let expressions: [String]
  private let readForms: [Column.Form]
  private let keyIndices: [Int]
  private let writeIndices: [Int]
  private let decidesPending: Bool
  private let function: @Sendable (StoredRow) throws -> RowChanges
  /// The current row; reused for every row.
  private var row: StoredRow

  /// Returns `nil` if there are more columns than SQLite allows arguments, or if a column is a nested document.
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
    expressions = backfill.expressions.map { "(\($0))" }
    key = backfill.key
    writes = backfill.writes
    readForms = backfill.reads.map(\.form)
    row = StoredRow(backfill.reads.map { _ in nil })
    // The SQL condition decides which rows are pending; without one the function does.
    decidesPending = backfill.sql?.pending == nil
    guard columns.count + expressions.count <= limit, backfill.key.count < limit,
      !columns.contains(where: { $0.form == .nested })
    else {
      return nil
    }
  }

  /// The condition for rows that are changed.
  var condition: String {
    "\(OwnNames.Function.isPending)(\(([list(columns)] + expressions).joined(separator: ", ")))"
  }

  /// The assignments of the UPDATE.
  var assignments: String {
    writes.enumerated().map { "\(quoted($1.name)) = \(BackfillFunctions.value($0, key))" }.joined(separator: ", ")
  }

  /// Appends the values of the written columns.
  ///
  /// Returns whether the row is pending.
  func append(_ arguments: Arguments, to values: inout [SQLValue]) throws -> Bool {
    if !expressions.isEmpty { return try appendResults(arguments, to: &values) }
    try read(arguments, into: &row.values)
    let changes = decidesPending ? try backfill.pureChanges(for: row, current: current(arguments)) : try function(row)
    guard let changes else { return false }
    if setsAll(changes) {
      for change in changes.values { values.append(try SQLValue(change.value, as: change.column.form)) }
    } else {
      let wanted = try backfill.wanted(changes, over: current(arguments))
      for (value, column) in zip(wanted.values, writes) { values.append(try SQLValue(value, as: column.form)) }
    }
    return true
  }

  /// Appends the results of the expressions, which the function checks.
  private func appendResults(_ arguments: Arguments, to values: inout [SQLValue]) throws -> Bool {
    let wanted = StoredRow(
      try writes.indices.map { try Argument(value: arguments[columns.count + $0]).value(as: writes[$0].form) })
    if try wanted == current(arguments) { return false }
    for change in try function(wanted).values { values.append(try SQLValue(change.value, as: change.column.form)) }
    return true
  }

  private func read(_ arguments: Arguments, into values: inout [JSONValue?]) throws {
    for index in readForms.indices {
      values[index] = try Argument(value: arguments[index]).value(as: readForms[index])
    }
  }

  /// Returns whether changes set every column, in order: the common case.
  private func setsAll(_ changes: RowChanges) -> Bool {
    changes.values.count == writes.count && writes.indices.allSatisfy { changes.values[$0].column == writes[$0] }
  }

  private func current(_ arguments: Arguments) throws -> StoredRow {
    StoredRow(try zip(writeIndices, writes).map { try Argument(value: arguments[$0]).value(as: $1.form) })
  }

  /// Returns the row's key.
  func key(_ arguments: Arguments) throws -> [JSONValue] {
    try zip(keyIndices, key).map { try Argument(value: arguments[$0]).value(as: $1.form) ?? .null }
  }

  /// Returns the row's key, by which its values are found again.
  func rowKey(_ arguments: Arguments) throws -> RowKey {
    if key.count == 1, Argument(value: arguments[keyIndices[0]]).isInteger {
      return .integer(Argument(value: arguments[keyIndices[0]]).integer)
    }
    return .values(try key(arguments))
  }
}
