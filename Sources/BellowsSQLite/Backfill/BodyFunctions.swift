// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite

/// The two functions by which SQLite calls a body while it goes over the rows, so that none is taken out and put back.
///
///     UPDATE "users" SET "age" = _bellows_value(0, "_id")
///     WHERE ... AND _bellows_moves("_id", "birthYear", "age")
///
/// The first asks the body and keeps what it gives; the second hands that out. SQLite may ask the one for all rows before
/// it asks the other, so what was kept is found by the row's key.
final class BodyFunctions {
  /// How many arguments a function may have here.
  let mostArguments: Int
  /// The rows that the body refused.
  private(set) var refused: [BatchOutcome.Refused] = []
  private var call: BodyCall?
  private var kept: [(mark: RowMark, values: [SQLValue])] = []
  private var place = 0

  init(_ connection: Connection) {
    mostArguments = Int(sqlite3_limit(connection.handle, SQLITE_LIMIT_FUNCTION_ARG, -1))
    // Nobody but our own statements may call them, no trigger and no view.
    let flags = SQLITE_UTF8 | SQLITE_DIRECTONLY
    let own = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_create_function_v2(
      connection.handle, "_bellows_moves", -1, flags, own,
      { context, count, arguments in
        let functions = Unmanaged<BodyFunctions>.fromOpaque(sqlite3_user_data(context)).takeUnretainedValue()
        let moves = functions.moves(UnsafeBufferPointer(start: arguments, count: Int(count)))
        sqlite3_result_int(context, moves ? 1 : 0)
      }, nil, nil, nil)
    sqlite3_create_function_v2(
      connection.handle, "_bellows_value", -1, flags, own,
      { context, count, arguments in
        let functions = Unmanaged<BodyFunctions>.fromOpaque(sqlite3_user_data(context)).takeUnretainedValue()
        functions.give(UnsafeBufferPointer(start: arguments, count: Int(count)), to: context)
      }, nil, nil, nil)
  }

  /// From here on the functions call this backfill's body.
  func begin(_ backfill: Backfill) {
    call = BodyCall(backfill, limit: mostArguments)
    end()
    refused = []
  }

  /// Forgets what bodies gave.
  func end() {
    kept.removeAll(keepingCapacity: true)
    place = 0
  }

  private func moves(_ arguments: BodyCall.Arguments) -> Bool {
    guard let call else { return false }
    do {
      guard let values = try call.values(arguments) else { return false }
      kept.append((try call.mark(arguments, ofRow: true), values))
      return true
    } catch {
      refused.append(BatchOutcome.Refused(key: (try? call.key(ofRow: arguments)) ?? [], reason: "\(error)"))
      return false
    }
  }

  private func give(_ arguments: BodyCall.Arguments, to context: OpaquePointer?) {
    guard let call, arguments.count > 1, let mark = try? call.mark(arguments, ofRow: false), find(mark) else {
      return sqlite3_result_error(context, "a body's value is asked for a row that it was not asked about", -1)
    }
    kept[place].values[Int(Argument(value: arguments[0]).integer)].give(to: context)
  }

  /// Goes to what the body gave for a row: nearly always the one that was asked for last, or the one after it.
  private func find(_ mark: RowMark) -> Bool {
    for _ in kept.indices {
      if kept[place].mark == mark { return true }
      place = place + 1 < kept.count ? place + 1 : 0
    }
    return false
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
