// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A prepared statement, cached by its connection.
package final class Statement {
  let handle: OpaquePointer
  private unowned let connection: Connection
  private let faults: Faults?
  private var isFresh = true

  init(_ handle: OpaquePointer, of connection: Connection) {
    self.handle = handle
    self.connection = connection
    faults = connection.faults
  }

  deinit { sqlite3_finalize(handle) }

  /// Binds values from a position on, counted from 1, and returns the next position.
  @discardableResult func bind(_ filters: some Sequence<Filter>, from index: Int32 = 1) throws -> Int32 {
    var index = index
    for filter in filters {
      try bind(filter.value, as: filter.column.form, at: index)
      index += 1
    }
    return index
  }

  /// Binds the values of columns from a position on, counted from 1, and returns the next position.
  @discardableResult func bind(_ values: [JSONValue], of columns: [Column], from index: Int32) throws -> Int32 {
    var index = index
    for (value, column) in zip(values, columns) {
      try bind(value, as: column.form, at: index)
      index += 1
    }
    return index
  }

  /// Binds a value in the form of its column.
  package func bind(_ value: JSONValue?, as form: Column.Form, at index: Int32) throws {
    switch try SQLValue(value, as: form) {
    case .null: check(sqlite3_bind_null(handle, index))
    case .integer(let number): check(sqlite3_bind_int64(handle, index, number))
    case .real(let number): check(sqlite3_bind_double(handle, index, number))
    case .text(let text): bind(text, at: index)
    case .blob(let bytes):
      check(bytes.withUnsafeBytes { bellows_bind_blob(handle, index, $0.baseAddress, UInt64($0.count)) })
    }
  }

  /// Binds text.
  package func bind(_ text: String, at index: Int32) {
    var text = text
    check(
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          bellows_bind_text(handle, index, $0.baseAddress, UInt64($0.count))
        }
      })
  }

  /// Binds an integer.
  package func bind(_ number: Int, at index: Int32) { check(sqlite3_bind_int64(handle, index, Int64(number))) }

  /// Checks the result of a binding: it fails only for a position out of range, so the statement is wrong.
  private func check(_ code: Int32) { assert(code == SQLITE_OK, connection.message) }

  /// Steps to the next row, and returns whether there is one.
  package func step() throws -> Bool {
    if isFresh {
      try faults?.willRun(connection, sqlite3_sql(handle).map { String(cString: $0) })
      isFresh = false
    }
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      reset()
      return false
    case _:
      let error = connection.error(in: sqlite3_sql(handle).map { String(cString: $0) })
      reset()
      throw error
    }
  }

  /// Runs the statement to its end.
  package func run() throws { while try step() {} }

  /// Resets the statement, so that it can run again.
  func reset() {
    if !isFresh { faults?.didRun() }
    isFresh = true
    sqlite3_reset(handle)
  }

  /// Returns a column of the current row, read in its form.
  package func value(_ index: Int, as form: Column.Form) throws -> JSONValue? {
    try ColumnOfRow(statement: handle, index: Int32(index)).value(as: form)
  }

  /// Returns columns of the current row.
  func values(as forms: [Column.Form], from index: Int = 0) throws -> [JSONValue?] {
    var values: [JSONValue?] = []
    values.reserveCapacity(forms.count)
    for offset in forms.indices { values.append(try value(index + offset, as: forms[offset])) }
    return values
  }

  /// Returns the key of the current row.
  func key(_ columns: [Column], from index: Int = 0) throws -> [JSONValue] {
    try values(as: columns.map(\.form), from: index).enumerated().map { offset, value in
      guard let value else {
        throw DatabaseUnable(
          "a row has NULL in its key \(quoted(columns[offset].name)); give it a key, or delete it")
      }
      return value
    }
  }

  /// The number of columns.
  var columnCount: Int { Int(sqlite3_column_count(handle)) }

  /// Returns a column of the current row as an integer; 0 for any other value.
  package func int(_ index: Int) -> Int { Int(sqlite3_column_int64(handle, Int32(index))) }

  /// Returns a column of the current row as text; `nil` for NULL.
  package func text(_ index: Int) -> String? {
    sqlite3_column_text(handle, Int32(index)).map { String(cString: $0) }
  }
}
