// Part of Bellows. MIT licence: see LICENSE.

/// A word, a name, a literal or a sign of an SQL statement.
package enum SQLToken: Hashable, Sendable {
  /// Without quotes: a keyword, or a name that needs none.
  case word(String)
  /// A name in quotes, which are not part of it.
  case name(String)
  case text(String)
  /// The digits of a blob literal, `x'00ff'`.
  case blob(String)
  case number(String)
  case sign(String)

  /// Whether it is this keyword, in either case.
  package func says(_ keyword: String) -> Bool {
    if case .word(let word) = self { foldedName(word) == keyword } else { false }
  }

  /// What it names, if it can name something.
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
  /// The tokens of a statement that SQLite has accepted; comments are left out.
  package static func tokens(of sql: String) -> [SQLToken] { SQLSource(sql).tokens }
}

/// The text of a statement with the range of each token.
package struct SQLSource: Sendable {
  /// The text as UTF-8.
  package let bytes: [UInt8]
  package private(set) var tokens: [SQLToken] = []
  /// The bytes of each token.
  package private(set) var ranges: [Range<Int>] = []

  /// Reads a statement that SQLite has accepted, by the rules of its tokenizer (https://www.sqlite.org/lang.html).
  package init(_ sql: String) {
    bytes = Array(sql.utf8)
    var place = 0
    while place < bytes.count {
      let start = place
      if let token = next(&place) {
        tokens.append(token)
        ranges.append(start..<place)
      }
    }
  }

  /// The text between two places.
  package func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The text from the first to the last of some tokens.
  package func text(ofTokens range: Range<Int>) -> String {
    range.isEmpty ? "" : text(ranges[range.lowerBound].lowerBound..<ranges[range.upperBound - 1].upperBound)
  }

  private static let signs = ["->>", "->", "||", "<>", "<=", ">=", "!=", "==", "<<", ">>"].map { Array($0.utf8) }

  /// Reads the next token and advances; `nil` for blanks and comments.
  private func next(_ place: inout Int) -> SQLToken? {
    let first = bytes[place]
    switch first {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0C:
      place += 1
      return nil
    case UInt8(ascii: "-") where has("--", at: place):
      while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
      return nil
    case UInt8(ascii: "/") where has("/*", at: place):
      place += 2
      while place < bytes.count, !has("*/", at: place) { place += 1 }
      place = min(place + 2, bytes.count)
      return nil
    case UInt8(ascii: "'"): return .text(quoted(&place, first))
    case UInt8(ascii: "\""), UInt8(ascii: "`"): return .name(quoted(&place, first))
    case UInt8(ascii: "["): return .name(quoted(&place, UInt8(ascii: "]")))
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "'") else { return word(&place) }
      place += 1
      return .blob(quoted(&place, UInt8(ascii: "'")))
    case UInt8(ascii: "."):
      guard place + 1 < bytes.count, bytes[place + 1].isDigit else { break }
      return number(&place)
    case _ where first.isDigit: return number(&place)
    case _ where first.isWordPart: return word(&place)
    case _: break
    }
    let sign = Self.signs.first { bytes[place...].starts(with: $0) } ?? [first]
    place += sign.count
    return .sign(String(decoding: sign, as: UTF8.self))
  }

  private func has(_ text: StaticString, at place: Int) -> Bool {
    bytes[place...].starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private func word(_ place: inout Int) -> SQLToken {
    let start = place
    while place < bytes.count, bytes[place].isWordPart { place += 1 }
    return .word(text(start..<place))
  }

  /// Digits, a point, an exponent with its sign.
  private func number(_ place: inout Int) -> SQLToken {
    let start = place
    let isHex = has("0x", at: place) || has("0X", at: place)
    while place < bytes.count {
      let byte = bytes[place]
      let isExponentSign =
        (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) && !isHex && place > start
        && (bytes[place - 1] | 0x20) == UInt8(ascii: "e")
      guard byte.isWordPart || byte == UInt8(ascii: ".") || isExponentSign else { break }
      place += 1
    }
    return .number(text(start..<place))
  }

  /// The text between quotes; a doubled quote is one quote.
  private func quoted(_ place: inout Int, _ end: UInt8) -> String {
    var text: [UInt8] = []
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == end {
        guard end != UInt8(ascii: "]"), place < bytes.count, bytes[place] == end else { break }
        place += 1
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
  /// The parts between the commas outside of any parentheses.
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

  /// The tokens in the first parentheses after `start`, and the index after them.
  package func inParentheses(from start: Int) -> (inside: [SQLToken], end: Int)? {
    guard let open = self[start...].firstIndex(of: .sign("(")), let end = closing(open) else { return nil }
    return (Array(self[(open + 1)..<end]), end + 1)
  }

  /// The index of the parenthesis that closes the one at `open`.
  package func closing(_ open: Int) -> Int? {
    var depth = 0
    for place in self[open...].indices {
      if self[place] == .sign("(") { depth += 1 }
      if self[place] == .sign(")") { depth -= 1 }
      if depth == 0 { return place }
    }
    return nil
  }
}
