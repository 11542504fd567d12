// Part of Bellows. MIT licence: see LICENSE.

/// A name as SQLite compares it: ASCII letters in lower case.
package func foldedName(_ name: String) -> String {
  String(
    decoding: name.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
}

/// A name as SQL spells it, whatever it contains: `"users"`.
package func quoted(_ name: String) -> String { "\"" + doubled(name, "\"") + "\"" }

/// A text as a literal of SQL: `'it''s'`.
package func literal(_ text: String) -> String { "'" + doubled(text, "'") + "'" }

/// A text in which each quotation mark is written twice.
private func doubled(_ text: String, _ quote: Unicode.Scalar) -> String {
  guard text.utf8.contains(UInt8(ascii: quote)) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar == quote { result.append(quote) }
    result.append(scalar)
  }
  return String(result)
}

/// A name or a piece of SQL on one line, so that it cannot end the comment that contains it.
package func oneLine(_ text: String) -> String {
  text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
    .split(separator: "\u{2028}").joined(separator: " ").split(separator: "\u{2029}").joined(separator: " ")
}
