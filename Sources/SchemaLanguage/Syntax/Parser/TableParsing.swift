// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Parser {
  /// Reads `table name { ... }`, `table name external { ... }` or `table name = { ... } | { ... } { ... }`.
  mutating func table(_ documentation: String?) -> TableSyntax? {
    if let table = knownTable(documentation) { return table }
    let start = current.start
    advance()
    let name = name("a name for the table")
    var attributes = attributes(of: .table)
    var externalMark: SourceRange?
    if spells(current, "external") {
      externalMark = range(current)
      advance()
      attributes = self.attributes(of: .table, after: attributes)
    }
    let variantsStart = current.start
    let variants = current.kind == .equals ? variants() : nil
    let areVariantsComplete = variants == nil || isComplete(from: variantsStart)
    var members: [TableMemberSyntax] = []
    if current.kind == .leftBrace {
      let opened = range(current)
      advance()
      members = tableMembers(areIndexesOnly: variants != nil)
      close(.rightBrace, of: tableInMessages(name), opened: opened)
    } else if variants == nil {
      reportUnexpected { .unexpectedToken("'{' and the fields of \(tableInMessages(name))", $0, $1) }
      if !isAtDeclaration { skipToDeclaration() }
    }
    guard let name else {
      losses.includeAnyName = true
      return nil
    }
    return TableSyntax(
      documentation: documentation, name: name, externalMark: externalMark, attributes: attributes, variants: variants,
      members: members,
      areVariantsComplete: areVariantsComplete, isComplete: isComplete(from: start), range: range(from: start))
  }

  /// Skips a table whose text is known.
  private mutating func knownTable(_ documentation: String?) -> TableSyntax? {
    let start = current.start
    let location = range(following)
    let bytes = lexer.bytes
    guard let (table, length) = known?.take(TableName(lexer.text(location.start, location.end)), at: start, of: bytes)
    else {
      return nil
    }
    jump(to: start + length)
    return TableSyntax(
      documentation: documentation, name: NameSyntax(text: table.name.text, range: location),
      known: table.moved(to: location, documentation: documentation), range: range(from: start))
  }

  private mutating func variants() -> [TypeSyntax] {
    advance()
    guard let union = type(in: .variant)?.type else { return [] }
    if case .union(let variants) = union.kind { return variants }
    return [union]
  }

  /// Reads the members of a table up to the closing brace.
  private mutating func tableMembers(areIndexesOnly: Bool) -> [TableMemberSyntax] {
    var members: [TableMemberSyntax] = []
    members.reserveCapacity(8)
    while !isAtEnd, current.kind != .rightBrace, !isAtDeclaration {
      let start = current.start
      resetRecovery()
      let documentation = documentation()
      if let keyword = indexKeyword() {
        if let index = index(keyword, documentation) { members.append(.index(index)) }
      } else if current.isName {
        if let field = field(documentation) {
          if areIndexesOnly { report(.fieldBesideVariants(field.range)) } else { members.append(.field(field)) }
        }
      } else if current.kind == .at, following.kind == .at {
        tableAttribute()
      } else {
        reportUnexpected { .unexpectedToken("a field, as in 'name: string', an index or '}'", $0, $1) }
        if !take(.comma) {
          skip()
          skipToMember()
        }
      }
      // Commas between fields are optional.
      if current.start > start { _ = takeComma(insteadOfSemicolon: "") }
    }
    return members
  }

  /// Returns the keyword of the index that begins here, and reports a misspelt one; `nil` for a field.
  private mutating func indexKeyword() -> IndexKeyword? {
    guard following.isName || following.kind == .leftParenthesis, let word = word(current) else { return nil }
    if let keyword = IndexKeyword(rawValue: word) { return keyword }
    guard following.isName, lexer.firstByte(after: following) == UInt8(ascii: "(") else { return nil }
    let keywords = IndexKeyword.allCases.map(\.rawValue)
    reportUnexpected { .unknownKeyword(word, among: keywords, $1) }
    return nearest(to: word, among: keywords).flatMap(IndexKeyword.init) ?? .index
  }

  /// Reads `name: type? @attributes = default`; attributes and default in any order.
  private mutating func field(_ documentation: String?) -> FieldSyntax? {
    let start = current.start
    let name = anyName()
    guard let type = typeAfterColon(in: .field) else {
      losses.add(name.text)
      skipToMember()
      return nil
    }
    let isTypeComplete = isComplete(from: start)
    var attributes = attributes(of: .field)
    var defaultValue: DefaultSyntax?
    var hasDefault = false
    while true {
      let equals = current.start
      if current.kind == .equals {
        let value = self.defaultValue()
        if hasDefault { report(.repeatedDefault(range(from: equals))) } else { defaultValue = value }
        hasDefault = true
      } else if !constraint(of: type) {
        break
      }
      attributes = self.attributes(of: .field, after: attributes)
    }
    let field = FieldSyntax(
      documentation: documentation, name: name, type: type.type, optionalMark: type.optionalMark,
      attributes: attributes, defaultValue: defaultValue, isTypeComplete: isTypeComplete, range: range(from: start))
    // The next field should begin here; otherwise one error covers the rest of the line.
    if !current.isName, current.kind != .comma, current.kind != .rightBrace, !isAtEnd, !current.startsLine {
      reportUnexpected { .unexpectedToken("an attribute, a default or the next field", $0, $1) }
      skipToMember()
    }
    return field
  }

  /// Reads `: type`, or a common misspelling of it.
  mutating func typeAfterColon(in position: TypePosition) -> ParsedType? {
    if !take(.colon) {
      reportGap { .missingColon($0) }
      guard !current.startsLine, current.kind.canBeginType else { return nil }
    }
    // `name:` and then the next field: the type is missing.
    if isAtMember || isAtDeclaration {
      reportGap { .missingType($0) }
      return nil
    }
    return type(in: position)
  }

  /// Reads `= value`; reports an invalid value and returns `nil`.
  private mutating func defaultValue() -> DefaultSyntax? {
    let equals = current.start
    advance()
    let start = current.start
    if let literal = literal() { return DefaultSyntax(kind: .literal(literal.value), range: literal.range) }
    let kind: DefaultSyntax.Kind
    switch word(current).flatMap(DefaultWord.init(rawValue:)) {
    case .now: kind = .now
    case .uuid: kind = .uuid
    case .auto: kind = .auto
    case nil:
      if current.kind == .leftBracket, following.kind == .rightBracket {
        kind = .emptyArray
        advance()
      } else if current.kind == .leftBrace, following.kind == .rightBrace {
        kind = .emptyObject
        advance()
      } else {
        return rejectDefault(after: equals)
      }
    }
    let word = word(current)
    advance()
    let range = range(from: start)
    if let word, isCalled {
      skipBrackets()
      report(.defaultCall(word, self.range(from: start)))
    }
    return DefaultSyntax(kind: kind, range: range)
  }

  /// Whether parentheses follow the last token without a space, as in a function call.
  var isCalled: Bool { current.kind == .leftParenthesis && current.start == previousEnd }

  private mutating func rejectDefault(after equals: Int) -> DefaultSyntax? {
    if spells(current, "null") {
      advance()
      report(.nullDefault(range(from: equals)))
      return nil
    }
    let word = isAtMember || isAtDeclaration ? nil : word(current)
    guard let word else {
      reportUnexpected { .expectedDefault(nil, $0, $1) }
      if current.kind.opens { skipBrackets() }
      return nil
    }
    let start = current.start
    advance()
    if isCalled { skipBrackets() }
    report(.expectedDefault(word, .name, range(from: start)))
    return nil
  }
}

extension Token.Kind {
  /// Whether a type may begin with it.
  var canBeginType: Bool {
    switch self {
    case .name, .quotedName, .string, .number, .leftBrace, .leftBracket, .leftParenthesis: true
    case .rightBrace, .rightBracket, .rightParenthesis, .less, .greater, .at, .colon, .comma, .dot, .equals, .pipe,
      .question, .invalid, .end:
      false
    }
  }
}

/// Returns the name of a table for messages.
private func tableInMessages(_ name: NameSyntax?) -> String { name.map { "table '\(shown($0.text))'" } ?? "this table" }
