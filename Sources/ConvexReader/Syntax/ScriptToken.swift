// Part of Bellows. MIT licence: see LICENSE.

/// A token of TypeScript or JSON.
struct ScriptToken: Hashable {
  enum Kind: Hashable {
    /// A word, also a keyword: TypeScript reserves few.
    case word(String)
    case string(String)
    case number(Double)
    /// `1n`; `nil` if it does not fit into 64 bits.
    case bigint(Int64?)
    /// A template without expressions, or the text before, between or after them.
    case template(String, TemplatePart)
    case regex
    /// `#name`, which only classes have.
    case privateName
    /// One of `ScriptLexer.operators`, or a single character.
    case symbol(String)
    /// A character or literal that is no token, such as an unclosed string; an error only where it is read.
    case invalid(String)
    case end
  }

  enum TemplatePart: Hashable { case whole, head, middle, tail }

  var kind: Kind
  /// Byte offsets.
  var start: Int
  var end: Int
  /// Whether a line ends between the previous token and this one.
  var isAfterNewline: Bool
}

extension ScriptToken {
  func isSymbol(_ text: String) -> Bool { if case .symbol(let own) = kind { own == text } else { false } }

  func isWord(_ text: String) -> Bool { if case .word(let own) = kind { own == text } else { false } }

  var word: String? { if case .word(let text) = kind { text } else { nil } }

  /// Whether it opens brackets: `(`, `[`, `{` or the head of a template.
  var opensBrackets: Bool {
    switch kind {
    case .symbol("("), .symbol("["), .symbol("{"), .template(_, .head): true
    default: false
    }
  }

  var closesBrackets: Bool {
    switch kind {
    case .symbol(")"), .symbol("]"), .symbol("}"), .template(_, .tail): true
    default: false
    }
  }

  /// Whether an expression can end with it, so that a slash after it divides.
  var endsExpression: Bool {
    switch kind {
    case .word(let word): !Self.wordsBeforeExpressions.contains(word)
    case .string, .number, .bigint, .regex, .privateName, .template(_, .whole), .template(_, .tail): true
    case .symbol(let text): text == ")" || text == "]" || text == "}"
    case .template, .invalid, .end: false
    }
  }

  private static let wordsBeforeExpressions: Set<String> = [
    "return", "typeof", "case", "in", "of", "instanceof", "new", "delete", "void", "throw", "do", "else", "yield",
    "await", "extends", "default",
  ]
}
