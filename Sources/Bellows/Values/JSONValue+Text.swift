// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension JSONValue {
  /// The value as JSON text, with members in their order.
  ///
  /// A double always has a point or an exponent (`1.0`).
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// The value after a round trip through JSON text: bytes become a base64 string.
  var withTextForBytes: JSONValue {
    switch self {
    case .bytes(let value): .string(value.base64EncodedString())
    case .array(let values): .array(values.map(\.withTextForBytes))
    case .object(let object): .object(JSONObject(object.members.map { ($0.key, $0.value.withTextForBytes) }))
    case .null, .bool, .int, .double, .string: self
    }
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .int(let value): text += String(value)
    case .double(let value): text += value.description
    case .string(let value): value.writeJSONLiteral(to: &text)
    case .bytes(let value): value.base64EncodedString().writeJSONLiteral(to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let object):
      text += "{"
      for (index, member) in object.members.enumerated() {
        if index > 0 { text += "," }
        member.key.writeJSONLiteral(to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  /// Parses JSON text.
  ///
  /// A number with a fraction or an exponent is a double, any other an int.
  ///
  /// Throws `RowUnreadable` if the text is not JSON, a number is out of range, or the nesting is deeper than 1,000.
  public init(text: String) throws {
    var parser = JSONParser(text)
    self = try parser.whole()
  }
}
