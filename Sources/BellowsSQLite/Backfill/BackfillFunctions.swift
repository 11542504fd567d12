// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite

/// The functions by which SQLite calls a function while it goes over the rows, so that none is taken out and put back.
///
///     UPDATE "users" SET "age" = _bellows_value(0, "_id")
///     WHERE ... AND _bellows_is_pending("_id", "birthYear", "age")
///
/// The first asks the function and keeps what it gives; the second hands that out. SQLite may ask the one for all rows before
/// it asks the other, so what was kept is found by the row's key. What a function that waits has given is kept beforehand:
/// then `_bellows_has_value("_id")` stands for the function.
final class BackfillFunctions {
  typealias Arguments = UnsafeBufferPointer<OpaquePointer?>

  /// How many arguments a function may have here.
  let mostArguments: Int
  /// The rows that the function refused.
  private(set) var quarantined: [BatchOutcome.QuarantinedRow] = []
  private var call: FunctionCall?
  private var key: [Column] = []
  /// The rows that something is kept for.
  private var rowKeys: [RowKey] = []
  /// Of each of those rows, what all columns are to hold that are written.
  private var values: [SQLValue] = []
  /// How many columns these are.
  private var width = 0
  /// The row that was handed out last.
  private var index = 0
  /// The row that is waited for next, where they were kept beforehand.
  private var next = 0

  init(_ connection: Connection) {
    mostArguments = Int(sqlite3_limit(connection.handle, SQLITE_LIMIT_FUNCTION_ARG, -1))
    add("_bellows_is_pending", to: connection) { context, count, arguments in
      let arguments = Arguments(start: arguments, count: Int(count))
      sqlite3_result_int(context, BackfillFunctions.of(context).isPending(arguments) ? 1 : 0)
    }
    add("_bellows_has_value", to: connection) { context, count, arguments in
      let arguments = Arguments(start: arguments, count: Int(count))
      sqlite3_result_int(context, BackfillFunctions.of(context).hasValue(arguments) ? 1 : 0)
    }
    add("_bellows_value", to: connection) { context, count, arguments in
      BackfillFunctions.of(context).give(Arguments(start: arguments, count: Int(count)), to: context)
    }
  }

  private typealias Function =
    @convention(c) (
      OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?
    ) -> Void

  private func add(_ name: String, to connection: Connection, _ function: Function) {
    // Nobody but our own statements may call them, no trigger and no view.
    let flags = SQLITE_UTF8 | SQLITE_DIRECTONLY
    let own = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_create_function_v2(connection.handle, name, -1, flags, own, function, nil, nil, nil)
  }

  private static func of(_ context: OpaquePointer?) -> BackfillFunctions {
    Unmanaged<BackfillFunctions>.fromOpaque(sqlite3_user_data(context)).takeUnretainedValue()
  }

  /// What a column is set to, by its place among those that are written.
  static func value(_ index: Int, _ key: [Column]) -> String { "_bellows_value(\(index), \(list(key)))" }

  /// Whether something was kept for a row beforehand.
  static func hasValue(_ key: [Column]) -> String { "_bellows_has_value(\(list(key)))" }

  /// From here on the functions call this backfill's function.
  func begin(_ backfill: Backfill) {
    end()
    call = FunctionCall(backfill, limit: mostArguments)
    key = backfill.key
    width = backfill.writes.count
    quarantined = []
  }

  /// From here on the functions hand out what these rows are set to, all of them the same columns.
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

  /// How many of the rows that were kept beforehand SQLite has met: the first ones.
  var met: Int { next }

  /// Forgets what was kept.
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

  /// Rows are kept in the order in which SQLite goes over them; it also meets others.
  private func hasValue(_ arguments: Arguments) -> Bool {
    guard next < rowKeys.count, (try? rowKey(arguments)) == rowKeys[next] else { return false }
    next += 1
    return true
  }

  private func give(_ arguments: Arguments, to context: OpaquePointer?) {
    guard let column = arguments.first, let rowKey = try? rowKey(.init(rebasing: arguments.dropFirst())), find(rowKey) else {
      return sqlite3_result_error(context, "a body's value is asked for a row that it was not asked about", -1)
    }
    values[index * width + Int(Argument(value: column).integer)].give(to: context)
  }

  /// Goes to what is kept for a row: nearly always the one that was asked for last, or the one after it.
  private func find(_ rowKey: RowKey) -> Bool {
    for _ in rowKeys.indices {
      if rowKeys[index] == rowKey { return true }
      index = index + 1 < rowKeys.count ? index + 1 : 0
    }
    return false
  }

  /// The row whose key the arguments are.
  private func rowKey(_ arguments: Arguments) throws -> RowKey {
    guard arguments.count == key.count else { throw DatabaseUnable("a key has \(key.count) columns") }
    if key.count == 1, Argument(value: arguments[0]).isInteger {
      return .integer(Argument(value: arguments[0]).integer)
    }
    return .values(try key.indices.map { try Argument(value: arguments[$0]).value(as: key[$0].form) ?? .null })
  }
}

/// A key to find a row by.
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
  /// Gives it as the result of a function.
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
