// Part of Bellows. MIT licence: see LICENSE.

extension JSONValue {
  /// Creates an object with its members in this order.
  static func members(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(JSONObject(members.map { ($0.key, $0.value) }))
  }

  static func count(_ number: Int) -> JSONValue { .int(Int64(number)) }

  /// Creates a string; `nil` becomes `null`.
  static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
