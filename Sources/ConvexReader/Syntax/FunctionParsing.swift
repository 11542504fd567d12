// Part of Bellows. MIT licence: see LICENSE.

/// Functions: parameters now, statements when they are called.
extension ScriptParser {
  /// Parses `x => …`, `(x) => …` or `<T>(x) => …`; `nil` if there is no function here.
  mutating func arrowFunction() throws(SyntaxProblem) -> Expression? {
    let start = index
    var isDeferred = false
    if token.isWord("async"), !next.isAfterNewline, next.word != nil || next.isSymbol("(") || next.isSymbol("<") {
      advance()
      isDeferred = true
    }
    guard beginsArrowFunction() else {
      index = start
      return nil
    }
    let parameters: [Parameter]
    if let name = token.word {
      parameters = [Parameter(pattern: .name(name, token.start..<token.end), isRest: false)]
      advance()
    } else {
      if token.isSymbol("<"), let end = endOfTypeArguments(index) { index = end }
      parameters = try self.parameters()
      try skipReturnType()
    }
    try expect("=>")
    let body: FunctionSyntax.Body
    if token.isSymbol("{") {
      body = .block(index + 1)
      try skipBlock()
    } else {
      body = .expression(try expression())
    }
    return Expression(
      kind: .function(FunctionSyntax(parameters: parameters, body: body, isDeferred: isDeferred)),
      range: list[start].start..<list[index - 1].end)
  }

  private func beginsArrowFunction() -> Bool {
    if token.word != nil { return next.isSymbol("=>") }
    var parser = self
    if parser.token.isSymbol("<") {
      guard let end = parser.endOfTypeArguments(parser.index) else { return false }
      parser.index = end
    }
    guard parser.token.isSymbol("(") else { return false }
    parser.index = parser.list.closing(parser.index)
    parser.advance()
    if parser.token.isSymbol(":") {
      parser.advance()
      guard (try? parser.skipType(isResult: true)) != nil else { return false }
    }
    return parser.token.isSymbol("=>")
  }

  mutating func functionExpression(isDeferred: Bool) throws(SyntaxProblem) -> Expression {
    let start = token.start
    advance()
    let isGenerator = take("*")
    if token.word != nil { advance() }
    let function = try function(isDeferred: isDeferred || isGenerator)
    return Expression(kind: .function(function), range: start..<list[index - 1].end)
  }

  /// Parses type parameters and parameters, and skips the block.
  mutating func function(isDeferred: Bool) throws(SyntaxProblem) -> FunctionSyntax {
    if token.isSymbol("<"), let end = endOfTypeArguments(index) { index = end }
    let parameters = try parameters()
    try skipReturnType()
    let body = FunctionSyntax.Body.block(index + 1)
    try skipBlock()
    return FunctionSyntax(parameters: parameters, body: body, isDeferred: isDeferred)
  }

  private mutating func parameters() throws(SyntaxProblem) -> [Parameter] {
    try expect("(")
    var result: [Parameter] = []
    while !take(")") {
      let isRest = take("...")
      var pattern = try self.pattern()
      _ = take("?")
      if take(":") { try skipType() }
      if take("=") { pattern = .fallback(pattern, try expression()) }
      // `this: T` is for the type checker.
      if case .name("this", _) = pattern {} else { result.append(Parameter(pattern: pattern, isRest: isRest)) }
      if !token.isSymbol(")") { try expect(",") }
    }
    return result
  }

  mutating func pattern() throws(SyntaxProblem) -> Pattern {
    try deeper { parser throws(SyntaxProblem) in try parser.patternHere() }
  }

  private mutating func patternHere() throws(SyntaxProblem) -> Pattern {
    let range = token.start..<token.end
    if let name = token.word {
      advance()
      return .name(name, range)
    }
    if take("{") { return try objectPattern() }
    guard take("[") else { throw unexpected("a name is expected here") }
    var elements: [Pattern?] = []
    while !take("]") {
      if take(",") {
        elements.append(nil)
        continue
      }
      if take("...") {
        let rest = try pattern()
        try expect("]")
        return .array(elements, rest: rest)
      }
      elements.append(try withFallback(try pattern()))
      if !token.isSymbol("]") { try expect(",") }
    }
    return .array(elements, rest: nil)
  }

