// Part of Bellows. MIT licence: see LICENSE.

extension JSONValue {
  /// An object with its members in this order.
  static func members(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(JSONObject(members.map { ($0.key, $0.value) }))
  }

  /// A count.
  static func count(_ number: Int) -> JSONValue { .int(Int64(number)) }

  /// A text, or null.
  static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// Texts.
  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
