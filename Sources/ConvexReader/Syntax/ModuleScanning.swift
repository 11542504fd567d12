// Part of Bellows. MIT licence: see LICENSE.

/// Finds the declarations, imports and exports of a file, and skips everything else by its brackets.
struct ModuleScanner {
  private var parser: ScriptParser
  private var module = ModuleSyntax()

  init(_ list: TokenList) { parser = ScriptParser(list, at: 0) }

  /// Returns the declarations of the file; statements that are none of them are skipped.
  mutating func scan() -> ModuleSyntax {
    while true {
      if case .end = parser.token.kind { return module }
      let start = parser.index
      statement()
      if parser.index == start { parser.advance() }
    }
  }

  private mutating func statement() {
    switch parser.token.word {
    case "import"? where !parser.next.isSymbol("(") && !parser.next.isSymbol("."):
      parser.advance()
      importDeclaration()
    case "export"?:
      parser.advance()
      exportDeclaration()
    default: declaration(isExported: false)
    }
  }

  // MARK: Declarations

  private mutating func declaration(isExported: Bool) {
    skipModifiers()
    let range = parser.token.start..<parser.token.end
    switch parser.token.word {
    case "const"? where !parser.next.isWord("enum"): constants(isExported, isFixed: true)
    case "let"?, "var"?: constants(isExported, isFixed: false)
    case "async"? where parser.next.isWord("function"):
      parser.advance()
      parser.advance()
      named(isExported) { .function(at: $0, isDeferred: true) }
    case "function"?:
      parser.advance()
      let isGenerator = parser.take("*")
      named(isExported) { .function(at: $0, isDeferred: isGenerator) }
    case "const"?:
      parser.advance()
      parser.advance()
      named(isExported) { .enumeration(at: $0) }
    case "enum"?:
      parser.advance()
      named(isExported) { .enumeration(at: $0) }
    case "class"?:
      parser.advance()
      named(isExported) { _ in .unsupported("a class", range) }
    case "interface"?, "namespace"?, "module"?: parser.skipStatementWithBlock()
    default: parser.skipStatement()
    }
  }

  private mutating func skipModifiers() {
    while parser.token.isSymbol("@") {
      // A decorator and its arguments.
      parser.advance()
      while parser.token.word != nil || parser.token.isSymbol(".") { parser.advance() }
      if parser.token.isSymbol("(") { try? parser.skipParameters() }
    }
    while parser.token.isWord("declare") || parser.token.isWord("abstract"), parser.next.word != nil {
      parser.advance()
    }
  }

  /// Reads the name of a declaration with a block, and skips the rest.
  private mutating func named(_ isExported: Bool, _ declaration: (Int) -> ModuleSyntax.Declaration) {
    guard let name = parser.token.word else { return parser.skipStatement() }
    let range = parser.token.start..<parser.token.end
    parser.advance()
    // Overloads of a function have no body; the last declaration has.
    module.declarations[name] = declaration(parser.index)
    if isExported { module.exports[name] = .local(name, range) }
    parser.skipStatementWithBlock()
  }

  private mutating func constants(_ isExported: Bool, isFixed: Bool) {
    let range = parser.token.start..<parser.token.end
    parser.advance()
    while true {
      var ahead = parser
      guard let pattern = try? ahead.pattern() else { return parser.skipStatement() }
      parser = ahead
      _ = parser.take("!")
      if parser.take(":"), (try? parser.skipType()) == nil { return parser.skipStatement() }
      guard parser.take("=") else {
        for name in pattern.names { module.declarations[name] = .unsupported("a variable without a value", range) }
        return parser.skipStatement()
      }
      for name in pattern.names {
        module.declarations[name] =
          isFixed ? .constant(pattern, value: parser.index) : .unsupported("a variable that can change ('let')", range)
        if isExported { module.exports[name] = .local(name, range) }
      }
      guard parser.skipValue() else { return }
    }
  }

  // MARK: Imports and exports

  private mutating func importDeclaration() {
    // `import type` brings no values; `import type from` does.
    let isOnlyTypes = parser.token.isWord("type") && !parser.next.isWord("from") && !parser.next.isSymbol(",")
    if isOnlyTypes { return skipClause() }
    var found: [(String, ModuleSyntax.Import.Name, Range<Int>)] = []
    if let name = parser.token.word {
      found.append((name, .standard, parser.token.start..<parser.token.end))
      parser.advance()
      _ = parser.take(",")
    }
    if parser.take("*") {
      parser.advance()
      if let name = parser.token.word { found.append((name, .namespace, parser.token.start..<parser.token.end)) }
      parser.advance()
    } else if parser.token.isSymbol("{") {
      found += names().map { ($0.local, $0.name == "default" ? .standard : .named($0.name), $0.range) }
    }
    guard parser.token.isWord("from") else { return skipClause() }
    parser.advance()
    guard case .string(let specifier) = parser.token.kind else { return skipClause() }
    for (local, name, range) in found {
      module.imports[local] = ModuleSyntax.Import(name: name, specifier: specifier, range: range)
    }
    skipClause()
  }

  private struct ListedName {
    var name: String
    var local: String
    var range: Range<Int>
  }

