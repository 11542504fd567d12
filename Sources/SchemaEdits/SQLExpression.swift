// Part of Bellows. MIT licence: see LICENSE.

/// An expression of SQLite, as far as CHECKs and indexes of Bellows have them.
package indirect enum SQLExpression: Hashable, Sendable {
  /// A column, without its table's name.
  case column(String)
  case text(String)
  case number(String)
  case null
  case call(String, [SQLExpression])
  /// The operator is in small letters: `and`, `is not`, `glob`, `->`.
  case infix(String, SQLExpression, SQLExpression)
  case prefix(String, SQLExpression)
  case isIn(SQLExpression, [SQLExpression])
  /// The tokens between CASE and END.
  case cases([SQLToken])

  /// The expression that some tokens are; `nil` where it has something else in it.
  package init?(_ tokens: [SQLToken]) {
    var parser = SQLExpressionParser(tokens: tokens[...])
    guard let expression = parser.expression(above: 0), parser.tokens.isEmpty else { return nil }
    self = expression
  }

  /// The parts of a chain of ANDs, or of ORs.
  package func parts(of word: String) -> [SQLExpression] {
    var parts: [SQLExpression] = []
    var rest = self
    while case .infix(word, let left, let right) = rest {
      parts.append(right)
      rest = left
    }
    return ([rest] + parts.reversed()).flatMap { part -> [SQLExpression] in
      if case .infix(word, _, _) = part, part != self { part.parts(of: word) } else { [part] }
    }
  }
}

private struct SQLExpressionParser {
  var tokens: ArraySlice<SQLToken>
  private var depth = 0
  /// The database is untrusted: an expression may be nested deeply.
  private static let mostDepth = 200

  init(tokens: ArraySlice<SQLToken>) { self.tokens = tokens }

  private mutating func take(_ sign: String) -> Bool {
    guard tokens.first == .sign(sign) else { return false }
    tokens = tokens.dropFirst()
    return true
  }

  private mutating func take(word: String) -> Bool {
    guard tokens.first?.says(word) == true else { return false }
    tokens = tokens.dropFirst()
    return true
  }

  /// Operators with what binds closer than them on their right.
  mutating func expression(above level: Int) -> SQLExpression? {
    guard var left = operand() else { return nil }
    while let (name, own, length) = infix(), own > level {
      tokens = tokens.dropFirst(length)
      if name == "in" {
        guard let values = list() else { return nil }
        left = .isIn(left, values)
        continue
      }
      guard let right = expression(above: own) else { return nil }
      left = .infix(name, left, right)
    }
    return left
  }

  /// The current operator: its name, its precedence, and its number of tokens.
  private func infix() -> (String, Int, Int)? {
    let words = tokens.prefix(2).map { token -> String in
      switch token {
      case .word(let word): foldedName(word)
      case .sign(let sign): sign
      case .name, .text, .blob, .number: ""
      }
    }
    guard let first = words.first else { return nil }
    let second = words.count > 1 ? words[1] : ""
    switch first {
    case "or": return ("or", 1, 1)
    case "and": return ("and", 2, 1)
    case "is" where second == "not": return ("is not", 4, 2)
    case "not" where ["glob", "like"].contains(second): return ("not " + second, 4, 2)
    case "is", "in", "glob", "like", "=", "<>": return (first, 4, 1)
    case "==": return ("=", 4, 1)
    case "!=": return ("<>", 4, 1)
    case "<", ">", "<=", ">=": return (first, 5, 1)
    case "+", "-": return (first, 7, 1)
    case "*", "/": return (first, 8, 1)
    case "||", "->", "->>": return (first, 9, 1)
    case _: return nil
    }
  }

  private mutating func list() -> [SQLExpression]? {
    guard take("(") else { return nil }
    var values: [SQLExpression] = []
    if take(")") { return values }
    repeat {
      guard let value = expression(above: 0) else { return nil }
      values.append(value)
    } while take(",")
    return take(")") ? values : nil
  }

  private mutating func operand() -> SQLExpression? {
    // Whatever is inside of something else comes through here, the second of two signs, too.
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.mostDepth else { return nil }
    if take("(") {
      guard let inner = expression(above: 0), take(")") else { return nil }
      return inner
    }
    if take("-") { return operand().map { .prefix("-", $0) } }
    if take(word: "not") { return expression(above: 3).map { .prefix("not", $0) } }
    if take(word: "null") { return .null }
    if take(word: "case") { return cases() }
    guard let token = tokens.popFirst() else { return nil }
    switch token {
    case .text(let text): return .text(text)
    case .number(let text): return .number(text)
    case .sign, .blob: return nil
    case .name(let name), .word(let name):
      if tokens.first == .sign("("), case .word = token { return list().map { .call(foldedName(name), $0) } }
      if take(".") { return tokens.popFirst()?.named.map { .column($0) } }
      return .column(name)
    }
  }

  private mutating func cases() -> SQLExpression? {
    var inside: [SQLToken] = []
    var open = 1
    while let token = tokens.popFirst() {
      if token.says("case") { open += 1 }
      if token.says("end") { open -= 1 }
      if open == 0 { return .cases(inside) }
      inside.append(token)
    }
    return nil
  }
}
