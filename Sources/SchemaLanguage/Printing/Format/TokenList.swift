// Part of Bellows. MIT licence: see LICENSE.

/// All tokens of a file without errors, with queries for the layout.
struct TokenList {
  let bytes: [UInt8]
  /// The last token is the end of the file.
  let tokens: [Token]
  let comments: [CommentSyntax]
  /// For an opening bracket, the index of its closing token; for other tokens, their own index.
  private let closers: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var lexer = Lexer(bytes, file: 0)
    var tokens: [Token] = []
    var open: [Int] = []
    var closers: [Int] = []
    repeat {
      let token = lexer.next()
      closers.append(tokens.count)
      if token.kind.opens { open.append(tokens.count) }
      if token.kind.closes, let opener = open.popLast() { closers[opener] = tokens.count }
      tokens.append(token)
    } while tokens.last?.kind != .end
    self.tokens = tokens
    self.closers = closers
    comments = lexer.comments
  }

  /// Returns the index of the first token at or after an offset.
  func index(at offset: Int) -> Int {
    var low = 0
    var high = tokens.count - 1
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func closer(of index: Int) -> Int { closers[index] }

  /// Returns the comments after one token and before a later one.
  func comments(after first: Int, through last: Int) -> Range<Int> {
    first < last ? tokens[first].comments.upperBound..<tokens[last].comments.upperBound : 0..<0
  }

  /// Returns the indices of the commas or pipes in a token range, outside of all brackets in it.
  func separators(_ kind: Token.Kind, in range: Range<Int>) -> [Int] {
    var positions: [Int] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if tokens[index].kind == kind { positions.append(index) }
      index = closers[index] + 1
    }
    return positions
  }

  /// Returns whether this opening bracket is written over several lines if one line is too short.
  ///
  /// True for objects, lists, and parentheses or brackets around unions; the content of `[T]` is broken instead.
  func isBreakable(_ open: Int) -> Bool {
    let close = closers[open]
    switch tokens[open].kind {
    case .leftBrace: return close > open + 1 || !comments(after: open, through: close).isEmpty
    case .leftParenthesis: return isList(open) || !separators(.pipe, in: open + 1..<close).isEmpty
    case .leftBracket: return !separators(.pipe, in: open + 1..<close).isEmpty
    case .name, .quotedName, .string, .number, .rightBrace, .rightBracket, .rightParenthesis, .less, .greater, .at,
      .colon, .comma, .dot, .equals, .pipe, .question, .invalid, .end:
      return false
    }
  }

  /// Returns whether the items of a bracket are separated by commas: only types have parentheses that are not lists.
  func isList(_ open: Int) -> Bool {
    tokens[open].kind == .leftBrace || (tokens[open].kind == .leftParenthesis && open > 0 && tokens[open - 1].isName)
  }

  /// Returns the items between two brackets, without separators.
  func items(in open: Int) -> [Range<Int>] {
    let close = closers[open]
    var items: [Range<Int>] = []
    var start = open + 1
    for separator in separators(isList(open) ? .comma : .pipe, in: open + 1..<close) {
      if separator > start { items.append(start..<separator) }
      start = separator + 1
    }
    if start < close { items.append(start..<close) }
    return items
  }

  /// Returns whether comments in a token range require several lines.
  func needsLines(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty, !comments(after: range.lowerBound, through: range.upperBound - 1).isEmpty else {
      return false
    }
    if let pipe = separators(.pipe, in: range).first,
      !comments(after: pipe - 1, through: range.upperBound - 1).isEmpty
    {
      return true
    }
    var index = range.lowerBound
    while index < range.upperBound {
      let close = closers[index]
      if close > index {
        if isBreakable(index) {
          if !comments(after: index, through: close).isEmpty { return true }
        } else if needsLines(index + 1..<close) {
          return true
        }
      }
      index = close + 1
    }
    return false
  }

  /// Returns whether a space separates a token from the one before it on the same line.
  func needsSpace(before index: Int) -> Bool {
    let last = tokens[index - 1].kind
    switch last {
    case .leftParenthesis, .leftBracket, .less, .at, .dot: return false
    case .leftBrace: return tokens[index].kind != .rightBrace
    case .name, .quotedName, .string, .number, .rightBrace, .rightBracket, .rightParenthesis, .greater, .colon, .comma,
      .equals, .pipe, .question, .invalid, .end:
      break
    }
    switch tokens[index].kind {
    case .rightParenthesis, .rightBracket, .greater, .less, .comma, .colon, .question, .dot: return false
    case .leftParenthesis:
      // `@was(`, and `varchar(` inside the parentheses of an attribute.
      let isAttribute = index > 1 && tokens[index - 2].kind == .at
      let isInAttribute = index > 3 && tokens[index - 2].kind == .leftParenthesis && tokens[index - 4].kind == .at
      return !(isAttribute || isInAttribute)
    case .name, .quotedName, .string, .number, .leftBrace, .rightBrace, .leftBracket, .at, .equals, .pipe, .invalid,
      .end:
      return true
    }
  }

  /// Returns whether at least one empty line precedes an offset.
  func hasEmptyLine(before offset: Int) -> Bool {
    var lineBreaks = 0
    var index = offset - 1
    while index >= 0, bytes[index] <= UInt8(ascii: " ") {
      if bytes[index] == UInt8(ascii: "\n") { lineBreaks += 1 }
      index -= 1
    }
    return lineBreaks > 1
  }

  func hasLineBreak(from start: Int, to end: Int) -> Bool { bytes[start..<end].contains(UInt8(ascii: "\n")) }

  /// Returns the text of a token, in backticks only if it needs them.
  func text(_ index: Int) -> ArraySlice<UInt8> {
    let token = tokens[index]
    guard token.kind == .quotedName else { return bytes[token.start..<token.end] }
    let name = bytes[(token.start + 1)..<(token.end - 1)]
    let text = String(decoding: name, as: UTF8.self)
    let isNeedless = text.isPlainName && (!reservedTypeNames.contains(text) || isBeforeColon(index))
    return isNeedless ? name : bytes[token.start..<token.end]
  }

  /// Returns whether the token is the name of a field or member, for which keywords are allowed; the key of a record is
  /// a type.
  private func isBeforeColon(_ index: Int) -> Bool {
    guard tokens[index + 1].kind == .colon, index > 0 else { return false }
    let previous = tokens[index - 1].kind
    return previous != .leftBracket && previous != .pipe
  }
}
