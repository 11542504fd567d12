// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// A JSON value whose members keep their order.
///
/// `JSONEncoder` does not keep the order of members, and is much slower.
enum JSON {
  case string(String)
  case number(Int)
  case bool(Bool)
  case array([JSON])
  case object([(String, JSON)])

  static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

  /// Indented by two spaces, with arrays of scalars on one line, ending in a newline.
  var text: String {
    var writer = JSONWriter()
    writer.write(self, indent: 0)
    writer.bytes.append(UInt8(ascii: "\n"))
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  fileprivate var isPlain: Bool {
    switch self {
    case .string, .number, .bool: true
    case .array, .object: false
    }
  }
}

/// Writes values to a byte buffer.
private struct JSONWriter {
  var bytes: [UInt8] = []

  mutating func write(_ value: JSON, indent: Int) {
    switch value {
    case .string(let value): writeQuoted(value)
    case .number(let value): write(String(value))
    case .bool(let value): write(value ? "true" : "false")
    case .array(let elements) where elements.allSatisfy(\.isPlain):
      write("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { write(", ") }
        write(element, indent: indent)
      }
      write("]")
    case .array(let elements):
      write("[")
      for (index, element) in elements.enumerated() {
        newLine(indent: indent + 1, isFirst: index == 0)
        write(element, indent: indent + 1)
      }
      newLine(indent: indent, isFirst: true)
      write("]")
    case .object(let members):
      write("{")
      for (index, member) in members.enumerated() {
        newLine(indent: indent + 1, isFirst: index == 0)
        writeQuoted(member.0)
        write(": ")
        write(member.1, indent: indent + 1)
      }
      if !members.isEmpty { newLine(indent: indent, isFirst: true) }
      write("}")
    }
  }

  private mutating func write(_ text: String) { bytes.append(utf8Of: text) }

  private mutating func newLine(indent: Int, isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
  }

  /// Most strings need no escapes and are written unchanged.
  private mutating func writeQuoted(_ value: String) {
    let isPlain = value.utf8.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    guard isPlain else { return writeEscaped(value) }
    bytes.append(UInt8(ascii: "\""))
    write(value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Also escapes the separators that JavaScript rejects, and the last control character.
  private mutating func writeEscaped(_ value: String) {
    for scalar in value.jsonLiteral.unicodeScalars {
      switch scalar {
      case "\u{7F}": write("\\u007f")
      case "\u{2028}": write("\\u2028")
      case "\u{2029}": write("\\u2029")
      default: write(String(scalar))
      }
    }
  }
}
