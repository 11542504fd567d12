// Part of Bellows. MIT licence: see LICENSE.

/// Text that is no expression of the language that is read.
struct SyntaxProblem: Error {
  var message: String
  var range: Range<Int>
}

/// The tokens of a file, with the partner of each bracket.
struct TokenList {
  let tokens: [ScriptToken]
  /// The comments that contain `@was`.
  let remarks: [Range<Int>]
  /// The index of the closing bracket of each opening one; the index of the end if there is none.
  private let closing: [Int]
  let lookahead = Lookahead()

  /// How many tokens may still be looked at ahead of time: more than any file needs that people write.
  final class Lookahead {
    private var left = 2_000_000

    func spend() -> Bool {
      left -= 1
      return left > 0
    }
  }

  init(_ bytes: [UInt8]) {
    var lexer = ScriptLexer(bytes)
    tokens = lexer.tokens()
    remarks = lexer.remarks
    var closing = [Int](repeating: 0, count: tokens.count)
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      if token.opensBrackets {
        closing[index] = tokens.count - 1
        open.append(index)
      } else if token.closesBrackets, let partner = open.popLast() {
        closing[partner] = index
      }
    }
    self.closing = closing
  }

  subscript(index: Int) -> ScriptToken { tokens[min(index, tokens.count - 1)] }

  /// Returns the index of the bracket that closes the one at an index.
  func closing(_ index: Int) -> Int { closing[index] }
}

/// Parses expressions; what is not evaluated becomes `unsupported`, because it may never be needed.
struct ScriptParser {
  let list: TokenList
  var index: Int
  private var depth = 0
  /// Far above what people write, and far below what the stack holds.
  private static let deepest = 200

  init(_ list: TokenList, at index: Int) {
    self.list = list
    self.index = index
  }

  var token: ScriptToken { list[index] }

  var next: ScriptToken { list[index + 1] }

  mutating func advance() { index = min(index + 1, list.tokens.count - 1) }

