// Part of Bellows. MIT licence: see LICENSE.

extension String {
  /// This text as a string literal of the language, with Swift's escapes: `say "hi"` becomes `"say \"hi\""`.
  package var quoted: String { enclosed(by: "\"") }

  /// This text as a name of the language: unchanged if it is a plain name, otherwise in backticks.
  package var spelledAsName: String { isPlainName ? self : enclosed(by: "`") }

  /// Whether it is an ASCII letter or underscore, followed by ASCII letters, digits and underscores.
  package var isPlainName: Bool {
    guard let first = utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }

  /// Escapes the delimiter, invisible characters, and characters that change the text direction.
  private func enclosed(by delimiter: Unicode.Scalar) -> String {
    var result = ""
    result.reserveCapacity(utf8.count + 2)
    result.unicodeScalars.append(delimiter)
    for scalar in unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case delimiter:
        result += "\\"
        result.unicodeScalars.append(scalar)
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{200B}", "\u{200E}"..."\u{200F}", "\u{2028}"..."\u{202E}",
        "\u{2060}"..."\u{206F}", "\u{FEFF}", "\u{AD}", "\u{61C}", "\u{180E}", "\u{E0000}"..."\u{E007F}":
        result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    result.unicodeScalars.append(delimiter)
    return result
  }
}

extension Literal: CustomStringConvertible {
  /// The spelling in the language.
  package var description: String {
    switch self {
    case .string(let text): text.quoted
    case .int(let number): String(number)
    case .double(let number): number.description
    case .bool(let value): value ? "true" : "false"
    }
  }
}
