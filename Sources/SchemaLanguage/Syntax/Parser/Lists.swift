// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Parser {
  /// Reads `item, item, item,` and the closing bracket; the opening bracket has been read.
  ///
  /// `what` names the list in messages, `opened` is its opening bracket, and `begins` returns whether an item can begin
  /// at the current token: then only a comma before it is missing.
  mutating func list<Item>(
    _ what: @autoclosure () -> String, opened: SourceRange, until closing: Token.Kind, begins: (Parser) -> Bool,
    item: (inout Parser) -> Item?
  ) -> [Item] {
    var items: [Item] = []
    while current.kind != closing {
      if isAtEnd || current.kind.closes || isAtDeclaration || (closing != .rightBrace && isAtMember) { break }
      let start = current.start
      if let item = item(&self) { items.append(item) } else { skipToSeparator(of: closing) }
      if takeComma(insteadOfSemicolon: ",") { continue }
      if current.kind == closing || isAtEnd || current.kind.closes || isAtDeclaration { continue }
      if closing != .rightBrace, isAtMember { break }
      if current.start > start, begins(self) {
        reportGap { .missingComma($0) }
      } else {
        reportUnexpected { .unexpectedToken("',' or \(closing.description)", $0, $1) }
        skipToSeparator(of: closing)
        if takeComma(insteadOfSemicolon: ",") { continue }
        if current.start == start { skip() }
      }
    }
    close(closing, of: what(), opened: opened)
    return items
  }

  /// Reads a closing bracket, or reports that it is missing.
  mutating func close(_ closing: Token.Kind, of what: @autoclosure () -> String, opened: SourceRange) {
    if take(closing) { return }
    // A skipped bracket may have been this one: then nothing says where it belongs.
    let isUncertain = mismatchedEnd > opened.start
    reportGap { gap in
      var diagnostic = Diagnostic.unclosed(closing, of: what(), opened: opened, gap)
      if isUncertain { diagnostic.fixIts = [] }
      return diagnostic
    }
  }

  /// Reads a name, or reports that `whose` is missing.
  mutating func name(_ whose: String) -> NameSyntax? {
    guard current.isName else {
      reportUnexpected { .expectedName(whose, $0, $1) }
      return nil
    }
    return anyName()
  }

  /// Reads the current token, which is a name.
  mutating func anyName() -> NameSyntax {
    let token = current
    let text =
      token.kind == .quotedName ? lexer.content(of: token) : lexer.text(token.start, token.end)
    if !lexer.problems.isEmpty { takeProblems() }
    // A letter without the closing backtick has the same length.
    let isEmpty = token.kind == .quotedName && lexer.text(token.start, token.end).utf8.elementsEqual("``".utf8)
    if isEmpty { report(.emptyName(range(token))) }
    advance()
    return NameSyntax(text: text, range: range(token))
  }

  /// Reads the current token if it is a literal.
  mutating func literal() -> LiteralSyntax? {
    let token = current
    let value: Literal
    switch token.kind {
    case .string: value = .string(lexer.content(of: token))
    case .number: value = lexer.number(of: token)
    case .name:
      guard spells(token, "true") || spells(token, "false") else { return nil }
      value = .bool(spells(token, "true"))
    case .quotedName, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis, .rightParenthesis, .less,
      .greater, .at, .colon, .comma, .dot, .equals, .pipe, .question, .invalid, .end:
      return nil
    }
    if !lexer.problems.isEmpty { takeProblems() }
    advance()
    return LiteralSyntax(value: value, range: range(token))
  }
}
