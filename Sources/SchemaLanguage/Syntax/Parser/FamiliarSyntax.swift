// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Parses syntax of other schema languages: each construct is read as a whole, and reported once with its replacement.
extension Parser {
  /// Reads `(40)` or `<string>` after the name of a type.
  mutating func typeArguments(of name: Token) -> TypeSyntax? {
    let isAngle = current.kind == .less
    let innerStart = current.end
    if isAngle {
      var depth = 0
      repeat {
        if current.kind == .less { depth += 1 } else if current.kind == .greater { depth -= 1 }
        skip()
      } while depth > 0 && !isAtEnd && !current.startsLine
      // The rest of the line may have had the bracket of something else.
      if depth > 0 { mismatchedEnd = previousEnd }
    } else {
      skipBrackets()
    }
    let text = lexer.text(innerStart, max(innerStart, previousEnd - 1))
    let word = lexer.text(name.start, name.end)
    let range = range(from: name.start)
    report(.typeArguments(word, inner: text.contains("\n") ? "..." : text, isAngle: isAngle, range))
    return TypeSyntax(kind: .any, range: range)
  }

  /// Reads `[]` after an element type.
  mutating func arraySuffix(of element: TypeSyntax) -> TypeSyntax? {
    var text = lexer.text(element.range.start, element.range.end)
    var count = 0
    while current.kind == .leftBracket, following.kind == .rightBracket, current.start == previousEnd {
      if count > 0 { text = "[\(text)]" }
      count += 1
      advance()
      advance()
    }
    let range = range(from: element.range.start)
    report(.arraySuffix(text, range))
    return TypeSyntax(kind: .any, range: range)
  }

  /// Reads `@@index([email])` among the members of a table.
  mutating func tableAttribute() {
    let start = current.start
    advance()
    advance()
    if current.isName { skip() }
    if current.kind == .leftParenthesis { skipBrackets() }
    report(.tableAttribute(range(from: start)))
  }

  /// Reads SQL constraints after a type, such as `NOT NULL`; returns whether there were any.
  mutating func constraint(of type: ParsedType) -> Bool {
    guard current.kind == .name, !current.startsLine, following.kind != .colon,
      let constraint = word(current).flatMap(FamiliarWord.constraint)
    else { return false }
    let start = current.start
    let isFirst = previousEnd == (type.optionalMark ?? type.type.range).end
    switch constraint {
    case .unique, .index:
      guard !mayBeginIndex else { return false }
      advance()
      let word = lexer.text(start, previousEnd).lowercased()
      report(.foreignSyntax("write an index in the braces of the table: \(word) by_email (email)", range(from: start)))
    case .not:
      advance()
      if current.kind == .name, word(current)?.lowercased() == "null" { advance() }
      reportNeedless(from: start)
    case .required:
      advance()
      reportNeedless(from: start)
    case .null:
      let typeEnd = type.type.range.end
      let isUnion = if case .union = type.type.kind { true } else { false }
      advance()
      let edited = lexer.range(typeEnd, previousEnd)
      let fixIts =
        isFirst && !isUnion ? [Diagnostic.FixIt("write '?'", range: edited, replacement: "?")] : []
      report(
        .foreignSyntax("a field that may have no value has a '?' after its type", range(from: start), fixIts: fixIts))
    case .primary:
      advance()
      if current.kind == .name, word(current)?.lowercased() == "key" { advance() }
      reportWord("a key field is marked '@key'", "@key", from: start)
    case .automatic:
      advance()
      reportWord("a key that the database assigns has the default 'auto'", "= auto", from: start)
    case .defaultValue:
      advance()
      let word = range(from: start)
      skipValue()
      report(
        .foreignSyntax(
          "a default is written with '='", word, fixIts: [Diagnostic.FixIt("write '='", range: word, replacement: "=")])
      )
    case .references, .on, .check, .collate: otherConstraint(constraint, from: start)
    }
    return true
  }

  /// Whether an index may begin here, on the line of a field.
  private var mayBeginIndex: Bool {
    switch following.kind {
    case .at, .equals, .comma, .rightBrace, .end: return false
    case .name, .quotedName:
      let isField = lexer.firstByte(after: following) == UInt8(ascii: ":")
      let isWord = !following.startsLine && word(following).flatMap(FamiliarWord.constraint) != nil
      return !isField && !(isWord && lexer.firstByte(after: following) != UInt8(ascii: "("))
    case .string, .number, .leftBrace, .leftBracket, .rightBracket, .leftParenthesis, .rightParenthesis, .less,
      .greater, .colon, .dot, .pipe, .question, .invalid:
      return true
    }
  }

  private mutating func otherConstraint(_ constraint: FamiliarWord.FieldConstraint, from start: Int) {
    advance()
    switch constraint {
    case .references:
      let table = current.isName && !current.startsLine ? lexer.text(current.start, current.end) : nil
      skipValue()
      report(
        .foreignSyntax("write the type of the field as a reference: id<\(shown(table ?? "users"))>", range(from: start))
      )
    case .on:
      while current.kind == .name, !current.startsLine, following.kind != .colon { skip() }
      report(.foreignSyntax("write what happens when the row is deleted as '@onDelete(cascade)'", range(from: start)))
    case .collate:
      skipValue()
      report(.foreignSyntax("strings are compared by their bytes; remove the collation", range(from: start)))
    case .check, .not, .null, .required, .primary, .unique, .index, .defaultValue, .automatic:
      skipValue()
      report(.foreignSyntax("values are limited by their types alone; check this in the code", range(from: start)))
    }
  }

  /// Skips a name or a literal on this line, with parentheses after it.
  private mutating func skipValue() {
    if !current.startsLine, current.isName || current.kind == .string || current.kind == .number { skip() }
    if current.kind == .leftParenthesis, !current.startsLine { skipBrackets() }
  }

  private mutating func reportNeedless(from start: Int) {
    reportWord("a field is required unless its type has a '?'", "", from: start)
  }

  private mutating func reportWord(_ message: String, _ replacement: String, from start: Int) {
    let range = range(from: start)
    let edit = replacement.isEmpty ? "remove it" : "write '\(replacement)'"
    report(.foreignSyntax(message, range, fixIts: [Diagnostic.FixIt(edit, range: range, replacement: replacement)]))
  }
}
