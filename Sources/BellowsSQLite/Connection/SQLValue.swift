// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A value as SQLite has it.
enum SQLValue {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob(Data)

  /// A value in the form in which a column holds it.
  ///
  /// A value that is not of the form, read from a database that enforces nothing, goes back as what it was.
  init(_ value: JSONValue?, as form: Column.Form) throws {
    guard let value else {
      self = .null
      return
    }
    switch (form, value) {
    case (.nested, _): throw DatabaseUnable("a SQLite row has columns: no part of it is a document")
    case (.json, _), (.wholeRow, _): self = .text(value.text)
    case (.double, .int(let number)): self = .real(Double(number))
    case (_, .bool(let flag)): self = .integer(flag ? 1 : 0)
    case (_, .int(let number)): self = .integer(number)
    case (_, .double(let number)):
      guard number.isFinite else { throw RowUnreadable("a double is finite: \(number) cannot be stored") }
      self = .real(number)
    case (_, .bytes(let bytes)): self = .blob(bytes)
    case (.microseconds, .string(let text)):
      self = (try? Timestamp(text: text)).map { .integer($0.microseconds) } ?? .text(text)
    case (.instantText, .string(let text)): self = .text((try? Timestamp(text: text))?.columnText ?? text)
    case (.uuidBytes, .string(let text)): self = UUID(uuidString: text).map { .blob($0.bytes) } ?? .text(text)
    case (.bytes, .string): self = .blob(try Data(json: value))
    case (_, .string(let text)): self = .text(text)
    case (_, .null), (_, .array), (_, .object):
      throw RowUnreadable("this column holds no JSON, and cannot hold \(value.text.prefix(80))")
    }
  }
}

/// Where SQLite hands out a value: a column of a row, or an argument of a function.
protocol SQLValueSource {
  var type: Int32 { get }
  var integer: Int64 { get }
  var real: Double { get }
  var bytes: UnsafeRawBufferPointer { get }
  var textBytes: UnsafeRawBufferPointer { get }
}

/// A column of the row that a statement is at.
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

/// An argument of a function that SQLite calls.
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
  /// The value, read in the form in which its column holds values.
  ///
  /// What is not of the form is given as what it is, so that whoever reads the row refuses that row and no other.
  @inline(__always) func value(as form: Column.Form) throws -> JSONValue? {
    switch type {
    case SQLITE_NULL: return nil
    case SQLITE_INTEGER:
      switch form {
      case .bool where integer == 0 || integer == 1: return .bool(integer == 1)
      case .microseconds: return Timestamp(microseconds: integer).json
      case .double: return Double(exactly: integer).map { .double($0) } ?? .int(integer)
      case .bool, .int, .text, .bytes, .instantText, .uuidBytes, .json, .wholeRow:
        return .int(integer)
      case .nested: throw DatabaseUnable("a SQLite row has columns: no part of it is a document")
      }
    case SQLITE_FLOAT: return .double(real)
    case SQLITE_TEXT:
      guard let text = validText else { return .bytes(Data(textBytes)) }
      switch form {
      case .json, .wholeRow: return (try? JSONValue(text: text)) ?? .string(text)
      case .instantText: return (try? Timestamp(text: text))?.json ?? .string(text)
      case .bool, .int, .double, .text, .bytes, .microseconds, .uuidBytes: return .string(text)
      case .nested: throw DatabaseUnable("a SQLite row has columns: no part of it is a document")
      }
    case _:
      let data = Data(bytes)
      return form == .uuidBytes ? (try? UUID(bytes: data))?.json ?? .bytes(data) : .bytes(data)
    }
  }

  /// The text, unless it is no UTF-8: Swift would quietly mend it.
  private var validText: String? {
    let bytes = textBytes
    var text = String(decoding: bytes, as: UTF8.self)
    let isSame = text.withUTF8 { own in
      own.count == bytes.count && bellows_is_same(own.baseAddress, bytes.baseAddress, own.count) == 1
    }
    return isSame ? text : nil
  }
}
