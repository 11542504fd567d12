// Part of Bellows. MIT licence: see LICENSE.
import CSQLite
import Foundation

/// A SQLite file through the C library alone: the tests look at what the runtime did with eyes of their own.
final class RawDatabase {
  private var handle: OpaquePointer?

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  init(path: String) throws {
    guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil) == SQLITE_OK else {
      throw failure("open \(path)")
    }
    sqlite3_busy_timeout(handle, 10_000)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements.
  func execute(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
  }

  /// Every row of a query, a cell for each column; JSON is text here.
  func rows(_ sql: String) throws -> [[Cell]] {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure(sql) }
    defer { sqlite3_finalize(statement) }
    var rows: [[Cell]] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: rows.append((0..<sqlite3_column_count(statement)).map { cell(statement, $0) })
      case SQLITE_DONE: return rows
      default: throw failure(sql)
      }
    }
  }

  /// The first column of every row, as text.
  func texts(_ sql: String) throws -> [String] {
    try rows(sql).map { row in
      switch row.first {
      case .text(let bytes): String(decoding: bytes, as: UTF8.self)
      case .integer(let value): String(value)
      case .real(let value): String(value)
      case .null, .blob, .json, nil: ""
      }
    }
  }

  private func cell(_ statement: OpaquePointer?, _ column: Int32) -> Cell {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT:
      .text(bytes(statement, column, sqlite3_column_text(statement, column).map { UnsafeRawPointer($0) }))
    case SQLITE_BLOB: .blob(bytes(statement, column, sqlite3_column_blob(statement, column)))
    default: .null
    }
  }

  private func bytes(_ statement: OpaquePointer?, _ column: Int32, _ start: UnsafeRawPointer?) -> [UInt8] {
    let count = Int(sqlite3_column_bytes(statement, column))
    return start.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) } ?? []
  }

  private func failure(_ what: String) -> Failure {
    Failure(description: "\(String(cString: sqlite3_errmsg(handle))): \(what.prefix(2000))")
  }
}

extension String {
  /// As a name of SQL.
  var sqlName: String { "\"" + replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
}
