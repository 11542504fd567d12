// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A type, and the position of its `?` if it has one.
typealias ParsedType = (type: TypeSyntax, optionalMark: SourceRange?)

extension Parser {
  /// Reads a type with all its alternatives and its `?`; returns `nil` after an error that leaves none.
  mutating func type(in position: TypePosition) -> ParsedType? {
    let start = current.start
    if current.kind == .pipe {
      report(.leadingPipe(range(current)))
      advance()
    }
    let first = alternative(in: position)
    var mark = optionalMark()
    guard current.kind == .pipe else {
      if let found = mark, !position.allowsOptional {
        report(.misplacedOptional(position, found))
        mark = nil
      }
      return first.map { ($0, mark) }
    }
    return union(in: position, start: start, first: first, mark: mark)
  }

  /// Reads `| B | C` after the first alternative.
  private mutating func union(in position: TypePosition, start: Int, first: TypeSyntax?, mark: SourceRange?)
    -> ParsedType?
  {
    var alternatives = first.map { [$0] } ?? []
    var mark = mark
    var isWhole = first != nil
    while take(.pipe) {
      if let alternative = alternative(in: position) { alternatives.append(alternative) } else { isWhole = false }
      if let found = optionalMark() { mark = mark ?? found }
    }
    guard isWhole, let last = alternatives.last else { return nil }

    if let found = mark {
      if position.allowsOptional {
        // The fix-it puts parentheses around all alternatives.
        let text = alternatives.map { lexer.text($0.range.start, $0.range.end) }.joined(separator: " | ")
        report(.optionalUnion(found, range(from: start), text: text))
      } else {
        report(.misplacedOptional(position, found))
        mark = nil
      }
    }
    let range = lexer.range(alternatives[0].range.start, last.range.end)
    return (TypeSyntax(kind: .union(alternatives), range: range), mark)
  }

  /// Reads `?`, and reports a second one; returns the range of all, which a fix-it removes together.
  private mutating func optionalMark() -> SourceRange? {
    guard current.kind == .question else { return nil }
    let mark = range(current)
    advance()
    let start = current.start
    while take(.question) {}
    if previousEnd > mark.end, current.start > start { report(.doubleOptional(range(from: start))) }
    return range(from: mark.start)
  }

  private mutating func alternative(in position: TypePosition) -> TypeSyntax? {
    let token = current
    let type = plainAlternative(in: position)
    // Valid tokens after a type are separated from it by a space.
    guard current.start == previousEnd, let type else { return type }
    switch current.kind {
    case .leftParenthesis where token.kind == .name, .less where token.kind == .name: return typeArguments(of: token)
    case .leftBracket where following.kind == .rightBracket: return arraySuffix(of: type)
    case _: return type
    }
  }

  private mutating func plainAlternative(in position: TypePosition) -> TypeSyntax? {
    let token = current
    if isAtDeclaration {
      reportUnexpected { .expectedType($0, $1) }
      return nil
    }
    switch token.kind {
    case .name: return namedType(in: position)
    case .quotedName: return TypeSyntax(kind: .name(anyName()), range: range(token))
    case .string, .number: return literalType(in: position)
    case .leftParenthesis: return nested { $0.parenthesised() }
    case .leftBracket: return nested { $0.arrayOrRecord() }
    case .leftBrace: return nested { $0.object() }
    case .rightBrace, .rightBracket, .rightParenthesis, .less, .greater, .at, .colon, .comma, .dot, .equals, .pipe,
      .question, .invalid, .end:
      reportUnexpected { .expectedType($0, $1) }
      if token.kind == .invalid { advance() }
      return nil
    }
  }

