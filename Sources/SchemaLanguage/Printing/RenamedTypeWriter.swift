// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Writes a type with the previous spellings of its literals, `("member" @was("user") | "admin")`, and the previous
/// names of members, `{ fullName: string @was(name) }`.
struct RenamedTypeWriter {
  private(set) var text = ""
  /// The previous spellings that are not written yet.
  ///
  /// Each is written once, at the first position that fits.
  private var waiting: [Position: [Literal]]
  /// The previous names of members, by the path of the member.
  private var members: [[FieldName]: [FieldName]]

  private struct Position: Hashable {
    var path: [FieldName]
    var literal: Literal
  }

  init(_ renames: [LiteralRename], _ members: [MemberRename]) {
    self.members = Dictionary(grouping: members) { $0.path + [$0.new] }.mapValues { $0.map(\.old) }
    waiting = Dictionary(grouping: renames) { Position(path: $0.path, literal: $0.new) }.mapValues { $0.map(\.old) }
  }

  mutating func write(_ type: FieldType) { write(type.value, isOptional: type.isOptional, at: []) }

  private mutating func write(_ type: ValueType, isOptional: Bool, at path: [FieldName]) {
    let isUnion = if case .union = type { true } else { false }
    // `@was` of a literal requires parentheses.
    let isRenamed = type.alternatives.contains { old(of: $0, at: path) != nil }
    let needsParentheses = isRenamed || (isUnion && isOptional)
    if needsParentheses { text += "(" }
    for (index, alternative) in type.alternatives.enumerated() {
      if index > 0 { text += " | " }
      writeAlternative(alternative, at: path)
    }
    if needsParentheses { text += ")" }
    if isOptional { text += "?" }
  }

  private mutating func writeAlternative(_ type: ValueType, at path: [FieldName]) {
    switch type {
    case .any, .scalar, .bounded, .reference, .union: type.write(to: &text)
    case .literal(let literal):
      text += literal.description
      if let olds = waiting.removeValue(forKey: Position(path: path, literal: literal)) {
        text += " @was(" + olds.map(\.description).joined(separator: ", ") + ")"
      }
    case .array(let element):
      text += "["
      write(element, isOptional: false, at: path + ["[]"])
      text += "]"
    case .record(let key, let value):
      text += "[" + key.description + ": "
      write(value, isOptional: false, at: path + ["[]"])
      text += "]"
    case .object(let members):
      text += members.isEmpty ? "{" : "{ "
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        text += member.name.text.spelledAsName + ": "
        write(member.type, isOptional: member.isOptional, at: path + [member.name])
        if let olds = self.members.removeValue(forKey: path + [member.name]) {
          text += " @was(" + olds.map(\.text.spelledAsName).joined(separator: ", ") + ")"
        }
      }
      text += members.isEmpty ? "}" : " }"
    }
  }

  private func old(of type: ValueType, at path: [FieldName]) -> [Literal]? {
    guard case .literal(let literal) = type else { return nil }
    return waiting[Position(path: path, literal: literal)]
  }
}
