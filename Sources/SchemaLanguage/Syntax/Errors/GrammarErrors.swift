// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Errors in the order of tokens.
extension Diagnostic {
  /// The errors after which the tree still contains everything in the file.
  static let losingNothing = Set(
    [
      LanguageDiagnostic.doubleOptional, .duplicateAttribute, .leadingPipe, .misplacedDocComment, .misplacedOptional,
      .missingColon, .missingComma, .nameNeedsBackticks, .optionalUnion, .repeatedClause, .repeatedDefault,
      .singleQuotes,
    ].map(Diagnostic.ID.init))

  static func tooManyErrors(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .tooManyErrors,
      "this file has more than \(mostErrors) errors; fix some of those above first", range: range)
  }

  static func nestingTooDeep(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nestingTooDeep,
      "types nest at most \(deepestNesting) levels deep; name an inner type with 'type Name = ...'",
      range: range)
  }

  static func expectedDeclaration(_ word: String?, _ found: Token.Kind, _ range: SourceRange) -> Diagnostic {
    let message =
      "expected 'table', 'type' or 'target' here, found \(word.map { "'\(shown($0))'" } ?? found.description)"
    if let familiar = word.flatMap(FamiliarWord.declaration) {
      return Diagnostic(
        .expectedDeclaration, message + familiar.messageEnd, range: range, fixIts: familiar.fixIts(range))
    }
    if found == .comma {
      return Diagnostic(
        .expectedDeclaration, message + "; a declaration ends with its last bracket", range: range,
        fixIts: [FixIt("remove ','", range: range, replacement: "")])
    }
    let guess = word.flatMap { nearest(to: $0, among: DeclarationKeyword.allCases.map(\.rawValue)) }
    return Diagnostic(
      .expectedDeclaration,
      message + (guess.map { "; did you mean '\($0)'?" } ?? "; a file has no other declarations"),
      range: range, fixIts: guess.map { [FixIt("write '\($0)'", range: range, replacement: $0)] } ?? [])
  }

  static func expectedName(_ whose: String, _ found: Token.Kind, _ range: SourceRange) -> Diagnostic {
    Diagnostic(.expectedName, "expected \(whose) here, found \(found.description)", range: range)
  }

  /// Reports an unexpected token; `expected` names what is missing and, if it helps, what it is for.
  static func unexpectedToken(_ expected: String, _ found: Token.Kind, _ range: SourceRange) -> Diagnostic {
    Diagnostic(.unexpectedToken, "expected \(expected) here, found \(found.description)", range: range)
  }

  static func expectedType(_ found: Token.Kind, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .expectedType,
      "expected a type here, found \(found.description); a type is string, \"literal\", id<table>, [element], { member: type } and so on",
      range: range)
  }

  static func missingType(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.expectedType, "a type is missing after ':'", range: range)
  }

  static func missingTable(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.expectedTable, "'id' needs the name of a table: id<users>", range: range)
  }

  static func missingColon(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .missingColon, "a ':' is missing between name and type", range: range,
      fixIts: [FixIt("insert ':'", range: range, replacement: ":")])
  }

  static func missingComma(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .missingComma, "a ',' is missing between these two", range: range,
      fixIts: [FixIt("insert ','", range: range, replacement: ",")])
  }

  static func unclosed(_ closing: Token.Kind, of what: String, opened: SourceRange, _ range: SourceRange) -> Diagnostic
  {
    let character = String(closing.description.dropFirst().dropLast())
    return Diagnostic(
      .unclosedBracket, "the closing \(closing.description) of \(what) is missing", range: range,
      notes: [Note("it is opened here", range: opened)],
      fixIts: [FixIt("insert '\(character)'", range: range, replacement: character)])
  }

  static func misplacedDocComment(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .misplacedDocComment,
      "a doc comment belongs on its own lines above a table, type, field, index or member",
      range: range,
      fixIts: [
        FixIt(
          "make it an ordinary comment",
          range: SourceRange(file: range.file, start: range.start, end: range.start + 3), replacement: "//")
      ])
  }

  static func reservedTypeName(_ name: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(.reservedTypeName, "'\(name)' is a type of the language; choose another name", range: range)
  }

  static func unknownTarget(_ word: String, _ range: SourceRange) -> Diagnostic {
    unknown(.unknownTarget, "target", word, FamiliarWord.target(word), among: Target.allCases.map(\.rawValue), range)
  }

  static func unknownKeyword(_ word: String, among keywords: [String], _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unknownKeyword, "'\(shown(word))' means nothing here" + advice(word, keywords), range: range,
      fixIts: replacement(word, keywords, range))
  }

  /// Reports an unknown word, with its equivalent if it is a word of another language, and otherwise the nearest known
  /// word.
  static func unknown(
    _ kind: LanguageDiagnostic, _ what: String, _ word: String, _ familiar: FamiliarWord?, among words: [String],
    _ range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      kind, "there is no \(what) '\(shown(word))'" + (familiar?.messageEnd ?? advice(word, words)), range: range,
      fixIts: familiar?.fixIts(range) ?? replacement(word, words, range))
  }

  /// Returns the end of a message: the nearest known word, or all known words.
  static func advice(_ word: String, _ words: [String]) -> String {
    if let guess = nearest(to: word, among: words) { return "; did you mean '\(guess)'?" }
    let last = words.last.map { "'\($0)'" } ?? ""
    let others = words.dropLast().map { "'\($0)'" }.joined(separator: ", ")
    return others.isEmpty ? "; there is \(last)" : "; there are \(others) and \(last)"
  }

  static func replacement(_ word: String, _ words: [String], _ range: SourceRange) -> [FixIt] {
    nearest(to: word, among: words).map { [FixIt("write '\($0)'", range: range, replacement: $0)] } ?? []
  }
}
