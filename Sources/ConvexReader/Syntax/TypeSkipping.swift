// Part of Bellows. MIT licence: see LICENSE.

/// Types are skipped: they change no value.
extension ScriptParser {
  /// Returns the index after the `>` that closes the `<` at an index; `nil` if there is none.
  func endOfTypeArguments(_ start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < list.tokens.count, list.lookahead.spend() {
      let token = list[index]
      switch token.kind {
      case .symbol("<"): depth += 1
      case .symbol(">"):
        depth -= 1
        if depth == 0 { return index + 1 }
      case .symbol("("), .symbol("["), .symbol("{"), .template(_, .head): index = list.closing(index)
      case .symbol(";"), .symbol(")"), .symbol("]"), .symbol("}"), .symbol("&&"), .symbol("||"), .end: return nil
      default: break
      }
      index += 1
    }
    return nil
  }

  /// Skips a type.
  ///
  /// - Parameter isResult: Whether it is the result of a function, which may be `x is T`.
  mutating func skipType(isResult: Bool = false) throws(SyntaxProblem) {
    // A union or an intersection may begin with its sign.
    _ = take("|") || take("&")
    var isResult = isResult
    while true {
      // Function types are skipped part by part: a chain of them may be long.
      if try skipTypeMember() {
        isResult = true
        continue
      }
      if isResult, token.isWord("is") {
        advance()
        continue
      }
      if take("|") || take("&") { continue }
      if token.isWord("extends"), !token.isAfterNewline {
        advance()
        continue
      }
      // The branches of a conditional type.
      guard token.isSymbol("?") || token.isSymbol(":"), followsExtends else { return }
      advance()
    }
  }

  /// Whether a `?` or `:` at this index belongs to a conditional type: the word `extends` is shortly before it.
  private var followsExtends: Bool { (max(index - 16, 0)..<index).contains { list[$0].isWord("extends") } }

  private static let wordsBeforeTypes: Set<String> = [
    "keyof", "typeof", "readonly", "unique", "infer", "asserts", "new", "abstract",
  ]

  /// Skips a type without signs; returns whether it was the beginning of a function type.
  private mutating func skipTypeMember() throws(SyntaxProblem) -> Bool {
    while let word = token.word, Self.wordsBeforeTypes.contains(word), !endsType(next) { advance() }
    switch token.kind {
    case .symbol("<"):
      // The parameters of a function type.
      guard let end = endOfTypeArguments(index) else { throw unexpected("a type is expected here") }
      index = end
      return true
    case .symbol("("), .symbol("["), .symbol("{"), .template(_, .head):
      index = list.closing(index)
      advance()
      if take("=>") { return true }
    case .symbol("-"):
      advance()
      advance()
    case .word:
      advance()
      while token.isSymbol("."), next.word != nil {
        advance()
        advance()
      }
      if token.isSymbol("("), list[index - 1].isWord("import") {
        index = list.closing(index)
        advance()
        while take(".") { advance() }
      }
    case .string, .number, .bigint, .template(_, .whole): advance()
    default: throw unexpected("a type is expected here")
    }
    skipTypeSuffixes()
    return false
  }

  private mutating func skipTypeSuffixes() {
    if token.isSymbol("<"), !token.isAfterNewline, let end = endOfTypeArguments(index) { index = end }
    while token.isSymbol("["), !token.isAfterNewline {
      index = list.closing(index)
      advance()
    }
  }

  /// Whether a word before this token is a type by itself.
  private func endsType(_ token: ScriptToken) -> Bool {
    switch token.kind {
    case .symbol(let text): ["=", ",", ")", "]", "}", ">", ";", "|", "&", "=>", "."].contains(text)
    case .word, .string, .number, .bigint, .template, .regex, .privateName, .invalid: false
    case .end: true
    }
  }
}
