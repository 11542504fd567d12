// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Parser {
  /// Reads all attributes at the current token; reports and leaves out those that the owner cannot have.
  mutating func attributes(of owner: AttributeOwner, after earlier: [AttributeSyntax] = []) -> [AttributeSyntax] {
    var attributes = earlier
    while current.kind == .at, following.kind != .at {
      let start = current.start
      guard let (name, arguments) = rawAttribute(of: owner) else { continue }
      let location = range(from: start)
      if !owner.allowed.contains(name) {
        report(.misplacedAttribute(name, on: owner, location))
      } else if let first = attributes.first(where: { $0.kind.name == name }) {
        report(.duplicateAttribute(name, first: first.range, location))
      } else if let kind = kind(name, arguments, location) {
        attributes.append(AttributeSyntax(kind: kind, range: location))
      }
    }
    return attributes
  }

  /// Reads the `@was` after a literal, with its previous spellings.
  mutating func previousSpellings() -> [LiteralSyntax] {
    var previous: [LiteralSyntax] = []
    while current.kind == .at {
      let start = current.start
      guard let (name, arguments) = rawAttribute(of: .literal) else { continue }
      let location = range(from: start)
      guard name == .was else {
        report(.misplacedAttribute(name, on: .literal, location))
        continue
      }
      let literals = arguments?.compactMap(\.literal) ?? []
      if literals.isEmpty || literals.count != arguments?.count { report(.literalWasArguments(location)) }
      previous += literals
    }
    return previous
  }

  /// An argument of an attribute.
  private enum Argument {
    case name(NameSyntax)
    case literal(LiteralSyntax)
    /// `varchar(40)`
    case call(NameSyntax, [LiteralSyntax])

    var literal: LiteralSyntax? {
      switch self {
      case .name, .call: nil
      case .literal(let literal): literal
      }
    }

    var name: NameSyntax? {
      switch self {
      case .name(let name): name
      case .call: nil
      // A field can have the name `true`.
      case .literal(let literal):
        if case .bool(let value) = literal.value {
          NameSyntax(text: value ? "true" : "false", range: literal.range)
        } else {
          nil
        }
      }
    }

    /// The text of a string.
    var string: NameSyntax? {
      guard let literal, case .string(let text) = literal.value else { return nil }
      return NameSyntax(text: text, range: literal.range)
    }
  }

  /// Reads `@name(argument, argument)`.
  ///
  /// The arguments are `nil` without parentheses; returns `nil` for an unknown name.
  private mutating func rawAttribute(of owner: AttributeOwner) -> (AttributeName, [Argument]?)? {
    let start = current.start
    advance()
    guard let word = name("an attribute after '@', as in '@key',") else { return nil }
    guard let name = AttributeName(rawValue: word.text) else {
      unknownAttribute(word, from: start, of: owner)
      return nil
    }
    var arguments: [Argument]?
    if current.kind == .leftParenthesis {
      let opened = range(current)
      advance()
      let begins = { (parser: Parser) in parser.current.isName || parser.current.kind == .string }
      arguments = list("'@\(shown(word.text))('", opened: opened, until: .rightParenthesis, begins: begins) {
        $0.argument()
      }
    }
    return (name, arguments)
  }

  /// Reports an unknown attribute, and skips its arguments.
  private mutating func unknownAttribute(_ word: NameSyntax, from start: Int, of owner: AttributeOwner) {
    // Prisma: `@db.VarChar(40)`.
    while current.kind == .dot, current.start == previousEnd, following.isName {
      skip()
      skip()
    }
    let opened = current
    if opened.kind == .leftParenthesis { skipBrackets() }
    guard word.text.lowercased() == "default", owner == .field, opened.kind == .leftParenthesis else {
      return report(.unknownAttribute(word.text, on: owner, word.range))
    }
    let inner = lexer.text(opened.end, max(opened.end, previousEnd - 1))
    let replacement = defaultSpelling(inner).map { "= " + $0 }
    report(.defaultAttribute(range(from: start), replacement: replacement))
  }

  /// Returns the spelling in this language of a default of another language.
  private func defaultSpelling(_ text: String) -> String? {
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 { return text }
    if text.hasPrefix("'"), text.hasSuffix("'"), text.count > 1 { return String(text.dropFirst().dropLast()).quoted }
    if text == "[]" || text == "{}" || Double(text) != nil { return text }
    let word = text.hasSuffix("()") ? String(text.dropLast(2)) : text
    if word == "true" || word == "false" || DefaultWord(rawValue: word) != nil { return word }
    return FamiliarWord.defaultValue(word)?.replacements.first
  }

  private mutating func argument() -> Argument? {
    if let literal = literal() { return .literal(literal) }
    guard let name = name("a name or a literal") else { return nil }
    guard current.kind == .leftParenthesis else { return .name(name) }
    let opened = range(current)
    advance()
    let begins = { (parser: Parser) in parser.current.kind == .number || parser.current.kind == .string }
    let numbers = list("'\(shown(name.text))('", opened: opened, until: .rightParenthesis, begins: begins) {
      $0.literal()
    }
    return .call(name, numbers)
  }

  /// Returns the kind of an attribute, if it has the arguments that it requires.
  private mutating func kind(_ name: AttributeName, _ arguments: [Argument]?, _ location: SourceRange)
    -> AttributeSyntax.Kind?
  {
    switch name {
    case .key:
      if arguments != nil { report(.attributeArguments(name, location)) }
      return .key
    case .was: return names(name, arguments, location).map(AttributeSyntax.Kind.was)
    case .from: return names(name, arguments, location).map(AttributeSyntax.Kind.from)
    case .column: return string(name, arguments, location).map(AttributeSyntax.Kind.column)
    case .table: return string(name, arguments, location).map(AttributeSyntax.Kind.table)
    case .deprecated: return string(name, arguments, location).map { .deprecated($0.text) }
    case .stored:
      return storedForm(arguments, location).map(AttributeSyntax.Kind.stored)
    case .onDelete:
      return word(name, arguments, location, .unknownDeleteAction, "action", DeleteAction.allCases).map(
        AttributeSyntax.Kind.onDelete)
    }
  }

  private mutating func names(_ name: AttributeName, _ arguments: [Argument]?, _ location: SourceRange)
    -> [NameSyntax]?
  {
    let names = arguments?.compactMap(\.name) ?? []
    if !names.isEmpty, names.count == arguments?.count { return names }
    let isLiteral = name == .was && arguments?.contains { $0.literal != nil } == true
    report(isLiteral ? .literalWasOutsideParentheses(location) : .attributeArguments(name, location))
    return nil
  }

  private mutating func string(_ name: AttributeName, _ arguments: [Argument]?, _ location: SourceRange)
    -> NameSyntax?
  {
    if arguments?.count == 1, let string = arguments?.first?.string { return string }
    let fixIts = (arguments?.count == 1 ? arguments?.first?.name : nil).map {
      [Diagnostic.FixIt("write \(shown($0.text.quoted))", range: $0.range, replacement: $0.text.quoted)]
    }
    report(.attributeArguments(name, location, fixIts: fixIts ?? []))
    return nil
  }

  private mutating func storedForm(_ arguments: [Argument]?, _ location: SourceRange) -> StoredForm? {
    guard arguments?.count == 1, let argument = arguments?.first else {
      report(.attributeArguments(.stored, location))
      return nil
    }
    let word: NameSyntax
    var numbers: [Int] = []
    switch argument {
    case .call(let name, let literals):
      if name.text == "enum", literals.count == 1, case .string(let type) = literals[0].value,
        let form = StoredForm(enumeration: type)
      {
        return form
      }
      word = name
      numbers = literals.compactMap { if case .int(let number) = $0.value { Int(exactly: number) } else { nil } }
      if numbers.count < literals.count { numbers = [-1] }
    case .name, .literal:
      guard let name = argument.name else {
        report(.attributeArguments(.stored, location))
        return nil
      }
      word = name
    }
    if let form = StoredForm(word.text, numbers) { return form }
    let known = StoredForm.examples.map(\.description)
    var unknown = Diagnostic.unknownWord(word.text, .unknownStoredForm, "stored form", among: known, word.range)
    if case .call = argument {
      if StoredForm(word.text, []) != nil {
        unknown.message = "the stored form '\(word.text)' takes no numbers"
        unknown.fixIts = [Diagnostic.FixIt("", range: nil, replacement: word.text)]
      }
      // The numbers belong to the word that is replaced.
      unknown.fixIts = unknown.fixIts.map {
        let attribute = "@stored(\($0.replacement))"
        return Diagnostic.FixIt("write '\(attribute)'", range: location, replacement: attribute)
      }
    }
    if let example = known.first(where: { $0.hasPrefix(word.text.lowercased() + "(") }) {
      unknown.message =
        word.text == "enum"
        ? "the stored form 'enum' needs the name of a type, a text of 1 to 63 bytes: write it as '\(example)'"
        : "the stored form '\(shown(word.text))' needs its numbers in parentheses: write it as '\(example)'"
    }
    report(unknown)
    return nil
  }

  private mutating func word<Word: RawRepresentable<String>>(
    _ name: AttributeName, _ arguments: [Argument]?, _ location: SourceRange, _ kind: LanguageDiagnostic,
    _ what: String, _ words: [Word]
  ) -> Word? {
    guard arguments?.count == 1, let word = arguments?.first?.name else {
      report(.attributeArguments(name, location))
      return nil
    }
    if let known = Word(rawValue: word.text) { return known }
    report(.unknownWord(word.text, kind, what, among: words.map(\.rawValue), word.range))
    return nil
  }
}

extension AttributeSyntax.Kind {
  /// The name after the `@`.
  fileprivate var name: AttributeName {
    switch self {
    case .key: .key
    case .was: .was
    case .from: .from
    case .column: .column
    case .table: .table
    case .stored: .stored
    case .onDelete: .onDelete
    case .deprecated: .deprecated
    }
  }
}
