// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// JavaScript that renames members of objects inside a value.
///
///     "name" in doc.profile ? (({ name: value, ...rest }) => ({ ...rest, fullName: value }))(doc.profile) : doc.profile
struct RenamedMembers {
  private let type: ValueType
  /// The renames of members of the object itself.
  private let own: [MemberRename]
  /// The steps to objects inside it, sorted.
  private let steps: [FieldName]
  private let inner: [FieldName: [MemberRename]]

  /// - Parameters:
  ///   - renames: With paths inside the type, in which outer objects may have their old or new names.
  ///   - type: All values that the expression may have before and after.
  init(_ renames: [MemberRename], in type: ValueType) {
    self.type = type
    own = renames.filter(\.path.isEmpty)
    inner = Dictionary(grouping: renames.filter { !$0.path.isEmpty }) { $0.path[0] }
    steps = inner.keys.sorted()
  }

  private func inside(_ step: FieldName) -> RenamedMembers {
    let renames = (inner[step] ?? []).map { MemberRename(path: Array($0.path.dropFirst()), old: $0.old, new: $0.new) }
    return RenamedMembers(renames, in: type.part(at: step) ?? .any)
  }

  // MARK: What is left

  /// The condition that a value has a member with an old name.
  func condition(_ value: String) -> String {
    let terms = own.map { "\(ConvexSchemaText.quoted($0.old.text)) in \(value)" } + steps.map { condition(value, $0) }
    let all = terms.count > 1 ? "(" + terms.joined(separator: " || ") + ")" : terms.joined()
    return ([guarded(value)].compactMap(\.self) + [all]).joined(separator: " && ")
  }

  private func condition(_ value: String, _ step: FieldName) -> String {
    let inside = inside(step)
    guard step == "[]" else {
      let member = value + ConvexSchemaText.member(step.text)
      return exists(step, in: value) + inside.condition(member)
    }
    let list = type.isRecord ? "Object.values(\(value))" : value
    return "\(list).some((item) => \(inside.condition("item")))"
  }

  /// The part of the condition that an object has a value in a member.
  private func exists(_ step: FieldName, in value: String) -> String {
    let member = value + ConvexSchemaText.member(step.text)
    return (type.always(has: step) ? "" : "\(ConvexSchemaText.quoted(step.text)) in \(value) && ")
      + (type.isOptional(step) ? "\(member) !== undefined && " : "")
  }

  /// The part of the condition that a value is an object or a list at all; `nil` if nothing else is possible.
  private func guarded(_ value: String) -> String? {
    let isList = type.alternatives.contains(where: \.isArray)
    if type.alternatives.allSatisfy({ $0.isObjectOrRecord || $0.isArray }) { return nil }
    return isList ? "Array.isArray(\(value))" : "typeof \(value) === \"object\" && \(value) !== null"
  }

  // MARK: The new value

  /// The value with new names.
  func expression(_ value: String) -> String {
    guard steps.isEmpty else { return "\(condition(value)) ? \(rewritten(value)) : \(value)" }
    return "\(condition(value)) ? \(renamed(value)) : \(value)"
  }

  /// The object with its own members renamed.
  private func renamed(_ value: String) -> String {
    let olds = own.enumerated().map { "\(ConvexSchemaText.key($1.old.text)): \(variable($0))" }
    return "(({ \(olds.joined(separator: ", ")), ...rest }) => ({ ...rest, \(news) }))(\(value))"
  }

  private var news: String {
    own.enumerated().map { "\(ConvexSchemaText.key($1.new.text)): \(variable($0))" }.joined(separator: ", ")
  }

  private func variable(_ index: Int) -> String { own.count == 1 ? "value" : "value\(index + 1)" }

  private func rewritten(_ value: String) -> String {
    if steps == ["[]"] {
      let item = inside("[]").expression("item")
      return type.isRecord
        ? "Object.fromEntries(Object.entries(\(value)).map(([key, item]) => [key, \(item)]))"
        : "\(value).map((item) => \(item))"
    }
    let members = steps.map { step in
      let member = value + ConvexSchemaText.member(step.text)
      return "\(ConvexSchemaText.key(step.text)): \(exists(step, in: value))\(inside(step).expression(member))"
    }
    let object = own.isEmpty ? value : "(" + RenamedMembers(own, in: type).expression(value) + ")"
    return "{ ...\(object), \(members.joined(separator: ", ")) }"
  }

  /// The statements that return the new value of a field, if it is an object whose own members alone are renamed.
  func statements(_ value: String, key: String) -> [String]? {
    guard steps.isEmpty else { return nil }
    let olds = own.enumerated().map { "\(ConvexSchemaText.key($1.old.text)): \(variable($0))" }
    return [
      "const { \(olds.joined(separator: ", ")), ...rest } = \(value);", "return { \(key): { ...rest, \(news) } };",
    ]
  }
}

extension ValueType {
  fileprivate var isObjectOrRecord: Bool {
    switch self {
    case .object, .record: true
    case .any, .scalar, .bounded, .literal, .reference, .array, .union: false
    }
  }

  fileprivate var isArray: Bool { if case .array = self { true } else { false } }

  fileprivate var isRecord: Bool { alternatives.contains { if case .record = $0 { true } else { false } } }

  /// The type of a member, of the elements or of the values.
  fileprivate func part(at step: FieldName) -> ValueType? {
    let parts = alternatives.flatMap { alternative -> [ValueType] in
      switch alternative {
      case .object(let members): members.filter { $0.name == step }.map(\.type)
      case .array(let element): step == "[]" ? [element] : []
      case .record(_, let value): step == "[]" ? [value] : []
      case .any, .scalar, .bounded, .literal, .reference, .union: []
      }
    }
    return ValueType.union(of: parts)
  }

  private func members(_ name: FieldName) -> [Member?] {
    alternatives.compactMap { alternative -> Member?? in
      guard case .object(let members) = alternative else { return nil }
      return .some(members.first { $0.name == name })
    }
  }

  /// Whether every object of the type has a member, perhaps without a value.
  fileprivate func always(has name: FieldName) -> Bool { members(name).allSatisfy { $0 != nil } }

  fileprivate func isOptional(_ name: FieldName) -> Bool { members(name).contains { $0?.isOptional == true } }
}
