// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension StoredValue {
  /// Returns the value as a column of a form stores it: a number, a text or bytes.
  ///
  ///     Timestamp(microseconds: 7).stored(as: .microseconds)  // .int(7)
  ///     [1, 2].stored(as: .json)                              // .string("[1,2]")
  ///
  /// Only a `nested` column, a member of a document, stores arrays and objects, and an `array` column lists. `null` is "no value" in other columns.
  public func stored(as form: Column.Form) -> JSONValue {
    let json = json
    switch (form, json) {
    case (.nested, _), (.array, _): return json
    case (.json, _), (.wholeRow, _): return .string(json.text)
    case (.double, .int(let number)): return .double(Double(number))
    case (.bytes, .string): return (try? Data(json: json)).map { .bytes($0) } ?? json
    case (.uuidBytes, .string): return (try? UUID(json: json)).map { .bytes($0.bytes) } ?? json
    case (.microseconds, .string): return (try? Timestamp(json: json)).map { .int($0.microseconds) } ?? json
    case (.instantText, .string): return (try? Timestamp(json: json)).map { .string($0.columnText) } ?? json
    case (_, .array), (_, .object): return .string(json.text)
    case (.bool, _), (.int, _), (.double, _), (.text, _), (.bytes, _), (.uuidBytes, _), (.microseconds, _),
      (.instantText, _):
      return json
    }
  }

  /// Reads a value as a column of a form stores it.
  ///
  ///     try Timestamp(stored: .int(7), as: .microseconds)
  ///
  /// Throws `RowUnreadable` if it is not of this type.
  public init(stored: JSONValue, as form: Column.Form) throws {
    switch (form, stored) {
    case (.json, .string(let text)), (.wholeRow, .string(let text)): try self.init(json: JSONValue(text: text))
    case (.bool, .int(let number)) where number == 0 || number == 1: try self.init(json: .bool(number == 1))
    case (.uuidBytes, .bytes(let bytes)): try self.init(json: UUID(bytes: bytes).json)
    case (.microseconds, .int(let number)): try self.init(json: Timestamp(microseconds: number).json)
    case (.instantText, .string(let text)): try self.init(json: Timestamp(text: text).json)
    case (.bool, _), (.int, _), (.double, _), (.text, _), (.bytes, _), (.microseconds, _), (.instantText, _),
      (.uuidBytes, _), (.json, _), (.array, _), (.nested, _), (.wholeRow, _):
      try self.init(json: stored)
    }
  }
}
