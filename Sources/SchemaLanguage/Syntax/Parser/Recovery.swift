// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Error recovery: finds where to continue. Each function only moves forward, so a whole file takes linear time.
extension Parser {
  /// Whether a line begins here that can only be a declaration: an earlier bracket is not closed.
  var isAtDeclaration: Bool {
    guard current.startsLine, current.kind == .name, following.isName else { return false }
    if spells(current, "table") {
      switch lexer.firstByte(after: following) {
      case UInt8(ascii: "{"), UInt8(ascii: "="), UInt8(ascii: "@"): return true
      case UInt8(ascii: "e"): return lexer.hasWord(after: following, "external")
      case _: return false
      }
    }
    if spells(current, "type") { return lexer.firstByte(after: following) == UInt8(ascii: "=") }
    return spells(current, "target") && word(following).flatMap(Target.init(rawValue:)) != nil
  }

  /// Whether a line begins here that looks like a field or an index.
  var isAtMember: Bool {
    guard current.startsLine, current.isName else { return false }
    if following.kind == .colon { return true }
    // A type can also have the name `index`, but it is not followed by a parenthesis.
    let isList = following.kind == .leftParenthesis
    guard isList || (following.isName && lexer.firstByte(after: following) == UInt8(ascii: "(")) else { return false }
    return word(current).flatMap(IndexKeyword.init(rawValue:)) != nil
  }

  /// Skips to a token that may begin a declaration.
  mutating func skipToDeclaration() {
    while !isAtEnd {
      let isKeyword = spells(current, "table") || spells(current, "type") || spells(current, "target")
      if current.startsLine, isKeyword, following.isName { return }
      if current.kind == .leftBrace { skipBrackets() } else { skip() }
    }
  }

  /// Skips to the next field or index of a table, to a comma before one, or to the closing brace.
  mutating func skipToMember() {
    while !isAtEnd, current.kind != .rightBrace, current.kind != .comma, !isAtMember, !isAtDeclaration {
      skipOneOrBrackets()
    }
  }

  /// Skips to the comma or the end of a list; in a list inside a line, also to a line that looks like a field.
  mutating func skipToSeparator(of closing: Token.Kind) {
    while !isAtEnd, current.kind != .comma, !current.kind.closes, !isAtDeclaration {
      if closing != .rightBrace, isAtMember { return }
      skipOneOrBrackets()
    }
  }

  private mutating func skipOneOrBrackets() {
    if current.kind.opens { skipBrackets() } else { skip() }
  }

  /// Skips from an opening bracket past its closing bracket.
  ///
  /// Brackets need not match, because this is already an error.
  mutating func skipBrackets() {
    var open: [Token.Kind] = []
    var isMismatched = false
    repeat {
      if current.kind.opens {
        open.append(current.kind)
      } else if current.kind.closes, let last = open.popLast(), last.closing != current.kind {
        isMismatched = true
      }
      skip()
    } while !open.isEmpty && !isAtEnd && !isAtDeclaration
    if isMismatched || !open.isEmpty { mismatchedEnd = previousEnd }
  }
}

extension Token.Kind {
  /// Whether it opens a bracket; `<` does so only after `id`.
  var opens: Bool { self == .leftBrace || self == .leftBracket || self == .leftParenthesis }
  /// The bracket that closes this one; `nil` for other tokens.
  fileprivate var closing: Token.Kind? {
    self == .leftBrace ? .rightBrace : self == .leftBracket ? .rightBracket : opens ? .rightParenthesis : nil
  }
  /// Whether it closes a bracket.
  var closes: Bool { self == .rightBrace || self == .rightBracket || self == .rightParenthesis }
}

extension Lexer {
  /// Returns whether a word follows a token on the same line.
  func hasWord(after token: Token, _ word: String) -> Bool {
    var offset = token.end
    while byte(offset) == UInt8(ascii: " ") || byte(offset) == UInt8(ascii: "\t") { offset += 1 }
    return bytes[min(offset, bytes.count)...].starts(with: word.utf8)
  }

  /// Returns the first byte after a token that is not a blank.
  func firstByte(after token: Token) -> UInt8 {
    var offset = token.end
    while byte(offset) == UInt8(ascii: " ") || byte(offset) == UInt8(ascii: "\t") { offset += 1 }
    return byte(offset)
  }
}