  /// Reads a type that begins with a bracket, one level deeper; past the limit it is skipped without recursion.
  private mutating func nested(_ read: (inout Parser) -> TypeSyntax?) -> TypeSyntax? {
    guard depth < deepestNesting else {
      reportUnexpected { .nestingTooDeep($1) }
      skipBrackets()
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    return read(&self)
  }

  private mutating func namedType(in position: TypePosition) -> TypeSyntax? {
    let token = current
    // Most types are scalars.
    if let scalar = scalar(token) {
      advance()
      return TypeSyntax(kind: .scalar(scalar), range: range(token))
    }
    if let literal = literalType(in: position) { return literal }
    if spells(token, "id") {
      guard following.kind == .less else {
        advance()
        reportGap { .missingTable($0) }
        return nil
      }
      return reference()
    }
    if spells(token, "any") {
      advance()
      return TypeSyntax(kind: .any, range: range(token))
    }
    return TypeSyntax(kind: .name(anyName()), range: range(token))
  }

  /// Returns the scalar with this keyword, compared by bytes because most types of a schema are scalars.
  private func scalar(_ token: Token) -> Scalar? {
    let range = token.start..<token.end
    let start = firstBytes(of: lexer.bytes, range)
    for spelling in scalarSpellings where spelling.start == start && spelling.count == range.count {
      if range.count <= 8 || spelling.bytes.elementsEqual(lexer.bytes[range]) { return spelling.scalar }
    }
    return nil
  }

  /// Reads `id<table>`.
  private mutating func reference() -> TypeSyntax? {
    let start = current.start
    advance()
    let opened = range(current)
    advance()
    guard let table = name("the name of a table") else {
      _ = take(.greater)
      return nil
    }
    close(.greater, of: "'id<'", opened: opened)
    return TypeSyntax(kind: .reference(table), range: range(from: start))
  }

  /// Reads a literal and, in parentheses, the `@was` after it; returns `nil` without an error if there is no literal.
  private mutating func literalType(in position: TypePosition) -> TypeSyntax? {
    let start = current.start
    guard let literal = literal() else { return nil }
    let previous = position == .parentheses && current.kind == .at ? previousSpellings() : []
    return TypeSyntax(kind: .literal(literal, previous: previous), range: range(from: start))
  }

  private mutating func parenthesised() -> TypeSyntax? {
    let opened = range(current)
    advance()
    guard let inner = type(in: .parentheses)?.type else {
      skipToSeparator(of: .rightParenthesis)
      close(.rightParenthesis, of: "'('", opened: opened)
      return nil
    }
    close(.rightParenthesis, of: "'('", opened: opened)
    return TypeSyntax(kind: .parenthesised(inner), range: range(from: opened.start))
  }

  /// Reads `[T]` or `[K: V]`.
  private mutating func arrayOrRecord() -> TypeSyntax? {
    let opened = range(current)
    advance()
    var kind: TypeSyntax.Kind?
    if let first = type(in: .element, unlessColon: .recordKey) {
      if take(.colon) {
        kind = type(in: .recordValue).map { .record(key: first, value: $0.type) }
      } else {
        kind = .array(first)
      }
    }
    if kind == nil { skipToSeparator(of: .rightBracket) }
    close(.rightBracket, of: "'['", opened: opened)
    return kind.map { TypeSyntax(kind: $0, range: range(from: opened.start)) }
  }

  /// Reads a type whose position is known only after it: before a colon it is a key.
  private mutating func type(in position: TypePosition, unlessColon other: TypePosition) -> TypeSyntax? {
    // A member allows any `?`; the next token decides which of the two errors applies.
    guard let type = type(in: .member) else { return nil }
    if let mark = type.optionalMark {
      report(.misplacedOptional(current.kind == .colon ? other : position, mark))
    }
    return type.type
  }

  /// Reads `{ street: string, zip: string? @was(postcode) }`.
  private mutating func object() -> TypeSyntax? {
    let opened = range(current)
    advance()
    let members = list(
      "this object", opened: opened, until: .rightBrace,
      begins: { $0.current.isName && $0.following.kind == .colon },
      item: { $0.member() })
    return TypeSyntax(kind: .object(members), range: range(from: opened.start))
  }

  private mutating func member() -> ObjectMemberSyntax? {
    let start = current.start
    let documentation = documentation()
    guard let name = name("a member of the object, as in 'name: string',") else { return nil }
    guard let type = typeAfterColon(in: .member) else {
      losses.add(name.text)
      return nil
    }
    let previous = attributes(of: .member).flatMap(\.previousNames)
    let end = range(from: start)
    if current.kind == .equals {
      report(.misplacedDefault(range(current)))
      advance()
      if current.kind.opens { skipBrackets() } else if current.kind.canBeginType, !isAtMember { advance() }
    }
    return ObjectMemberSyntax(
      documentation: documentation, name: name, type: type.type, optionalMark: type.optionalMark,
      previousNames: previous, range: end)
  }
}
