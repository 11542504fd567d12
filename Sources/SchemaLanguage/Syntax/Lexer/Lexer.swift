// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Splits the bytes of a file into tokens, one at a time, without creating a `String`.
///
/// The bytes must be UTF-8; call `encodingProblem(in:file:)` first.
struct Lexer {
  let bytes: [UInt8]
  let file: Int
  private(set) var position = 0
  private var isAtStart = true
  /// All comments read so far.
  private(set) var comments: [CommentSyntax] = []
  /// The errors in the characters read so far; the parser moves them to its own list.
  var problems: [Diagnostic] = []
  /// Text after a quote or `/*` that is not closed: its intended content is unknown.
  private(set) var unclosed: [Range<Int>] = []

  init(_ bytes: [UInt8], file: Int) {
    self.bytes = bytes
    self.file = file
    // A byte order mark has no meaning in UTF-8.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// Returns the byte at an offset; past the end, NUL, which is not part of any token.
  @inline(__always) func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  func range(_ start: Int, _ end: Int) -> SourceRange { SourceRange(file: file, start: start, end: end) }

  func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

  /// Returns the next token; at the end of the file always `.end`.
  mutating func next() -> Token {
    let firstComment = comments.count
    var startsLine = isAtStart
    isAtStart = false
    var hasDocumentation = false
    while true {
      switch byte(position) {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
        continue
      case UInt8(ascii: "\n"):
        position += 1
        startsLine = true
        continue
      case UInt8(ascii: "/"):
        if byte(position + 1) == UInt8(ascii: "/") {
          if lineComment() { hasDocumentation = true }
          continue
        }
        if byte(position + 1) == UInt8(ascii: "*") {
          blockComment()
          continue
        }
      case 0:
        // Reported for the whole file; here it counts as a space.
        if position < bytes.count {
          position += 1
          continue
        }
      default:
        break
      }
      let start = position
      let kind = token()
      return Token(
        kind: kind, startsLine: startsLine, start: start, end: position, comments: firstComment..<comments.count,
        hasDocumentation: hasDocumentation)
    }
  }

  /// Reads the token that begins here, and returns its kind.
  private mutating func token() -> Token.Kind {
    let first = byte(position)
    if isNameStart(first) { return name() }
    if isDigit(first) || (first == UInt8(ascii: "-") && isDigit(byte(position + 1))) { return number() }
    let kind: Token.Kind
    switch first {
    case UInt8(ascii: "{"): kind = .leftBrace
    case UInt8(ascii: "}"): kind = .rightBrace
    case UInt8(ascii: "["): kind = .leftBracket
    case UInt8(ascii: "]"): kind = .rightBracket
    case UInt8(ascii: "("): kind = .leftParenthesis
    case UInt8(ascii: ")"): kind = .rightParenthesis
    case UInt8(ascii: "<"): kind = .less
    case UInt8(ascii: ">"): kind = .greater
    case UInt8(ascii: "@"): kind = .at
    case UInt8(ascii: ":"): kind = .colon
    // The parser distinguishes them: it knows the replacement.
    case UInt8(ascii: ","), UInt8(ascii: ";"): kind = .comma
    case UInt8(ascii: "."): kind = .dot
    case UInt8(ascii: "="): kind = .equals
    case UInt8(ascii: "|"): kind = .pipe
    case UInt8(ascii: "?"): kind = .question
    case UInt8(ascii: "\""): return quoted(by: first, as: .string)
    case UInt8(ascii: "`"): return quoted(by: first, as: .quotedName)
    case UInt8(ascii: "'") where isClosedOnLine(by: first): return singleQuoted()
    default: return position < bytes.count ? invalidCharacters() : .end
    }
    position += 1
    return kind
  }

  private mutating func name() -> Token.Kind {
    let start = position
    while isNamePart(byte(position)) { position += 1 }
    // `my-table`, `größe`: clearly meant as one name.
    if byte(position) >= 0x80 || (byte(position) == UInt8(ascii: "-") && isNameStart(byte(position + 1))) {
      unicodeName(from: start)
    }
    return .name
  }

  private mutating func number() -> Token.Kind {
    let start = position
    if byte(position) == UInt8(ascii: "-") { position += 1 }
    while isDigit(byte(position)) { position += 1 }
    if byte(position) == UInt8(ascii: "."), isDigit(byte(position + 1)) {
      position += 1
      while isDigit(byte(position)) { position += 1 }
    }
    if byte(position) | 0x20 == UInt8(ascii: "e") {
      let signed = byte(position + 1) == UInt8(ascii: "-") || byte(position + 1) == UInt8(ascii: "+")
      let digits = position + (signed ? 2 : 1)
      if isDigit(byte(digits)) {
        position = digits
        while isDigit(byte(position)) { position += 1 }
      }
    }
    guard isNamePart(byte(position)) || byte(position) >= 0x80 else { return .number }
    while isNamePart(byte(position)) || byte(position) >= 0x80 { position += 1 }
    report(.badNumber(text(start, position), range(start, position)))
    return bytes[start] == UInt8(ascii: "-") ? .invalid : .name
  }

  /// Reads up to a closing quote on the same line.
  ///
  /// The content is decoded when it is needed.
  private mutating func quoted(by quote: UInt8, as kind: Token.Kind) -> Token.Kind {
    let start = position
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        position += 1
        return kind
      }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      position += 1
      if byte == UInt8(ascii: "\\"), self.byte(position) >= UInt8(ascii: " ") { position += 1 }
    }
    // The rest of the line is treated as text of a string; a name is treated as ending before the next symbol.
    if kind == .quotedName {
      let signs = Array(":(),.<>@|=?{}[]\"".utf8)
      position = bytes[(start + 1)..<position].firstIndex(where: signs.contains) ?? position
    }
    report(.unterminated(kind, range(start, position)))
    unclosed.append(start..<position)
    return kind
  }

  private func isClosedOnLine(by quote: UInt8) -> Bool {
    var end = position + 1
    while end < bytes.count, bytes[end] != quote, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return byte(end) == quote
  }

  /// Reads a string in single quotes, as in other languages.
  private mutating func singleQuoted() -> Token.Kind {
    let start = position
    let kind = quoted(by: UInt8(ascii: "'"), as: .string)
    if bytes[position - 1] == UInt8(ascii: "'"), position > start + 1 {
      let text = text(start + 1, position - 1)
      report(.singleQuotes(text, range(start, position)))
    }
    return kind
  }

  /// Reads a line comment.
  ///
  /// Returns whether it is a doc comment: exactly three slashes.
  private mutating func lineComment() -> Bool {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    var end = position
    while isSpace(bytes[end - 1]) { end -= 1 }
    let isDocumentation = byte(start + 2) == UInt8(ascii: "/") && byte(start + 3) != UInt8(ascii: "/")
    comments.append(CommentSyntax(isDocumentation: isDocumentation, range: range(start, end)))
    return isDocumentation
  }

  private mutating func blockComment() {
    let start = position
    position += 2
    while position < bytes.count, !(bytes[position] == UInt8(ascii: "*") && byte(position + 1) == UInt8(ascii: "/")) {
      position += 1
    }
    if position == bytes.count { unclosed.append(start..<position) }
    position = min(position + 2, bytes.count)
    report(.blockComment(range(start, start + 2)))
  }

  /// Reads characters that begin no token: a name with other letters, or a run of invalid characters.
  private mutating func invalidCharacters() -> Token.Kind {
    let start = position
    if bytes[position] >= 0x80, isUnicodeNamePart(scalar(at: position)) {
      unicodeName(from: start)
      return .name
    }
    let first = scalar(at: position)
    while position < bytes.count, !isSpace(bytes[position]), scalar(at: position) == first {
      position += UTF8.width(first)
    }
    report(.unexpectedCharacter(first, range(start, position)))
    return .invalid
  }

  /// Reads a name with characters that need backticks, and reports it once.
  private mutating func unicodeName(from start: Int) {
    while position < bytes.count {
      let byte = bytes[position]
      if isNamePart(byte) || (byte == UInt8(ascii: "-") && isNamePart(self.byte(position + 1))) {
        position += 1
      } else if byte >= 0x80, isUnicodeNamePart(scalar(at: position)) {
        position += UTF8.width(scalar(at: position))
      } else {
        break
      }
    }
    if position > start { report(.nameNeedsBackticks(text(start, position), range(start, position))) }
  }

  /// Returns the character that begins at an offset.
  private func scalar(at offset: Int) -> Unicode.Scalar {
    let first = UInt32(byte(offset))
    let rest = { (distance: Int) in UInt32(byte(offset + distance)) & 0x3F }
    let value =
      switch first {
      case ..<0x80: first
      case ..<0xE0: (first & 0x1F) << 6 | rest(1)
      case ..<0xF0: (first & 0x0F) << 12 | rest(1) << 6 | rest(2)
      default: (first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3)
      }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// Continues at an offset at which a token, or the space before it, begins.
  mutating func jump(to offset: Int) { position = offset }

  /// Continues at the end of the file, to skip the rest.
  mutating func stop() { position = bytes.count }

  private mutating func report(_ problem: Diagnostic) { problems.append(problem) }
}

@inline(__always) private func isSpace(_ byte: UInt8) -> Bool { byte <= UInt8(ascii: " ") }

@inline(__always) private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

@inline(__always) private func isNameStart(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
}

@inline(__always) private func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

/// Returns whether a character belongs to a name in backticks: letters of any script, emoji and other symbols, and
/// joiners.
private func isUnicodeNamePart(_ scalar: Unicode.Scalar) -> Bool {
  let properties = scalar.properties
  return properties.isXIDContinue || properties.generalCategory == .otherSymbol || scalar == "\u{200D}"
}
