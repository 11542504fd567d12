// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Errors in attributes.
extension Diagnostic {
  static func unknownAttribute(_ word: String, on owner: AttributeOwner, _ range: SourceRange) -> Diagnostic {
    // Only an attribute that is allowed here is a fix.
    let allowed = owner.allowed.map(\.rawValue)
    let words = allowed.isEmpty ? AttributeName.allCases.map(\.rawValue) : allowed
    var familiar = FamiliarWord.attribute(word)
    var fitting = familiar
    fitting?.replacements.removeAll { !allowed.contains($0) }
    if familiar?.replacements.count ?? 0 > 1 { familiar = fitting }
    return Diagnostic(
      .unknownAttribute,
      "there is no attribute '@\(shown(word))'" + (familiar?.messageEnd ?? advice(word, words)), range: range,
      fixIts: fitting?.fixIts(range) ?? (allowed.isEmpty ? [] : replacement(word, words, range)))
  }

  /// Reports `@default(3)`; `replacement` is the default in this language, if there is one.
  static func defaultAttribute(_ range: SourceRange, replacement: String?) -> Diagnostic {
    Diagnostic(
      .unknownAttribute,
      "there is no attribute '@default'; write the default with '=': \(shown(replacement ?? "role: string = \"member\""))",
      range: range, fixIts: replacement.map { [FixIt("write '\(shown($0))'", range: range, replacement: $0)] } ?? [])
  }

  static func misplacedAttribute(_ name: AttributeName, on owner: AttributeOwner, _ range: SourceRange) -> Diagnostic {
    let owners = AttributeOwner.allCases.filter { $0.allowed.contains(name) }.map(\.description)
    return Diagnostic(
      .misplacedAttribute,
      "'@\(name.rawValue)' does not belong to \(owner.description), but to \(owners.joined(separator: " or "))",
      range: range)
  }

  static func duplicateAttribute(_ name: AttributeName, first: SourceRange, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .duplicateAttribute, "'@\(name.rawValue)' appears twice; keep one", range: range,
      notes: [Note("the first is here", range: first)],
      fixIts: [FixIt("remove this one", range: range, replacement: "")])
  }

  static func attributeArguments(_ name: AttributeName, _ range: SourceRange, fixIts: [FixIt] = []) -> Diagnostic {
    let usage =
      switch name {
      case .key: "takes no arguments"
      case .was: "takes old names: @was(oldName)"
      case .from: "takes fields of the old schema: @from(firstName, lastName)"
      case .column: "takes one string, the stored name: @column(\"first_name\")"
      case .table: "takes one string, the stored name: @table(\"app_users\")"
      case .stored: "takes one form: @stored(text)"
      case .onDelete: "takes one action: @onDelete(cascade)"
      case .deprecated: "takes one string, the reason: @deprecated(\"use email\")"
      }
    return Diagnostic(.attributeArguments, "'@\(name.rawValue)' \(usage)", range: range, fixIts: fixIts)
  }

  /// Reports `role: "member" @was("user")`: the previous spelling of a literal at the position of a field's previous
  /// name.
  static func literalWasOutsideParentheses(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .attributeArguments,
      "'@was' of a field or table takes old names: @was(oldName); for a literal, write it inside the parentheses of the union: (\"new\" @was(\"old\") | \"other\")",
      range: range)
  }

  static func literalWasArguments(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.attributeArguments, "'@was' of a literal takes old literals: @was(\"old\")", range: range)
  }

  static func unknownWord(
    _ word: String, _ kind: LanguageDiagnostic, _ what: String, among words: [String], _ range: SourceRange
  ) -> Diagnostic {
    var familiar = FamiliarWord.argument(word)
    if familiar?.replacements.contains(where: words.contains) != true { familiar = nil }
    return unknown(kind, what, word, familiar, among: words, range)
  }
}
