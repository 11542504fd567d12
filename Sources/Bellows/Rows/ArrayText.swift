// Part of Bellows. MIT licence: see LICENSE.

/// An array as PostgreSQL's text: `{1,2}`, `{"a b","c\\"d"}`.
package struct ArrayText {
  package let text: String

  /// Throws `RowUnreadable` for an element that is no scalar.
  package init(_ elements: [JSONValue]) throws {
    let texts = try elements.map { element in
      switch element {
      case .null, .array, .object: throw RowUnreadable("an array cannot store \(element.text.prefix(80))")
      case .bool, .int, .double, .string, .bytes: break
      }
      let text = try serverText(of: element, as: .text) ?? ""
      return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    text = "{" + texts.joined(separator: ",") + "}"
  }

  /// Returns the elements of an array of one dimension without NULL; `nil` for another one.
  package static func elements(of text: String) -> [String]? {
    guard text.first == "{", text.last == "}", text.count > 1 else { return nil }
    var rest = text.dropFirst().dropLast()
    var elements: [String] = []
    while !rest.isEmpty {
      guard let element = element(&rest) else { return nil }
      elements.append(element)
      guard !rest.isEmpty else { break }
      guard rest.removeFirst() == ",", !rest.isEmpty else { return nil }
    }
    return elements
  }

  /// Removes the first element.
  private static func element(_ rest: inout Substring) -> String? {
    guard rest.first == "\"" else {
      let plain = rest.prefix { $0 != "," }
      rest = rest[plain.endIndex...]
      // Quotation marks distinguish the text from NULL.
      return plain.isEmpty || plain == "NULL" || plain.contains("{") ? nil : String(plain)
    }
    rest.removeFirst()
    var text = String.UnicodeScalarView()
    var scalars = rest.unicodeScalars
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"":
        rest = Substring(scalars)
        return String(text)
      case "\\":
        guard let escaped = scalars.popFirst() else { return nil }
        text.append(escaped)
      case _: text.append(scalar)
      }
    }
    return nil
  }
}
