// Part of Bellows. MIT licence: see LICENSE.

/// Writes random sentences of a grammar: everything that the documentation allows.
struct SentenceGenerator {
  private let grammar: Grammar
  private var random = SeededGenerator(seed: 0)
  /// How deep a rule's shortest sentence is.
  private let heights: [String: Int]

  init(_ grammar: Grammar) {
    self.grammar = grammar
    var heights: [String: Int] = [:]
    for _ in grammar.names {
      for name in grammar.names {
        guard let expression = grammar.rules[name] else { continue }
        heights[name] = Self.height(expression, heights).map { $0 + 1 }
      }
    }
    self.heights = heights
  }

  /// The same sentence for the same seed.
  mutating func sentence(seed: UInt64) -> String {
    random = SeededGenerator(seed: seed)
    return write(.rule("schema"), budget: 14, isLexical: false)
  }

  private static func height(_ expression: Grammar.Expression, _ known: [String: Int]) -> Int? {
    switch expression {
    case .sequence(let parts):
      let heights = parts.compactMap { height($0, known) }
      return heights.count == parts.count ? heights.max() : nil
    case .choice(let alternatives): return alternatives.compactMap { height($0, known) }.min()
    case .maybe, .many, .text, .characters: return 0
    case .except(let part, _): return height(part, known)
    case .rule(let name): return known[name]
    }
  }

  private mutating func write(_ expression: Grammar.Expression, budget: Int, isLexical: Bool) -> String {
    switch expression {
    case .sequence(let parts):
      return join(parts.map { write($0, budget: budget, isLexical: isLexical) }, isLexical)
    case .choice(let alternatives):
      let affordable = alternatives.filter { Self.height($0, heights) ?? .max < budget }
      let lowest = alternatives.min { Self.height($0, heights) ?? .max < Self.height($1, heights) ?? .max }
      guard let chosen = affordable.randomElement(using: &random) ?? lowest else { return "" }
      return write(chosen, budget: budget, isLexical: isLexical)
    case .maybe(let part):
      guard Self.height(part, heights) ?? .max < budget, Bool.random(using: &random) else { return "" }
      return write(part, budget: budget, isLexical: isLexical)
    case .many(let part):
      guard Self.height(part, heights) ?? .max < budget else { return "" }
      let parts = (0..<Int.random(in: 0...2, using: &random)).map { _ in
        write(part, budget: budget, isLexical: isLexical)
      }
      return join(parts, isLexical)
    case .except(let part, _): return write(part, budget: budget, isLexical: isLexical)
    case .text(let text): return text
    case .characters(let description): return characterSet(description).samples.randomElement(using: &random) ?? ""
    case .rule("WORD"):
      // Names that mean something elsewhere; none that is a type.
      return [
        "a", "b1", "_x", "index", "unique", "table", "type", "target", "filter", "dimensions", "now", "key", "was",
      ]
      .randomElement(using: &random) ?? "a"
    case .rule("DOC"): return "\n/// What it is.\n"
    case .rule(let name):
      guard let expression = grammar.rules[name] else { return "" }
      return write(expression, budget: budget - 1, isLexical: Grammar.isLexical(name))
    }
  }

  private mutating func join(_ parts: [String], _ isLexical: Bool) -> String {
    if isLexical { return parts.joined() }
    var text = ""
    for part in parts where !part.isEmpty {
      if !text.isEmpty { text += [" ", " ", " ", "\n", " // why\n", "\t\r\n\n"].randomElement(using: &random) ?? " " }
      text += part
    }
    return text
  }
}
