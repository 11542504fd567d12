// Part of Bellows. MIT licence: see LICENSE.

/// An array as PostgreSQL's text: `{1,2}`, `{"a b","c\\"d"}`.
package struct ArrayText {
  package let text: String

  /// Throws `RowUnreadable` for an element that is no scalar.
  package init(_ elements: [JSONValue]) throws {
    let texts = try elements.map { element -> String? in
      switch element {
      case .null, .array, .object: throw RowUnreadable("an array cannot store \(element.text.prefix(80))")
      case .bool, .int, .double, .string, .bytes: break
      }
      return try serverText(of: element, as: .text) ?? ""
    }
    try self.init(texts: texts)
  }

  /// Creates `{"a",NULL}` from the texts of elements; `nil` is NULL.
  ///
  /// Byte by byte: a quotation mark with a combining mark is a character of its own.
  ///
  /// - Throws: `RowUnreadable` for U+0000, which no text of the server can contain.
  package init(texts: [String?]) throws {
    var bytes = Array("{".utf8)
    for (index, text) in texts.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      guard let text else {
        bytes.append(contentsOf: "NULL".utf8)
        continue
      }
      bytes.append(UInt8(ascii: "\""))
      for byte in text.utf8 {
        if byte == 0 { throw RowUnreadable("a text of PostgreSQL cannot contain U+0000") }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: "}"))
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  /// Returns the elements of an array of one dimension without NULL; `nil` for another one.
  package static func elements(of text: String) -> [String]? {
    let scalars = text.unicodeScalars
    guard scalars.first == "{", scalars.last == "}", scalars.count > 1 else { return nil }
    var rest = scalars.dropFirst().dropLast()
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
  private static func element(_ rest: inout Substring.UnicodeScalarView) -> String? {
    guard rest.first == "\"" else {
      let plain = rest.prefix { $0 != "," }
      rest = rest[plain.endIndex...]
      // Quotation marks distinguish the text from NULL.
      return plain.isEmpty || plain.elementsEqual("NULL".unicodeScalars) || plain.contains("{") ? nil : String(plain)
    }
    rest.removeFirst()
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return String(text)
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        text.append(escaped)
      case _: text.append(scalar)
      }
    }
    return nil
  }
}