  mutating func take(_ symbol: String) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: String) throws(SyntaxProblem) {
    guard take(symbol) else { throw unexpected("'\(symbol)' is expected here") }
  }

  func unexpected(_ message: String) -> SyntaxProblem {
    if case .end = token.kind { return SyntaxProblem(message: message + ", where the file ends", range: end) }
    return SyntaxProblem(message: message, range: token.start..<token.end)
  }

  private var end: Range<Int> { token.start..<token.end }

  /// Calls the closure one level deeper.
  mutating func deeper<Result>(
    _ work: (inout ScriptParser) throws(SyntaxProblem) -> Result
  ) throws(SyntaxProblem) -> Result {
    guard depth < Self.deepest else { throw unexpected("expressions nest too deeply") }
    depth += 1
    defer { depth -= 1 }
    return try work(&self)
  }

  mutating func expression() throws(SyntaxProblem) -> Expression {
    try deeper { parser throws(SyntaxProblem) in
      if let function = try parser.arrowFunction() { return function }
      let condition = try parser.operation(0)
      guard parser.take("?") else { return condition }
      let first = try parser.expression()
      try parser.expect(":")
      let second = try parser.expression()
      return Expression(
        kind: .choice(condition, then: first, otherwise: second),
        range: condition.range.lowerBound..<second.range.upperBound)
    }
  }

  /// The operators of each precedence, from the weakest.
  private static let operators: [Set<String>] = [
    ["??", "||"], ["&&"], ["|"], ["^"], ["&"], ["===", "!==", "==", "!="], ["<", ">", "<=", "in", "instanceof"],
    ["<<"], ["+", "-"], ["*", "/", "%"], ["**"],
  ]

  private mutating func operation(_ precedence: Int) throws(SyntaxProblem) -> Expression {
    guard precedence < Self.operators.count else { return try prefixed() }
    let first = try operation(precedence + 1)
    var rest: [(symbol: String, right: Expression)] = []
    while true {
      if precedence == 0 { try skipCasts() }
      guard let symbol = binaryOperator(), Self.operators[precedence].contains(symbol) else { break }
      advance()
      rest.append((symbol, try operation(precedence + 1)))
    }
    guard let last = rest.last else { return first }
    return Expression(kind: .binary(first, rest), range: first.range.lowerBound..<last.right.range.upperBound)
  }

  private func binaryOperator() -> String? {
    switch token.kind {
    case .symbol(let text): text
    case .word(let word) where word == "in" || word == "instanceof": word
    default: nil
    }
  }

  /// Skips `as T` and `satisfies T`, which change no value.
  mutating func skipCasts() throws(SyntaxProblem) {
    while token.isWord("as") || token.isWord("satisfies"), !token.isAfterNewline {
      advance()
      if token.isWord("const") { advance() } else { try skipType() }
    }
  }

  private mutating func prefixed() throws(SyntaxProblem) -> Expression {
    try deeper { parser throws(SyntaxProblem) in
      let start = parser.token.start
      switch parser.token.kind {
      case .symbol(let text) where ["-", "+", "!", "~"].contains(text):
        parser.advance()
        let value = try parser.prefixed()
        let kind: Expression.Kind = text == "~" ? .unsupported("'~'") : .prefix(text, value)
        return Expression(kind: kind, range: start..<value.range.upperBound)
      case .word(let word) where ["await", "void", "delete", "typeof", "yield"].contains(word) && parser.beginsValue:
        parser.advance()
        let argument = try parser.prefixed()
        let kind: Expression.Kind = word == "typeof" ? .prefix(word, argument) : .unsupported("'\(word)'")
        return Expression(kind: kind, range: start..<argument.range.upperBound)
      case .symbol("<"):
        // A cast as it was written first, `<T>x`; a generic function is parsed before.
        parser.index = parser.endOfTypeArguments(parser.index) ?? parser.index + 1
        return try parser.prefixed()
      default: return try parser.chain()
      }
    }
  }

  /// Whether a value follows the word at this index.
  private var beginsValue: Bool {
    !next.isSymbol(":") && !next.isSymbol(",") && !next.isSymbol("}") && !next.isSymbol("=")
  }

  private mutating func chain() throws(SyntaxProblem) -> Expression {
    let base = try primary()
    var suffixes: [Expression.Suffix] = []
    var end = base.range.upperBound
    while let suffix = try suffix() {
      suffixes.append(suffix)
      end = suffix.range.upperBound
    }
    return suffixes.isEmpty ? base : Expression(kind: .chain(base, suffixes), range: base.range.lowerBound..<end)
  }

  private mutating func suffix() throws(SyntaxProblem) -> Expression.Suffix? {
    while token.isSymbol("!"), !token.isAfterNewline, !next.isSymbol("=") { advance() }
    let isOptional = take("?.")
    let start = token.start
    if isOptional ? token.word != nil : take(".") {
      guard let name = token.word else { return try privateMember(start) }
      let range = token.start..<token.end
      advance()
      return .member(name, range, isOptional: isOptional)
    }
    if take("[") {
      let index = try expression()
      let end = token.end
      try expect("]")
      return .index(index, start..<end, isOptional: isOptional)
    }
    if token.isSymbol("<"), let end = endOfTypeArguments(index), list[end].isSymbol("(") { index = end }
    if take("(") {
      let arguments = try elements(until: ")")
      return .call(arguments, start..<list[index - 1].end, isOptional: isOptional)
    }
    if case .template(_, let part) = token.kind, part == .whole || part == .head {
      throw SyntaxProblem(message: "a tagged template is not evaluated", range: token.start..<token.end)
    }
    return nil
  }

  private mutating func privateMember(_ start: Int) throws(SyntaxProblem) -> Expression.Suffix? {
    guard case .privateName = token.kind else { throw unexpected("a name is expected here") }
    advance()
    return .member("#", start..<list[index - 1].end, isOptional: false)
  }

  /// Parses elements or arguments, and the closing bracket.
  mutating func elements(until close: String) throws(SyntaxProblem) -> [Expression.Element] {
    var result: [Expression.Element] = []
    while !take(close) {
      if take(",") {
        result.append(Expression.Element(value: Expression(kind: .word("undefined"), range: end), isSpread: false))
        continue
      }
      let isSpread = take("...")
      result.append(Expression.Element(value: try expression(), isSpread: isSpread))
      if !token.isSymbol(close) { try expect(",") }
    }
    return result
  }
}
