// Part of Bellows. MIT licence: see LICENSE.

extension String {
  /// This text as a JSON string.
  package var jsonLiteral: String {
    var literal = ""
    writeJSONLiteral(to: &literal)
    return literal
  }

  /// Appends this text as a JSON string: quotes, backslashes and control characters are escaped.
  package func writeJSONLiteral(to text: inout String) {
    text += "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      case _: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
