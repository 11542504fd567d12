// Part of Bellows. MIT licence: see LICENSE.
import Bellows

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// Values in documents. Bytes are `{"$bytes": "0a1b"}`, which sorts as the bytes do; a text with U+0000 is `{"$text": "61"}`.
// A member of an object whose name begins with `$` has a second one.
extension JSONValue {
  private static let bytesKey = "$bytes"
  private static let textKey = "$text"

  /// The value as it is stored.
  ///
  /// Throws `RowUnreadable` for a number that JSON does not have.
  func stored() throws -> JSONValue {
    switch self {
    case .double(let number) where !number.isFinite:
      throw RowUnreadable("\(number) cannot be stored: JSON has no such number")
    // SQLite ends a text at U+0000.
    case .string(let text) where text.utf8.contains(0):
      return .object(JSONObject([(Self.textKey, .string(hexadecimal(text.utf8)))]))
    case .null, .bool, .int, .double, .string: return self
    case .bytes(let data): return .object(JSONObject([(Self.bytesKey, .string(hexadecimal(data)))]))
    case .array(let elements): return .array(try elements.map { try $0.stored() })
    case .object(let object):
      return .object(
        JSONObject(
          try object.members.map { ($0.key.hasPrefix("$") ? "$" + $0.key : $0.key, try $0.value.stored()) }))
    }
  }

  /// The value that was stored.
  var unstored: JSONValue {
    switch self {
    case .null, .bool, .int, .double, .string, .bytes: return self
    case .array(let elements): return .array(elements.map(\.unstored))
    case .object(let object):
      if object.members.count == 1, case .string(let text) = object.members[0].value {
        if object.members[0].key == Self.bytesKey { return .bytes(Self.data(text)) }
        if object.members[0].key == Self.textKey { return .string(String(decoding: Self.data(text), as: UTF8.self)) }
      }
      return .object(
        JSONObject(
          object.members.map { ($0.key.hasPrefix("$$") ? String($0.key.dropFirst()) : $0.key, $0.value.unstored) }))
    }
  }

  private static func data(_ text: String) -> Data { Data(PlanFormat.bytes(hexadecimal: text[...])) }
}
