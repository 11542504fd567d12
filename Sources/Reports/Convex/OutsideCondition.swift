// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The condition in JavaScript that a value belongs to an old type and not to a new one.
struct OutsideCondition {
  /// The old alternatives that are not in the new type.
  private(set) var alternatives: [ValueType] = []
  /// The literal, if no other value is outside.
  private(set) var onlyLiteral: Literal?
  /// Whether no value of the new type passes it.
  private(set) var isExact = true
  private var terms: [String] = []

  init(from old: FieldType, to new: FieldType, of expression: String) {
    if old.isOptional, !new.isOptional { terms.append("\(expression) === undefined") }
    for alternative in old.value.alternatives
    where !FieldType(alternative).isSubset(of: FieldType(new.value), on: .convex) {
      alternatives.append(alternative)
      add(alternative, new.value.alternatives, expression)
    }
    if terms.count == 1, alternatives.count == 1, case .literal(let literal) = alternatives[0] { onlyLiteral = literal }
  }

  /// The condition that a document needs no change.
  var negated: String {
    if terms.isEmpty { return "false" }
    if terms.count == 1, !terms[0].contains("&&"), let range = terms[0].range(of: " === ") {
      return terms[0].replacingCharacters(range, with: " !== ")
    }
    if terms.count == 1, terms[0].hasPrefix("Array.isArray") { return "!" + terms[0] }
    return "!(" + terms.map { terms.count > 1 && $0.contains("&&") ? "(\($0))" : $0 }.joined(separator: " || ") + ")"
  }

  private mutating func add(_ type: ValueType, _ new: [ValueType], _ expression: String) {
    switch type {
    case .literal(let literal): terms.append("\(expression) === \(ConvexSchemaText.value(literal))")
    case .scalar(let scalar): add(scalar, new, expression)
    case .bounded(let bound): add(bound.scalar, new, expression)
    case .reference:
      if new.contains(where: { if case .reference = $0 { true } else { false } }) { isExact = false }
      terms.append("typeof \(expression) === \"string\"" + excluded(.string, new, expression))
    case .array:
      if new.contains(where: { if case .array = $0 { true } else { false } }) { isExact = false }
      terms.append("Array.isArray(\(expression))")
    case .object, .record:
      if new.contains(where: \.isObject) { isExact = false }
      terms.append(
        "typeof \(expression) === \"object\" && \(expression) !== null && !Array.isArray(\(expression))")
    case .any, .union:
      isExact = false
      terms.append("\(expression) !== undefined")
    }
  }

  private mutating func add(_ scalar: Scalar, _ new: [ValueType], _ expression: String) {
    switch scalar {
    case .null: terms.append("\(expression) === null")
    case .bytes: terms.append("\(expression) instanceof ArrayBuffer")
    case .bool: terms.append("typeof \(expression) === \"boolean\"" + excluded(.bool, new, expression))
    case .int: terms.append("typeof \(expression) === \"bigint\"" + excluded(.int, new, expression))
    case .double: terms.append("typeof \(expression) === \"number\"" + excluded(.double, new, expression))
    case .string, .timestamp, .date, .uuid, .decimal:
      if new.contains(where: { if case .reference = $0 { true } else { false } }) { isExact = false }
      terms.append("typeof \(expression) === \"string\"" + excluded(.string, new, expression))
    }
  }

  /// The part of the condition that excludes the literals of the new type.
  private func excluded(_ scalar: Scalar, _ new: [ValueType], _ expression: String) -> String {
    new.compactMap { type -> String? in
      guard case .literal(let literal) = type, literal.scalar == scalar else { return nil }
      return " && \(expression) !== \(ConvexSchemaText.value(literal))"
    }.joined()
  }
}

extension ValueType {
  fileprivate var isObject: Bool {
    switch self {
    case .object, .record: true
    case .any, .scalar, .bounded, .literal, .reference, .array, .union: false
    }
  }
}

extension String {
  /// Returns the range of the first occurrence of a text.
  fileprivate func range(of text: String) -> Range<String.Index>? { ranges(of: text).first }

  fileprivate func replacingCharacters(_ range: Range<String.Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}

/// Values that fit a type and are to be replaced.
enum Placeholder {
  static func text(of type: ValueType) -> String {
    switch type {
    case .any: "null"
    case .literal(let literal): ConvexSchemaText.value(literal) + " as const"
    // It has every type for the compiler, and no document accepts it.
    case .reference: "null!"
    case .array: "[]"
    case .record: "{}"
    case .object(let members):
      "{ "
        + members.filter { !$0.isOptional }.map { "\(ConvexSchemaText.key($0.name.text)): \(text(of: $0.type))" }
        .joined(separator: ", ") + " }"
    case .union(let members): members.first.map(text) ?? "null!"
    case .bounded(let bound): text(of: .scalar(bound.scalar))
    case .scalar(let scalar):
      switch scalar {
      case .string, .timestamp, .date, .uuid, .decimal: "\"\""
      case .int: "0n"
      case .double: "0"
      case .bool: "false"
      case .bytes: "new ArrayBuffer(0)"
      case .null: "null"
      }
    }
  }
}
