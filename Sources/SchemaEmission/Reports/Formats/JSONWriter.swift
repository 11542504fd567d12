// Part of Bellows. MIT licence: see LICENSE.

/// A JSON value whose members keep their order.
///
/// `JSONEncoder` sorts members or leaves their order open, and takes tens of milliseconds for what this writes in one.
enum JSON {
  case string(String)
  case number(Int)
  case bool(Bool)
  case array([JSON])
  case object([(String, JSON)])

  static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

  /// Indented by two spaces, ending in a newline; arrays of plain values stand on one line.
  var text: String {
    var result = ""
    write(to: &result, indent: 0)
    return result + "\n"
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .string(let value): writeQuoted(value, to: &text)
    case .number(let value): text += String(value)
    case .bool(let value): text += value ? "true" : "false"
    case .array(let elements) where elements.allSatisfy(\.isPlain):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        element.write(to: &text, indent: indent)
      }
      text += "]"
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        newLine(in: &text, indent: indent + 1, isFirst: index == 0)
        element.write(to: &text, indent: indent + 1)
      }
      newLine(in: &text, indent: indent, isFirst: true)
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        newLine(in: &text, indent: indent + 1, isFirst: index == 0)
        writeQuoted(member.0, to: &text)
        text += ": "
        member.1.write(to: &text, indent: indent + 1)
      }
      if !members.isEmpty { newLine(in: &text, indent: indent, isFirst: true) }
      text += "}"
    }
  }

  private var isPlain: Bool {
    switch self {
    case .string, .number, .bool: true
    case .array, .object: false
    }
  }

  private func newLine(in text: inout String, indent: Int, isFirst: Bool) {
    text += isFirst ? "\n" : ",\n"
    for _ in 0..<indent { text += "  " }
  }

  /// RFC 8259: the quote, the backslash and the controls are escaped, and the two separators that scripts trip over.
  private func writeQuoted(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
