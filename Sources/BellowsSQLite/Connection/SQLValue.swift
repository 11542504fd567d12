// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A value of SQLite.
enum SQLValue {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob(Data)

  /// Converts a value to the stored form of a column.
  ///
  /// A value that does not have the form, read from a table without constraints, is stored unchanged.
  init(_ value: JSONValue?, as form: Column.Form) throws {
    guard let value else {
      self = .null
      return
    }
    switch (form, value) {
    case (.nested, _): throw DatabaseUnable("SQLite rows have no nested documents")
    case (.json, _), (.wholeRow, _): self = .text(value.text)
    case (.double, .int(let number)): self = .real(Double(number))
    case (_, .bool(let flag)): self = .integer(flag ? 1 : 0)
    case (_, .int(let number)): self = .integer(number)
    case (_, .double(let number)):
      guard number.isFinite else { throw RowUnreadable("only finite doubles can be stored, not \(number)") }
      self = .real(number)
    case (_, .bytes(let bytes)): self = .blob(bytes)
    case (.microseconds, .string(let text)):
      self = (try? Timestamp(text: text)).map { .integer($0.microseconds) } ?? .text(text)
    case (.instantText, .string(let text)): self = .text((try? Timestamp(text: text))?.columnText ?? text)
    case (.uuidBytes, .string(let text)): self = UUID(uuidString: text).map { .blob($0.bytes) } ?? .text(text)
    case (.bytes, .string): self = .blob(try Data(json: value))
    case (_, .string(let text)): self = .text(text)
    case (_, .null), (_, .array), (_, .object):
      throw RowUnreadable("a column without JSON cannot store \(value.text.prefix(80))")
    }
  }
}

/// A value that SQLite passes: a column of a row, or an argument of an SQL function.
protocol SQLValueSource {
  var type: Int32 { get }
  var integer: Int64 { get }
  var real: Double { get }
  var bytes: UnsafeRawBufferPointer { get }
  var textBytes: UnsafeRawBufferPointer { get }
}

/// A column of a statement's current row.
struct ColumnOfRow: SQLValueSource {
  var statement: OpaquePointer
  var index: Int32

  var type: Int32 { sqlite3_column_type(statement, index) }
  var integer: Int64 { sqlite3_column_int64(statement, index) }
  var real: Double { sqlite3_column_double(statement, index) }
  var bytes: UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(statement, index)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
  }
  var textBytes: UnsafeRawBufferPointer {
    let start = sqlite3_column_text(statement, index)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
  }
}

/// An argument of an SQL function.
struct Argument: SQLValueSource {
  var value: OpaquePointer?

  var type: Int32 { sqlite3_value_type(value) }
  var isInteger: Bool { type == SQLITE_INTEGER }
  var integer: Int64 { sqlite3_value_int64(value) }
  var real: Double { sqlite3_value_double(value) }
  var bytes: UnsafeRawBufferPointer {
    let start = sqlite3_value_blob(value)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
  }
  var textBytes: UnsafeRawBufferPointer {
    let start = sqlite3_value_text(value)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
  }
}

extension SQLValueSource {
  /// Reads the value in the form of its column.
  ///
  /// A value without that form is returned unchanged, so that only its row is rejected.
  @inline(__always) func value(as form: Column.Form) throws -> JSONValue? {
    switch type {
    case SQLITE_NULL: return nil
    case SQLITE_INTEGER:
      switch form {
      case .bool where integer == 0 || integer == 1: return .bool(integer == 1)
      case .microseconds: return Timestamp(microseconds: integer).json
      case .double: return Double(exactly: integer).map { .double($0) } ?? .int(integer)
      case .bool, .int, .text, .bytes, .instantText, .uuidBytes, .json, .array, .wholeRow:
        return .int(integer)
      case .nested: throw DatabaseUnable("SQLite rows have no nested documents")
      }
    case SQLITE_FLOAT: return .double(real)
    case SQLITE_TEXT:
      guard let text = validText else { return .bytes(Data(textBytes)) }
      switch form {
      case .json, .wholeRow: return (try? JSONValue(text: text)) ?? .string(text)
      case .instantText: return (try? Timestamp(text: text))?.json ?? .string(text)
      case .bool, .int, .double, .text, .bytes, .microseconds, .uuidBytes, .array: return .string(text)
      case .nested: throw DatabaseUnable("SQLite rows have no nested documents")
      }
    case _:
      let data = Data(bytes)
      return form == .uuidBytes ? (try? UUID(bytes: data))?.json ?? .bytes(data) : .bytes(data)
    }
  }

  /// The text; `nil` if it is not UTF-8, which Swift would silently repair.
  private var validText: String? {
    let bytes = textBytes
    var text = String(decoding: bytes, as: UTF8.self)
    let isSame = text.withUTF8 { own in
      own.count == bytes.count && bellows_is_same(own.baseAddress, bytes.baseAddress, own.count) == 1
    }
    return isSame ? text : nil
  }
}
