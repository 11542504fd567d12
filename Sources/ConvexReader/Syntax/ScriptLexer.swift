// Part of Bellows. MIT licence: see LICENSE.

/// Splits TypeScript into tokens; never fails, so that text that is not read does no harm.
///
///     var lexer = ScriptLexer(bytes)
///     let tokens = lexer.tokens()
struct ScriptLexer {
  let bytes: [UInt8]
  var offset = 0
  private var result: [ScriptToken] = []
  /// The comments that contain `@was`.
  private(set) var remarks: [Range<Int>] = []
  /// For each open brace, whether it belongs to a template.
  private var braces: [Bool] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private static let was = Array("@was(".utf8)

  /// The operators of several characters, longer ones first.
  ///
  /// `>` is always a token of its own, because it also closes type arguments.
  static let operators = [
    "...", "===", "!==", "**=", "<<=", "&&=", "||=", "??=", "=>", "==", "!=", "&&", "||", "??", "?.", "++", "--", "**",
    "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<=", "<<",
  ].map { (text: $0, bytes: Array($0.utf8)) }

  /// Returns all tokens, the last of which is the end.
  mutating func tokens() -> [ScriptToken] {
    result.reserveCapacity(bytes.count / 4)
    // A byte order mark, and the line with which programs begin.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    if at(0) == UInt8(ascii: "#"), at(1) == UInt8(ascii: "!") { skipLine() }
    while true {
      let isAfterNewline = skipSpace()
      guard offset < bytes.count else { break }
      let start = offset
      let kind = nextKind()
      if offset == start { offset += 1 }
      result.append(ScriptToken(kind: kind, start: start, end: offset, isAfterNewline: isAfterNewline))
    }
    result.append(ScriptToken(kind: .end, start: bytes.count, end: bytes.count, isAfterNewline: true))
    return result
  }

  func at(_ distance: Int) -> UInt8? {
    let index = offset + distance
    return index < bytes.count ? bytes[index] : nil
  }

  func has(_ text: [UInt8]) -> Bool { offset + text.count <= bytes.count && bytes[offset...].starts(with: text) }

  /// Skips spaces and comments; returns whether a line ended.
  private mutating func skipSpace() -> Bool {
    var hasNewline = offset == 0
    while let byte = at(0) {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        hasNewline = true
        offset += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C: offset += 1
      case UInt8(ascii: "/") where at(1) == UInt8(ascii: "/") || at(1) == UInt8(ascii: "*"):
        let start = offset
        if at(1) == UInt8(ascii: "/") { skipLine() } else { hasNewline = skipComment() || hasNewline }
        if bytes[start..<offset].firstRange(of: Self.was) != nil { remarks.append(start..<offset) }
      // The no-break space, the line separators, and the byte order mark.
      case 0xC2 where at(1) == 0xA0: offset += 2
      case 0xE2 where at(1) == 0x80 && (at(2) == 0xA8 || at(2) == 0xA9):
        hasNewline = true
        offset += 3
      case 0xEF where at(1) == 0xBB && at(2) == 0xBF: offset += 3
      default: return hasNewline
      }
    }
    return hasNewline
  }

  private mutating func skipLine() {
    while let byte = at(0), byte != UInt8(ascii: "\n") { offset += 1 }
  }

  private mutating func skipComment() -> Bool {
    var hasNewline = false
    offset += 2
    while let byte = at(0) {
      if byte == UInt8(ascii: "*"), at(1) == UInt8(ascii: "/") {
        offset += 2
        return hasNewline
      }
      if byte == UInt8(ascii: "\n") { hasNewline = true }
      offset += 1
    }
    return hasNewline
  }

  private mutating func nextKind() -> ScriptToken.Kind {
    let byte = bytes[offset]
    if byte.isWordStart || byte == UInt8(ascii: "\\") { return word() }
    if byte.isDigit || (byte == UInt8(ascii: ".") && at(1)?.isDigit == true) { return number() }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return string()
    case UInt8(ascii: "`"):
      offset += 1
      return template(isHead: true)
    case UInt8(ascii: "{"):
      braces.append(false)
    case UInt8(ascii: "}"):
      if braces.popLast() == true {
        offset += 1
        return template(isHead: false)
      }
    case UInt8(ascii: "/"):
      if result.last?.endsExpression != true, let end = endOfRegex() {
        offset = end
        return .regex
      }
    case UInt8(ascii: "#"):
      offset += 1
      return at(0)?.isWordStart == true
        ? {
          _ = word(); return .privateName
        }() : .invalid("#")
    default: break
    }
    return symbol(byte)
  }

  private mutating func symbol(_ byte: UInt8) -> ScriptToken.Kind {
    // `?.5` is a condition.
    for known in Self.operators where known.bytes[0] == byte && has(known.bytes) {
      if known.text == "?.", at(2)?.isDigit == true { continue }
      offset += known.bytes.count
      return .symbol(known.text)
    }
    offset += 1
    let text = String(decoding: [byte], as: UTF8.self)
    return "(){}[]<>;:,.?=+-*/%&|^!~@".contains(text) ? .symbol(text) : .invalid(text)
  }

  private mutating func word() -> ScriptToken.Kind {
    let start = offset
    while let byte = at(0), byte.isWordStart || byte.isDigit { offset += 1 }
    if at(0) == UInt8(ascii: "\\") {
      offset += 1
      return .invalid("\\")
    }
    return .word(String(decoding: bytes[start..<offset], as: UTF8.self))
  }

  /// Reads the text of a template up to its end or the next expression.
  private mutating func template(isHead: Bool) -> ScriptToken.Kind {
    var text: [UInt8] = []
    while let byte = at(0) {
      if byte == UInt8(ascii: "`") {
        offset += 1
        return .template(String(decoding: text, as: UTF8.self), isHead ? .whole : .tail)
      }
      if byte == UInt8(ascii: "$"), at(1) == UInt8(ascii: "{") {
        offset += 2
        braces.append(true)
        return .template(String(decoding: text, as: UTF8.self), isHead ? .head : .middle)
      }
      if byte == UInt8(ascii: "\\") {
        escape(into: &text)
      } else {
        if !(byte == UInt8(ascii: "\r") && at(1) == UInt8(ascii: "\n")) { text.append(byte) }
        offset += 1
      }
    }
    return .invalid("`")
  }

  /// Returns the end of the regular expression at this offset; `nil` if the line has none.
  private func endOfRegex() -> Int? {
    var index = offset + 1
    var isInClass = false
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !isInClass:
        index += 1
        while index < bytes.count, bytes[index].isWordStart { index += 1 }
        return index
      default: break
      }
      index += 1
    }
    return nil
  }
}

extension UInt8 {
  /// Whether a word may begin with it: letters, `$`, `_`, and everything that is not ASCII.
  var isWordStart: Bool {
    (self | 0x20) &- UInt8(ascii: "a") < 26 || self == UInt8(ascii: "_") || self == UInt8(ascii: "$") || self >= 0x80
  }

  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// The value of a digit in any base up to 16.
  var hexValue: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
