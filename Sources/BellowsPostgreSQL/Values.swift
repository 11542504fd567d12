// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CPostgreSQL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ResultSet {
  /// Returns a value in the form of its column.
  ///
  /// A value without that form is returned unchanged, so that only its row is rejected.
  func value(_ row: Int, _ column: Int, as form: Column.Form) throws -> JSONValue? {
    guard let text = text(row, column) else { return nil }
    switch (form, stored(text, type(column))) {
    case (.nested, _): throw DatabaseUnable("PostgreSQL rows have no nested documents")
    case (.json, .string(let text)), (.wholeRow, .string(let text)):
      return (try? JSONValue(text: text)) ?? .string(text)
    case (.microseconds, .int(let number)): return Timestamp(microseconds: number).json
    case (.instantText, .string(let text)): return (try? Timestamp(text: text))?.json ?? .string(text)
    case (.uuidBytes, .bytes(let bytes)): return (try? UUID(bytes: bytes))?.json ?? .bytes(bytes)
    case (.double, .int(let number)): return Double(exactly: number).map { .double($0) } ?? .int(number)
    case (_, let value): return value
    }
  }

  /// Converts a value by its type in the database: bool, int2, int4, int8, float4, float8, bytea, and numeric without
  /// zeros at its end; all others are text.
  private func stored(_ text: String, _ type: Oid) -> JSONValue {
    switch type {
    case 16: return .bool(text == "t")
    case 20, 21, 23: return Int64(text).map { .int($0) } ?? .string(text)
    case 700, 701: return Double(text).flatMap { $0.isFinite ? .double($0) : nil } ?? .string(text)
    case 1700: return .string(canonicalDecimal(text) ?? text)
    case 17: return .bytes(Data(bytes(hexadecimal: text.dropFirst("\\x".count))))
    case _ where ArrayText.elementTypes[type] != nil: return array(text, of: ArrayText.elementTypes[type] ?? 0)
    case _: return .string(text)
    }
  }
}

extension ResultSet {
  /// Converts an array; one of several dimensions, or with NULL, stays a text.
  private func array(_ text: String, of element: Oid) -> JSONValue {
    guard let elements = ArrayText.elements(of: text) else { return .string(text) }
    return .array(
      elements.map { element == 1184 ? (try? Timestamp(text: $0))?.json ?? .string($0) : stored($0, element) })
  }
}

extension Column.Form {
  /// The type of a ledger column with this form.
  var declaredType: String {
    switch self {
    case .bool: "boolean"
    case .int, .microseconds: "bigint"
    case .double: "double precision"
    case .text, .instantText, .json, .array, .nested, .wholeRow: "text"
    case .bytes, .uuidBytes: "bytea"
    }
  }
}
