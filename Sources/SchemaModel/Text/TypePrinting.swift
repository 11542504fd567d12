// Part of Bellows. MIT licence: see LICENSE.

extension ValueType: CustomStringConvertible {
  /// The spelling in the language, on one line: `{ theme: ("dark" | "light")?, tags: [string] }`.
  package var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// Appends the spelling.
  ///
  /// All parts are appended to one string, so that deep types need no copies.
  package func write(to text: inout String) {
    switch self {
    case .any: text += "any"
    case .scalar(let scalar): text += scalar.rawValue
    case .bounded(let bound): text += "\(bound.scalar.rawValue) @stored(\(bound))"
    case .literal(let literal): text += literal.description
    case .reference(let table): text += "id<\(table.text.spelledAsName)>"
    case .array(let element):
      text += "["
      element.write(to: &text)
      text += "]"
    case .record(let key, let value):
      text += "[\(key.description): "
      value.write(to: &text)
      text += "]"
    case .object(let members):
      text += members.isEmpty ? "{" : "{ "
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        text += member.name.text.spelledAsName + ": "
        FieldType(member.type, isOptional: member.isOptional).write(to: &text)
      }
      text += members.isEmpty ? "}" : " }"
    case .union(let members):
      for (index, member) in members.enumerated() {
        if index > 0 { text += " | " }
        member.write(to: &text)
      }
    }
  }
}

extension ValueType.RecordKey: CustomStringConvertible {
  /// The spelling in the language between `[` and `:`.
  package var description: String {
    switch self {
    case .string: "string"
    case .int: "int"
    case .uuid: "uuid"
    case .reference(let table): "id<\(table.text.spelledAsName)>"
    case .literals(let literals): literals.map(\.description).joined(separator: " | ")
    }
  }
}

extension FieldType: CustomStringConvertible {
  /// The spelling in the language, on one line: `("member" | "admin")?`.
  package var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// Appends the spelling; a union is in parentheses before its `?`.
  package func write(to text: inout String) {
    guard isOptional else { return value.write(to: &text) }
    let isUnion = if case .union = value { true } else { false }
    if isUnion { text += "(" }
    value.write(to: &text)
    text += isUnion ? ")?" : "?"
  }
}
