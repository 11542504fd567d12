// Part of Bellows. MIT licence: see LICENSE.

/// A grammar in the notation of the documentation, as far as the documentation uses it.
struct Grammar {
  indirect enum Expression {
    case sequence([Expression])
    case choice([Expression])
    case maybe(Expression)
    case many(Expression)
    case except(Expression, Expression)
    case text(String)
    case characters(String)
    case rule(String)
  }

  struct Malformed: Error {
    var text: String
  }

  /// The names of the rules in the order of the text.
  private(set) var names: [String] = []
  var rules: [String: Expression] = [:]

  init(_ text: String) throws {
    var reader = Reader(rest: Substring(text))
    while let name = reader.name() {
      try reader.expect("=")
      guard rules.updateValue(try reader.choice(), forKey: name) == nil else {
        throw Malformed(text: "\(name) is defined twice")
      }
      names.append(name)
      try reader.expect(";")
    }
    guard reader.isAtEnd else { throw Malformed(text: String(reader.rest.prefix(40))) }
  }

  /// Whether nothing stands between the parts of a rule.
  static func isLexical(_ rule: String) -> Bool { rule.allSatisfy { $0.isUppercase || $0 == "_" } }

  private struct Reader {
    var rest: Substring

    var isAtEnd: Bool { rest.allSatisfy(\.isWhitespace) }

    mutating func choice() throws -> Expression {
      var alternatives = [try sequence()]
      while take("|") { alternatives.append(try sequence()) }
      return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
    }

    private mutating func sequence() throws -> Expression {
      var parts = [try exception()]
      while take(",") { parts.append(try exception()) }
      return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func exception() throws -> Expression {
      let part = try part()
      return take("-") ? .except(part, try self.part()) : part
    }

    private mutating func part() throws -> Expression {
      skip()
      if take("(") { return try closed(by: ")") }
      if take("[") { return .maybe(try closed(by: "]")) }
      if take("{") { return .many(try closed(by: "}")) }
      for quote in ["\"", "'"] where take(quote) { return .text(try text(upTo: quote)) }
      if take("?") { return .characters(try text(upTo: "?").split(separator: " ").joined(separator: " ")) }
      guard let name = name() else { throw Malformed(text: String(rest.prefix(40))) }
      return .rule(name)
    }

    private mutating func closed(by bracket: String) throws -> Expression {
      let inner = try choice()
      try expect(bracket)
      return inner
    }

    private mutating func text(upTo quote: String) throws -> String {
      guard let end = rest.firstIndex(of: Character(quote)) else { throw Malformed(text: String(rest.prefix(40))) }
      let text = String(rest[..<end])
      rest = rest[rest.index(after: end)...]
      return text
    }

    mutating func name() -> String? {
      skip()
      let name = rest.prefix { $0.isLetter || $0 == "_" }
      rest = rest.dropFirst(name.count)
      return name.isEmpty ? nil : String(name)
    }

    mutating func expect(_ sign: String) throws {
      guard take(sign) else { throw Malformed(text: "expected \(sign): \(rest.prefix(40))") }
    }

    private mutating func take(_ sign: String) -> Bool {
      skip()
      guard rest.hasPrefix(sign) else { return false }
      rest = rest.dropFirst(sign.count)
      return true
    }

    private mutating func skip() { rest = rest.drop(while: \.isWhitespace) }
  }
}
