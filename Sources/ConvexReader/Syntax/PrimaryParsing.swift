// Part of Bellows. MIT licence: see LICENSE.

/// Literals, names, arrays and objects.
extension ScriptParser {
  mutating func primary() throws(SyntaxProblem) -> Expression {
    let range = token.start..<token.end
    switch token.kind {
    case .string(let text): return take(.string(text), range)
    case .number(let value): return take(.number(value), range)
    case .bigint(let value?): return take(.bigint(value), range)
    case .bigint(nil): throw SyntaxProblem(message: "this integer does not fit into 64 bits", range: range)
    case .regex: return take(.unsupported("a regular expression"), range)
    case .template(let text, let part) where part == .whole: return take(.template([text], []), range)
    case .template(_, let part) where part == .head: return try template()
    case .word(let word): return try named(word, range)
    case .symbol("("):
      advance()
      var inner = try expression()
      if token.isSymbol(",") { throw unexpected("a comma between expressions is not evaluated") }
      inner.range = range.lowerBound..<token.end
      try expect(")")
      return inner
    case .symbol("["):
      advance()
      let elements = try elements(until: "]")
      return Expression(kind: .array(elements), range: range.lowerBound..<list[index - 1].end)
    case .symbol("{"): return try object()
    case .symbol("@"): throw unexpected("a decorator is not evaluated")
    case .symbol, .template, .privateName, .invalid, .end: throw unexpected("an expression is expected here")
    }
  }

  private mutating func take(_ kind: Expression.Kind, _ range: Range<Int>) -> Expression {
    advance()
    return Expression(kind: kind, range: range)
  }

  private mutating func named(_ word: String, _ range: Range<Int>) throws(SyntaxProblem) -> Expression {
    switch word {
    case "true", "false": return take(.boolean(word == "true"), range)
    case "null": return take(.null, range)
    case "function": return try functionExpression(isDeferred: false)
    case "async" where next.isWord("function"):
      advance()
      return try functionExpression(isDeferred: true)
    case "new": return try construction(range)
    case "class": return try classExpression(range)
    case "import", "super", "this": return take(.unsupported("'\(word)'"), range)
    default: return take(.word(word), range)
    }
  }

  /// `new Name<T>(…)`.
  private mutating func construction(_ range: Range<Int>) throws(SyntaxProblem) -> Expression {
    advance()
    var name = ""
    while let word = token.word {
      name += word
      advance()
      guard take(".") else { break }
      name += "."
    }
    if token.isSymbol("<"), let end = endOfTypeArguments(index) { index = end }
    if token.isSymbol("(") { index = min(list.closing(index) + 1, list.tokens.count - 1) }
    return Expression(kind: .unsupported("'new \(name)'"), range: range.lowerBound..<list[index - 1].end)
  }

  private mutating func classExpression(_ range: Range<Int>) throws(SyntaxProblem) -> Expression {
    while !token.isSymbol("{") {
      if case .end = token.kind { throw unexpected("'{' is expected here") }
      advance()
    }
    index = min(list.closing(index) + 1, list.tokens.count - 1)
    return Expression(kind: .unsupported("a class"), range: range)
  }

  private mutating func template() throws(SyntaxProblem) -> Expression {
    let start = token.start
    var texts: [String] = []
    var values: [Expression] = []
    while case .template(let text, let part) = token.kind {
      texts.append(text)
      let end = token.end
      advance()
      if part == .tail { return Expression(kind: .template(texts, values), range: start..<end) }
      values.append(try expression())
    }
    throw unexpected("the template is not closed")
  }

  private mutating func object() throws(SyntaxProblem) -> Expression {
    let start = token.start
    try expect("{")
    var members: [Expression.Member] = []
    while !take("}") {
      members.append(try member())
      if !token.isSymbol("}") { try expect(",") }
    }
    return Expression(kind: .object(members), range: start..<list[index - 1].end)
  }

  private mutating func member() throws(SyntaxProblem) -> Expression.Member {
    let start = token.start
    if take("...") {
      let value = try expression()
      return .spread(value, start..<value.range.upperBound)
    }
    var isDeferred = false
    while let word = token.word, ["get", "set", "async"].contains(word), !endsKey(next) {
      advance()
      if word == "async" {
        isDeferred = true
        continue
      }
      let key = try key()
      try skipParameters()
      try skipReturnType()
      try skipBlock()
      return .accessor(key: key)
    }
    if take("*") { isDeferred = true }
    let shorthand = token
    let key = try key()
    if take(":") { return .property(key: key, value: try expression()) }
    if token.isSymbol("(") || token.isSymbol("<") {
      let function = try function(isDeferred: isDeferred)
      return .property(
        key: key, value: Expression(kind: .function(function), range: key.range.lowerBound..<list[index - 1].end))
    }
    guard let word = shorthand.word else { throw unexpected("':' is expected here") }
    return .property(key: key, value: Expression(kind: .word(word), range: key.range))
  }

  /// Whether a word before this token is a key by itself.
  private func endsKey(_ token: ScriptToken) -> Bool {
    [":", ",", "(", "}", "<", "="].contains { token.isSymbol($0) }
  }

  mutating func key() throws(SyntaxProblem) -> Expression.Key {
    let range = token.start..<token.end
    switch token.kind {
    case .word(let text), .string(let text):
      advance()
      return Expression.Key(name: .fixed(text), range: range)
    case .number(let value):
      advance()
      return Expression.Key(name: .fixed(value.scriptText), range: range)
    case .symbol("["):
      advance()
      let name = try expression()
      let end = token.end
      try expect("]")
      return Expression.Key(name: .computed(name), range: range.lowerBound..<end)
    default: throw unexpected("a name of a property is expected here")
    }
  }
}

extension Double {
  /// The number as JavaScript writes it, for numbers that people use as names.
  var scriptText: String {
    // Up to here every whole number is exact; JavaScript rounds the digits of larger ones.
    if self == rounded(), magnitude <= 9_007_199_254_740_992 { return String(Int64(self)) }
    return description
  }
}