  private mutating func objectPattern() throws(SyntaxProblem) -> Pattern {
    var members: [(key: Expression.Key, pattern: Pattern)] = []
    while !take("}") {
      if take("...") {
        let rest = token.word
        advance()
        try expect("}")
        return .object(members, rest: rest)
      }
      let key = try key()
      if take(":") {
        members.append((key, try withFallback(try pattern())))
      } else if case .fixed(let name) = key.name {
        members.append((key, try withFallback(.name(name, key.range))))
      } else {
        throw unexpected("':' is expected here")
      }
      if !token.isSymbol("}") { try expect(",") }
    }
    return .object(members, rest: nil)
  }

  private mutating func withFallback(_ pattern: Pattern) throws(SyntaxProblem) -> Pattern {
    take("=") ? .fallback(pattern, try expression()) : pattern
  }

  mutating func skipParameters() throws(SyntaxProblem) {
    guard token.isSymbol("(") else { throw unexpected("'(' is expected here") }
    index = list.closing(index)
    advance()
  }

  mutating func skipReturnType() throws(SyntaxProblem) {
    if take(":") { try skipType(isResult: true) }
  }

  mutating func skipBlock() throws(SyntaxProblem) {
    guard token.isSymbol("{") else { throw unexpected("'{' is expected here") }
    index = list.closing(index)
    advance()
  }

  /// Parses statements up to the closing brace, and the brace.
  mutating func statements() throws(SyntaxProblem) -> [Statement] {
    var result: [Statement] = []
    while !take("}") {
      if take(";") { continue }
      if case .end = token.kind { throw unexpected("'}' is expected here") }
      result += try statement()
    }
    return result
  }

  private mutating func statement() throws(SyntaxProblem) -> [Statement] {
    let range = token.start..<token.end
    switch token.word {
    case "const"? where !next.isWord("enum"):
      advance()
      return try constants()
    case "return"?:
      advance()
      if token.isSymbol(";") || token.isSymbol("}") || token.isAfterNewline { return [.result(nil)] }
      let value = try expression()
      try endStatement()
      return [.result(value)]
    case "function"?:
      advance()
      let name = token.word ?? ""
      advance()
      return [.function(name, try function(isDeferred: false))]
    case "if"?: return [try condition()]
    case "type"? where next.word != nil, "interface"? where next.word != nil:
      skipStatement()
      return []
    case let word?:
      skipStatement()
      return [
        .unsupported(word == "throw" ? "'throw'" : Self.loops.contains(word) ? "a loop" : "this statement", range)
      ]
    case nil:
      skipStatement()
      return [.unsupported("this statement", range)]
    }
  }

  private static let loops: Set<String> = ["for", "while", "do"]

  private mutating func constants() throws(SyntaxProblem) -> [Statement] {
    var result: [Statement] = []
    repeat {
      let pattern = try pattern()
      if take(":") { try skipType() }
      try expect("=")
      result.append(.constant(pattern, try expression()))
    } while take(",")
    try endStatement()
    return result
  }

  private mutating func condition() throws(SyntaxProblem) -> Statement {
    advance()
    try expect("(")
    let condition = try expression()
    try expect(")")
    let then = try branch()
    var otherwise: [Statement] = []
    if token.isWord("else") {
      advance()
      otherwise = try branch()
    }
    return .condition(condition, then: then, otherwise: otherwise)
  }

  private mutating func branch() throws(SyntaxProblem) -> [Statement] {
    try deeper { parser throws(SyntaxProblem) in
      if parser.take("{") { return try parser.statements() }
      let start = parser.index
      let branch = try parser.statement()
      if case .unsupported? = branch.first { try parser.checkElse(from: start) }
      return branch
    }
  }

  /// Refuses an `else` in a branch that was skipped: it may belong to the statement or to the condition before it.
  private func checkElse(from start: Int) throws(SyntaxProblem) {
    var place = start
    while place < index {
      let token = list[place]
      if token.isWord("else") {
        throw SyntaxProblem(
          message: "braces are needed around the statement before 'else'", range: token.start..<token.end)
      }
      place = (token.opensBrackets ? list.closing(place) : place) + 1
    }
  }

  /// Checks that a statement ends after an expression.
  mutating func endStatement() throws(SyntaxProblem) {
    if take(";") || token.isSymbol("}") || token.isAfterNewline { return }
    throw unexpected("this is not evaluated here")
  }
}
