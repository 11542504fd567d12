// Part of Bellows. MIT licence: see LICENSE.

/// A word, a name, a literal or a sign of a statement.
enum SQLToken: Hashable {
  /// Without quotes: a keyword, or a name that needs none.
  case word(String)
  /// In quotes, which are not part of it.
  case name(String)
  case text(String)
  case number(String)
  case sign(String)

  /// Whether it is this keyword, in whatever case.
  func says(_ keyword: String) -> Bool { if case .word(let word) = self { foldedName(word) == keyword } else { false } }

  /// What it names, if it can name something.
  var named: String? {
    switch self {
    case .word(let text), .name(let text): text
    case .text, .number, .sign: nil
    }
  }
}

extension SQLToken {
  /// The tokens of a statement that SQLite has accepted; comments are left out.
  static func tokens(of sql: String) -> [SQLToken] {
    var tokens: [SQLToken] = []
    var rest = Array(sql.unicodeScalars)[...]
    while let first = rest.first {
      if first.properties.isWhitespace {
        rest = rest.dropFirst()
      } else if rest.starts(with: "--".unicodeScalars) {
        rest = rest.drop { $0 != "\n" }
      } else if rest.starts(with: "/*".unicodeScalars) {
        rest = rest.dropFirst(2)
        while !rest.isEmpty, !rest.starts(with: "*/".unicodeScalars) { rest = rest.dropFirst() }
        rest = rest.dropFirst(2)
      } else if first == "'" {
        tokens.append(.text(quoted(&rest, "'")))
      } else if first == "\"" || first == "`" {
        tokens.append(.name(quoted(&rest, first)))
      } else if first == "[" {
        tokens.append(.name(quoted(&rest, "]")))
      } else if ("0"..."9").contains(first) {
        tokens.append(.number(number(&rest)))
      } else if first.isWordPart {
        tokens.append(.word(prefix(&rest) { $0.isWordPart }))
      } else {
        let sign = signs.first { rest.starts(with: $0.unicodeScalars) } ?? String(first)
        tokens.append(.sign(sign))
        rest = rest.dropFirst(sign.unicodeScalars.count)
      }
    }
    return tokens
  }

  private static let signs = ["->>", "->", "||", "<>", "<=", ">=", "!=", "==", "<<", ">>"]

  private static func prefix(
    _ rest: inout ArraySlice<Unicode.Scalar>, while isPart: (Unicode.Scalar) -> Bool
  ) -> String {
    let part = rest.prefix(while: isPart)
    rest = rest.dropFirst(part.count)
    return String(String.UnicodeScalarView(part))
  }

  /// Digits, a point, an exponent with its sign.
  private static func number(_ rest: inout ArraySlice<Unicode.Scalar>) -> String {
    var text = prefix(&rest) { $0.isWordPart || $0 == "." }
    if let last = text.last, "eE".contains(last), !text.hasPrefix("0x"), let sign = rest.first,
      sign == "+" || sign == "-"
    {
      rest = rest.dropFirst()
      text += String(sign) + prefix(&rest) { $0.isWordPart }
    }
    return text
  }

  /// What stands between quotes, in which a doubled one stands for itself.
  private static func quoted(_ rest: inout ArraySlice<Unicode.Scalar>, _ end: Unicode.Scalar) -> String {
    var text = String.UnicodeScalarView()
    rest = rest.dropFirst()
    while let scalar = rest.first {
      rest = rest.dropFirst()
      if scalar == end {
        guard end != "]", rest.first == end else { break }
        rest = rest.dropFirst()
      }
      text.append(scalar)
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  fileprivate var isWordPart: Bool {
    self == "_" || self == "$" || ("0"..."9").contains(self) || ("a"..."z").contains(self) || ("A"..."Z").contains(self)
      || value > 0x7F
  }
}

extension [SQLToken] {
  /// The parts between the commas outside of any parentheses.
  var listed: [[SQLToken]] {
    var parts: [[SQLToken]] = [[]]
    var depth = 0
    for token in self {
      if token == .sign("(") { depth += 1 }
      if token == .sign(")") { depth -= 1 }
      if depth == 0, token == .sign(",") { parts.append([]) } else { parts[parts.count - 1].append(token) }
    }
    return parts
  }

  /// What stands in the first parentheses from a place on, and the place after them.
  func inParentheses(from start: Int) -> (inside: [SQLToken], end: Int)? {
    guard let open = self[start...].firstIndex(of: .sign("(")) else { return nil }
    var depth = 0
    for place in self[open...].indices {
      if self[place] == .sign("(") { depth += 1 }
      if self[place] == .sign(")") { depth -= 1 }
      if depth == 0 { return (Array(self[(open + 1)..<place]), place + 1) }
    }
    return nil
  }

  /// Whether it is a constraint of the table, and no column's definition.
  var isConstraint: Bool {
    guard case .word(let word)? = first else { return false }
    return ["constraint", "check", "unique", "primary", "foreign"].contains(foldedName(word))
  }

  /// The conditions that the columns of a `CREATE TABLE` must pass, each by itself, by the columns' folded names.
  var columnChecks: [String: [SQLToken]] {
    var checks: [String: [SQLToken]] = [:]
    for definition in inParentheses(from: 0)?.inside.listed ?? [] {
      guard !definition.isConstraint, let name = definition.first?.named, definition.count > 1,
        definition[1] != .sign("("),
        let place = definition.firstIndex(where: { $0.says("check") }), place > 0,
        let check = definition.inParentheses(from: place)
      else { continue }
      checks[foldedName(name)] = check.inside
    }
    return checks
  }
}
