// Part of Bellows. MIT licence: see LICENSE.

/// Breaks and colours text for a terminal.
struct TextLayout {
  /// The role of a piece of text, with its colour.
  enum Look {
    case plain, heading, breaking, safe, quiet

    /// The parameters of its escape sequence.
    fileprivate var code: String? {
      switch self {
      case .plain: nil
      case .heading: "1"
      case .breaking: "1;31"
      case .safe: "32"
      case .quiet: "2"
      }
    }
  }

  var style: TextStyle
  private(set) var text = ""

  init(_ style: TextStyle) { self.style = style }

  /// The text in a colour, unless colour is disabled.
  func painted(_ text: String, _ look: Look) -> String {
    guard style.usesColour, let code = look.code else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  /// Appends a line.
  mutating func line(_ content: String = "") { text += content + "\n" }

  /// Appends text, wrapped between words: the first line follows `lead`, the others are indented by `indent`.
  ///
  /// - Parameter leadWidth: The visible width of `lead`, which may contain escape sequences.
  mutating func wrapped(_ content: String, lead: String, leadWidth: Int, indent: Int) {
    wrapped(content.split(separator: " ").map(String.init), lead: lead, leadWidth: leadWidth, indent: indent)
  }

  /// Appends pieces, wrapped between them; a piece that is longer than a line is wrapped between its words.
  mutating func wrapped(_ pieces: [String], lead: String, leadWidth: Int, indent: Int) {
    var current = lead
    var column = leadWidth
    var isFresh = true
    for piece in pieces.map(\.printable) {
      let parts =
        piece.count > style.width - indent ? piece.split(separator: " ").map(String.init) : [piece]
      for part in parts {
        if !isFresh, column + 1 + part.count > style.width {
          line(current)
          current = String(repeating: " ", count: indent)
          column = indent
          isFresh = true
        }
        column += (isFresh ? 0 : 1) + part.count
        current += (isFresh ? "" : " ") + part
        isFresh = false
      }
    }
    line(current)
  }
}

extension String {
  /// The text with control characters escaped.
  var printable: String {
    guard unicodeScalars.contains(where: \.isUnseen) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.isUnseen {
        result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text padded with spaces to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}

extension Unicode.Scalar {
  /// Whether it is a control character, has no width, or changes the direction of text.
  fileprivate var isUnseen: Bool {
    switch value {
    case 0...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xE0000...0xE007F:
      true
    default: false
    }
  }
}