  /// Reads `{ a, b as c, type T }`, without the types.
  private mutating func names() -> [ListedName] {
    var result: [ListedName] = []
    guard parser.take("{") else { return result }
    while !parser.take("}") {
      if case .end = parser.token.kind { return result }
      let isType = parser.token.isWord("type") && (parser.next.word.map { $0 != "as" } ?? false)
      if isType { parser.advance() }
      let range = parser.token.start..<parser.token.end
      guard let name = listedName() else {
        parser.advance()
        continue
      }
      var local = name
      if parser.token.isWord("as") {
        parser.advance()
        local = listedName() ?? name
      }
      if !isType { result.append(ListedName(name: name, local: local, range: range)) }
    }
    return result
  }

  private mutating func listedName() -> String? {
    switch parser.token.kind {
    case .word(let text), .string(let text):
      parser.advance()
      return text
    default: return nil
    }
  }

  private mutating func exportDeclaration() {
    let range = parser.token.start..<parser.token.end
    if parser.token.isWord("default") {
      parser.advance()
      return exportDefault()
    }
    if parser.token.isWord("type"), parser.next.isSymbol("{") || parser.next.isSymbol("*") { return skipClause() }
    if parser.take("*") {
      var name: String?
      if parser.token.isWord("as") {
        parser.advance()
        name = listedName()
      }
      guard let specifier = specifier() else { return skipClause() }
      let source = ModuleSyntax.Import(name: .namespace, specifier: specifier, range: range)
      if let name { module.exports[name] = .imported(source) } else { module.reexports.append(source) }
      return skipClause()
    }
    guard parser.token.isSymbol("{") else { return declaration(isExported: true) }
    let names = names()
    let specifier = specifier()
    for name in names {
      if let specifier {
        let source: ModuleSyntax.Import.Name = name.name == "default" ? .standard : .named(name.name)
        module.exports[name.local] = .imported(
          ModuleSyntax.Import(name: source, specifier: specifier, range: name.range))
      } else {
        module.exports[name.local] = .local(name.name, name.range)
      }
    }
    skipClause()
  }

  private mutating func specifier() -> String? {
    guard parser.token.isWord("from") else { return nil }
    parser.advance()
    guard case .string(let text) = parser.token.kind else { return nil }
    return text
  }

  private mutating func exportDefault() {
    let range = parser.token.start..<parser.token.end
    switch parser.token.word {
    case "function"?, "class"?, "abstract"?, "interface"?:
      module.exports["default"] = .local(parser.next.word ?? "default", range)
      declaration(isExported: false)
    case "async"? where parser.next.isWord("function"):
      declaration(isExported: false)
    default:
      module.defaultExpression = parser.index
      parser.skipStatement()
    }
  }

  /// Skips the rest of an import or export, up to the end of its line or a semicolon.
  private mutating func skipClause() { parser.skipStatement() }
}

/// Skips text by its brackets.
extension ScriptParser {
  /// Skips to the end of a statement: a semicolon, or a new line at which another one begins.
  mutating func skipStatement() {
    while skipsToken() {}
    _ = take(";")
  }

  /// Skips a declaration that ends with a block, such as a class, or a declaration of a function without one.
  mutating func skipStatementWithBlock() {
    while true {
      switch token.kind {
      case .end: return
      case .symbol(";"):
        advance()
        return
      case .symbol("{"):
        index = list.closing(index)
        advance()
        // `): { a: string } {`: the result type of a function comes before its block.
        if token.isSymbol("{") || token.isSymbol("[") || token.isSymbol("|") || token.isSymbol("&") { continue }
        return
      case .symbol("("), .symbol("["), .template(_, .head):
        index = list.closing(index)
        advance()
      default: advance()
      }
    }
  }

  /// Skips the value of a constant; returns whether another constant follows after a comma.
  mutating func skipValue() -> Bool {
    while true {
      if token.isSymbol(","), beginsConstant(index + 1) {
        advance()
        return true
      }
      guard skipsToken() else { break }
    }
    _ = take(";")
    return false
  }

  /// Whether `name =`, `name: T` or a pattern begins at an index, and not the rest of a list of type arguments.
  private func beginsConstant(_ index: Int) -> Bool {
    switch list[index].kind {
    case .word: list[index + 1].isSymbol("=") || list[index + 1].isSymbol(":")
    case .symbol("{"), .symbol("["): list[list.closing(index) + 1].isSymbol("=")
    default: false
    }
  }

  /// Skips a token, or everything in brackets; returns `false` where the statement ends.
  private mutating func skipsToken() -> Bool {
    switch token.kind {
    case .end, .symbol(";"), .symbol(")"), .symbol("]"), .symbol("}"): return false
    default: break
    }
    if token.opensBrackets { index = list.closing(index) }
    let last = token
    advance()
    guard token.isAfterNewline else { return true }
    if let word = token.word, Self.beginningWords.contains(word), !next.isSymbol("("), !last.isSymbol("=") {
      return false
    }
    // `() => void` ends a type.
    return !((last.endsExpression || last.isWord("void")) && beginsStatement)
  }

  /// Whether a token after a line break begins a statement, and does not continue the expression before it.
  private var beginsStatement: Bool {
    switch token.kind {
    case .word(let word): !Self.continuingWords.contains(word)
    case .symbol(let text): text == "@" || text == "++" || text == "--" || text == "!" || text == "~"
    case .string, .number, .bigint, .regex, .privateName, .invalid, .end: true
    case .template: false
    }
  }

  /// Words with which nothing but a statement begins.
  private static let beginningWords: Set<String> = ["export", "import", "const", "let", "interface", "enum"]

  private static let continuingWords: Set<String> = [
    "as", "satisfies", "in", "instanceof", "extends", "else", "catch", "finally", "is",
  ]
}
