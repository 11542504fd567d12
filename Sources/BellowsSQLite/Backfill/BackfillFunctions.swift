// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite

/// The SQL functions by which SQLite calls a backfill function during an UPDATE, so that rows need not be read and
/// written.
///
///     UPDATE "users" SET "age" = _bellows_value(0, "_id")
///     WHERE ... AND _bellows_is_pending("_id", "birthYear", "age")
///
/// The first calls the function and stores its result; the second returns it. SQLite may call the first for all rows
/// before the second, so a result is found by the row's key. The results of an asynchronous function are stored before
/// the statement; then `_bellows_has_value("_id")` replaces that call.
final class BackfillFunctions {
  typealias Arguments = UnsafeBufferPointer<OpaquePointer?>

  /// The largest number of arguments of an SQL function.
  let mostArguments: Int
  /// The rows that the function could not convert.
  private(set) var quarantined: [BatchOutcome.QuarantinedRow] = []
  private var call: FunctionCall?
  private var key: [Column] = []
  /// The keys of the rows with a stored result.
  private var rowKeys: [RowKey] = []
  /// The results: for each of these rows the values of all written columns.
  private var values: [SQLValue] = []
  /// The number of written columns.
  private var width = 0
  /// The index of the row that was returned last.
  private var index = 0
  /// The index of the next expected row, if results were stored before the statement.
  private var next = 0

  init(_ connection: Connection) {
    mostArguments = Int(sqlite3_limit(connection.handle, SQLITE_LIMIT_FUNCTION_ARG, -1))
    add(OwnNames.Function.isPending, to: connection) { context, count, arguments in
      let arguments = Arguments(start: arguments, count: Int(count))
      sqlite3_result_int(context, BackfillFunctions.of(context).isPending(arguments) ? 1 : 0)
    }
    add(OwnNames.Function.hasValue, to: connection) { context, count, arguments in
      let arguments = Arguments(start: arguments, count: Int(count))
      sqlite3_result_int(context, BackfillFunctions.of(context).hasValue(arguments) ? 1 : 0)
    }
    add(OwnNames.Function.value, to: connection) { context, count, arguments in
      BackfillFunctions.of(context).give(Arguments(start: arguments, count: Int(count)), to: context)
    }
  }

  private typealias Function =
    @convention(c) (
      OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?
    ) -> Void

  private func add(_ name: String, to connection: Connection, _ function: Function) {
    // Triggers and views cannot call them.
    let flags = SQLITE_UTF8 | SQLITE_DIRECTONLY
    let own = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_create_function_v2(connection.handle, name, -1, flags, own, function, nil, nil, nil)
  }

  private static func of(_ context: OpaquePointer?) -> BackfillFunctions {
    Unmanaged<BackfillFunctions>.fromOpaque(sqlite3_user_data(context)).takeUnretainedValue()
  }

  /// Returns the call for the value of a written column, by its index.
  static func value(_ index: Int, _ key: [Column]) -> String { "\(OwnNames.Function.value)(\(index), \(list(key)))" }

  /// Returns the condition that a result was stored for a row.
  static func hasValue(_ key: [Column]) -> String { "\(OwnNames.Function.hasValue)(\(list(key)))" }

  /// Makes the SQL functions call this backfill's function.
  func begin(_ backfill: Backfill) {
    end()
    call = FunctionCall(backfill, limit: mostArguments)
    key = backfill.key
    width = backfill.writes.count
    quarantined = []
  }

  /// Makes the SQL functions return the values of these updates, which must set the same columns.
  func begin(_ rows: [RowUpdate], key: [Column]) throws {
    end()
    call = nil
    self.key = key
    width = rows.first?.changes.values.count ?? 0
    rowKeys.reserveCapacity(rows.count)
    values.reserveCapacity(rows.count * width)
    for row in rows {
      rowKeys.append(try RowKey(row.key))
      for change in row.changes.values { values.append(try SQLValue(change.value, as: change.column.form)) }
    }
  }

  /// The number of leading stored rows that SQLite has reached.
  var met: Int { next }

  /// Deletes the stored results.
  func end() {
    rowKeys.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    index = 0
    next = 0
  }

  private func isPending(_ arguments: Arguments) -> Bool {
    guard let call else { return false }
    do {
      let rowKey = try call.rowKey(arguments)
      guard try call.append(arguments, to: &values) else { return false }
      rowKeys.append(rowKey)
      return true
    } catch {
      values.removeLast(values.count - rowKeys.count * width)
      quarantined.append(
        BatchOutcome.QuarantinedRow(
          key: (try? call.key(arguments)) ?? [], reason: "\(error)", isIdempotent: !(error is NotIdempotent)))
      return false
    }
  }

  /// Returns whether a result is stored for the row.
  ///
  /// Results are stored in scan order; the scan also reaches rows without a result.
  private func hasValue(_ arguments: Arguments) -> Bool {
    guard next < rowKeys.count, (try? rowKey(arguments)) == rowKeys[next] else { return false }
    next += 1
    return true
  }

  private func give(_ arguments: Arguments, to context: OpaquePointer?) {
    guard let column = arguments.first, let rowKey = try? rowKey(.init(rebasing: arguments.dropFirst())), find(rowKey)
    else {
      return sqlite3_result_error(context, "Bellows has no result for this row", -1)
    }
    values[index * width + Int(Argument(value: column).integer)].give(to: context)
  }

  /// Finds the stored result of a row: almost always the last one or the next.
  private func find(_ rowKey: RowKey) -> Bool {
    for _ in rowKeys.indices {
      if rowKeys[index] == rowKey { return true }
      index = index + 1 < rowKeys.count ? index + 1 : 0
    }
    return false
  }

  /// Returns the key in the arguments.
  private func rowKey(_ arguments: Arguments) throws -> RowKey {
    guard arguments.count == key.count else { throw DatabaseUnable("a key has \(key.count) columns") }
    if key.count == 1, Argument(value: arguments[0]).isInteger {
      return .integer(Argument(value: arguments[0]).integer)
    }
    return .values(try key.indices.map { try Argument(value: arguments[$0]).value(as: key[$0].form) ?? .null })
  }
}

/// The key of a row.
enum RowKey: Equatable {
  case integer(Int64)
  case values([JSONValue])

  init(_ key: [Filter]) throws {
    if key.count == 1, case .integer(let number) = try SQLValue(key[0].value, as: key[0].column.form) {
      self = .integer(number)
    } else {
      self = .values(key.map { $0.value ?? .null })
    }
  }
}

extension SQLValue {
  /// Sets it as the result of an SQL function.
  fileprivate func give(to context: OpaquePointer?) {
    switch self {
    case .null: sqlite3_result_null(context)
    case .integer(let number): sqlite3_result_int64(context, number)
    case .real(let number): sqlite3_result_double(context, number)
    case .text(var text):
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { bellows_result_text(context, $0.baseAddress, UInt64($0.count)) }
      }
    case .blob(let bytes):
      bytes.withUnsafeBytes { bellows_result_blob(context, $0.baseAddress, UInt64($0.count)) }
    }
  }
}
