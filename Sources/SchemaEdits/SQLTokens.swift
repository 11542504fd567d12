// Part of Bellows. MIT licence: see LICENSE.

/// A token of an SQL statement.
package enum SQLToken: Hashable, Sendable {
  /// A keyword, or a name without quotes.
  case word(String)
  /// A name in quotes, without the quotes.
  case name(String)
  case text(String)
  /// The digits of a blob literal, `x'00ff'`.
  case blob(String)
  case number(String)
  case sign(String)

  /// Whether it is a keyword, ignoring case.
  package func says(_ keyword: String) -> Bool {
    if case .word(let word) = self { foldedName(word) == keyword } else { false }
  }

  /// The name, if it can be one.
  package var named: String? {
    switch self {
    case .word(let text), .name(let text): text
    case .text, .blob, .number, .sign: nil
    }
  }

  /// The token as SQL, for comparison: keywords and unquoted names in lower case.
  package var spelling: String {
    switch self {
    case .word(let text): foldedName(text)
    case .name(let text): quoted(text)
    case .text(let text): literal(text)
    case .blob(let digits): "x" + literal(foldedName(digits))
    case .number(let text), .sign(let text): text
    }
  }
}

extension SQLToken {
  /// Returns the tokens of a statement that SQLite has accepted, without comments.
  package static func tokens(of sql: String) -> [SQLToken] { SQLSource(sql).tokens }
}

/// A statement with the range of each token.
package struct SQLSource: Sendable {
  /// The text as UTF-8.
  package let bytes: [UInt8]
  package private(set) var tokens: [SQLToken] = []
  /// The byte range of each token.
  package private(set) var ranges: [Range<Int>] = []

  /// Reads a statement that SQLite has accepted, by the rules of its tokenizer (https://www.sqlite.org/lang.html).
  package init(_ sql: String) {
    bytes = Array(sql.utf8)
    var index = 0
    while index < bytes.count {
      let start = index
      if let token = next(&index) {
        tokens.append(token)
        ranges.append(start..<index)
      }
    }
  }

  /// Returns the text of a byte range.
  package func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Returns the text of some tokens, with everything between them.
  package func text(ofTokens range: Range<Int>) -> String {
    range.isEmpty ? "" : text(ranges[range.lowerBound].lowerBound..<ranges[range.upperBound - 1].upperBound)
  }

  private static let signs = ["->>", "->", "||", "<>", "<=", ">=", "!=", "==", "<<", ">>"].map { Array($0.utf8) }

  /// Reads the token at an index and advances; `nil` for blanks and comments.
  private func next(_ index: inout Int) -> SQLToken? {
    let first = bytes[index]
    switch first {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0C:
      index += 1
      return nil
    case UInt8(ascii: "-") where has("--", at: index):
      while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      return nil
    case UInt8(ascii: "/") where has("/*", at: index):
      index += 2
      while index < bytes.count, !has("*/", at: index) { index += 1 }
      index = min(index + 2, bytes.count)
      return nil
    case UInt8(ascii: "'"): return .text(quoted(&index, first))
    case UInt8(ascii: "\""), UInt8(ascii: "`"): return .name(quoted(&index, first))
    case UInt8(ascii: "["): return .name(quoted(&index, UInt8(ascii: "]")))
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "'") else { return word(&index) }
      index += 1
      return .blob(quoted(&index, UInt8(ascii: "'")))
    case UInt8(ascii: "."):
      guard index + 1 < bytes.count, bytes[index + 1].isDigit else { break }
      return number(&index)
    case _ where first.isDigit: return number(&index)
    case _ where first.isWordPart: return word(&index)
    case _: break
    }
    let sign = Self.signs.first { bytes[index...].starts(with: $0) } ?? [first]
    index += sign.count
    return .sign(String(decoding: sign, as: UTF8.self))
  }

  private func has(_ text: StaticString, at index: Int) -> Bool {
    bytes[index...].starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private func word(_ index: inout Int) -> SQLToken {
    let start = index
    while index < bytes.count, bytes[index].isWordPart { index += 1 }
    return .word(text(start..<index))
  }

  /// Digits, a point, an exponent with its sign.
  private func number(_ index: inout Int) -> SQLToken {
    let start = index
    let isHex = has("0x", at: index) || has("0X", at: index)
    while index < bytes.count {
      let byte = bytes[index]
      let isExponentSign =
        (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) && !isHex && index > start
        && (bytes[index - 1] | 0x20) == UInt8(ascii: "e")
      guard byte.isWordPart || byte == UInt8(ascii: ".") || isExponentSign else { break }
      index += 1
    }
    return .number(text(start..<index))
  }

  /// Reads a quoted text, in which a doubled quote stands for one.
  private func quoted(_ index: inout Int, _ end: UInt8) -> String {
    var text: [UInt8] = []
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == end {
        guard end != UInt8(ascii: "]"), index < bytes.count, bytes[index] == end else { break }
        index += 1
      }
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isWordPart: Bool {
    isDigit || self > 0x7F || self == UInt8(ascii: "_") || self == UInt8(ascii: "$")
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}

extension [SQLToken] {
  /// The parts between commas outside parentheses.
  package var listed: [[SQLToken]] {
    var parts: [[SQLToken]] = [[]]
    var depth = 0
    for token in self {
      if token == .sign("(") { depth += 1 }
      if token == .sign(")") { depth -= 1 }
      if depth == 0, token == .sign(",") { parts.append([]) } else { parts[parts.count - 1].append(token) }
    }
    return parts
  }

  /// Returns the tokens in the first parentheses from an index on, and the index after them.
  package func inParentheses(from start: Int) -> (inside: [SQLToken], end: Int)? {
    guard let open = self[start...].firstIndex(of: .sign("(")), let end = closing(open) else { return nil }
    return (Array(self[(open + 1)..<end]), end + 1)
  }

  /// Returns the index of the closing parenthesis.
  package func closing(_ open: Int) -> Int? {
    var depth = 0
    for index in self[open...].indices {
      if self[index] == .sign("(") { depth += 1 }
      if self[index] == .sign(")") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }
}
