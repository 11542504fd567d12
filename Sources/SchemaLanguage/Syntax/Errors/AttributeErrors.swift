// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// What can be wrong with `@...`.
extension Diagnostic {
  static func unknownAttribute(_ word: String, _ range: SourceRange) -> Diagnostic {
    let words = AttributeName.allCases.map(\.rawValue)
    return Diagnostic(
      "unknown-attribute", "there is no attribute '@\(shown(word))'" + advice(word, words), range: range,
      fixIts: replacement(word, words, range))
  }

  static func misplacedAttribute(_ name: AttributeName, on owner: AttributeOwner, _ range: SourceRange) -> Diagnostic {
    let places = AttributeOwner.allCases.filter { $0.allowed.contains(name) }.map(\.description)
    return Diagnostic(
      "misplaced-attribute",
      "'@\(name.rawValue)' does not belong to \(owner.description), but to \(places.joined(separator: " or "))",
      range: range)
  }

  static func duplicateAttribute(_ name: AttributeName, first: SourceRange, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "duplicate-attribute", "'@\(name.rawValue)' stands here twice; keep one", range: range,
      notes: [Note("the first is here", range: first)],
      fixIts: [FixIt("remove this one", range: range, replacement: "")])
  }

  static func attributeArguments(_ name: AttributeName, _ range: SourceRange, fixIts: [FixIt] = []) -> Diagnostic {
    let usage =
      switch name {
      case .key: "stands alone, without parentheses"
      case .was: "takes old names: @was(oldName)"
      case .from: "takes fields of the old schema: @from(firstName, lastName)"
      case .column: "takes one string, the stored name: @column(\"first_name\")"
      case .table: "takes one string, the stored name: @table(\"app_users\")"
      case .stored: "takes one form: @stored(text)"
      case .onDelete: "takes one action: @onDelete(cascade)"
      case .deprecated: "takes one string, the reason: @deprecated(\"use email\")"
      }
    return Diagnostic("attribute-arguments", "'@\(name.rawValue)' \(usage)", range: range, fixIts: fixIts)
  }

  /// `role: "member" @was("user")`: a literal's old spelling where a field's old name is expected.
  static func literalWasOutsideParentheses(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "attribute-arguments",
      "'@was' of a field or table takes old names: @was(oldName); of a literal it stands in the parentheses of the union: (\"new\" @was(\"old\") | \"other\")",
      range: range)
  }

  static func literalWasArguments(_ range: SourceRange) -> Diagnostic {
    Diagnostic("attribute-arguments", "'@was' of a literal takes old literals: @was(\"old\")", range: range)
  }

  static func unknownWord(_ word: String, _ id: String, _ what: String, among words: [String], _ range: SourceRange)
    -> Diagnostic
  {
    Diagnostic(
      id, "there is no \(what) '\(shown(word))'" + advice(word, words), range: range,
      fixIts: replacement(word, words, range))
  }
}
