// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Returns the value of a parameter as PostgreSQL reads it; `nil` for NULL.
///
/// - Parameter type: The type of the column; `nil` for that of a session whose time zone is UTC.
/// - Throws: `RowUnreadable` if no column of the form can store the value.
package func serverText(of value: JSONValue?, as form: Column.Form, in type: ServerType? = nil) throws -> String? {
  guard let value else { return nil }
  switch (form, value) {
  case (.nested, _): throw DatabaseUnable("PostgreSQL rows have no nested documents")
  case (.json, _), (.wholeRow, _): return value.text
  case (.array, .array(let elements)): return try ArrayText(elements).text
  case (.microseconds, .string(let text)): return (try? Timestamp(text: text)).map { "\($0.microseconds)" } ?? text
  case (.instantText, .string(let text)):
    guard let instant = try? Timestamp(text: text) else { return text }
    return [.timestamptz, .timestamp].contains(type) ? instant.text : instant.columnText
  case (.bytes, .string): return "\\x" + hexadecimal(try Data(json: value))
  case (.uuidBytes, .string(let text)): return UUID(uuidString: text).map { "\\x" + hexadecimal($0.bytes) } ?? text
  case (_, .bool(let flag)): return flag ? "true" : "false"
  case (_, .int(let number)): return "\(number)"
  case (_, .double(let number)):
    guard number.isFinite else { throw RowUnreadable("only finite doubles can be stored, not \(number)") }
    return "\(number)"
  case (_, .bytes(let bytes)): return "\\x" + hexadecimal(bytes)
  case (_, .string(let text)): return text
  case (_, .null), (_, .array), (_, .object):
    throw RowUnreadable("a column without JSON cannot store \(value.text.prefix(80))")
  }
}

/// Returns the value of a column from its text in the result of a `RowStatement`; `nil` if the text has another form.
func storedValue(of text: String, as form: Column.Form, in type: ServerType?) -> JSONValue? {
  switch form {
  case .bool: ["true": .bool(true), "false": .bool(false)][text]
  case .int: Int64(text).map { .int($0) }
  case .double: Double(text).flatMap { $0.isFinite ? .double($0) : nil }
  case .text: .string(text)
  case .bytes: .bytes(Data(bytes(hexadecimal: text[...])))
  case .uuidBytes: (try? UUID(bytes: Data(bytes(hexadecimal: text[...]))))?.json
  case .microseconds: Int64(text).map { Timestamp(microseconds: $0).json }
  case .instantText: (try? Timestamp(text: text))?.json
  case .json: try? JSONValue(text: text)
  case .array: array(text, of: type)
  case .nested, .wholeRow: nil
  }
}

/// Returns an array from the JSON text of its elements' texts.
private func array(_ text: String, of type: ServerType?) -> JSONValue? {
  guard case .array(let element)? = type, case .array(let texts)? = try? JSONValue(text: text) else { return nil }
  var elements: [JSONValue] = []
  for text in texts {
    guard case .string(let text) = text, let value = storedValue(of: text, as: element.elementForm, in: element) else {
      return nil
    }
    elements.append(value)
  }
  return .array(elements)
}

extension ServerType {
  /// The form of an array's element.
  fileprivate var elementForm: Column.Form {
    switch self {
    case .boolean: .bool
    case .smallint, .integer, .bigint: .int
    case .real, .double: .double
    case .bytea: .bytes
    case .timestamp, .timestamptz: .instantText
    case .json, .jsonb: .json
    case .numeric, .text, .uuid, .date, .enumeration: .text
    case .array: .array
    }
  }
}
