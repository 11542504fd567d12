// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

/// Writes types as PostgreSQL conditions: literals as lists, JSON as one jsonpath.
///
/// A `CHECK` accepts every value of the type, and values that it cannot check: dates and similar texts inside JSON.
struct PostgreSQLCondition {
  let storage: Storage

  /// The condition of a column, `"role" IN ('member', 'admin')`; `nil` if the column's type is enough.
  ///
  /// A condition that is `NULL` passes, so `NOT NULL` alone decides whether a value is required.
  func check(of type: FieldType, in form: ColumnForm, _ column: String) -> String? {
    if !form.isJSON {
      if let bound = type.value.bound, form == .bounded(bound) { return nil }
      return scalarCondition(of: type.value, comparable(column, form))
    }
    // Reduce the depth until the condition has a readable size.
    for depth in [8, 2, 1] {
      var writer = JSONPathCondition(storage: storage, depth: depth)
      let condition = writer.condition(of: type.value)
      guard writer.terms <= JSONPathCondition.mostTerms else { continue }
      return condition.map { matches(column, form, $0) }
    }
    return nil
  }

  /// The condition that a stored value is outside a type, true or false for every row; `nil` if SQL cannot decide it.
  ///
  /// The stored values belong to the column's type; only values that the new type excludes are searched.
  func violation(of type: FieldType, by stored: ColumnKind, _ column: String, mayMiss: Bool) -> String? {
    stored.isOutside(type, column, never: Dialect.postgresql.never) {
      violation(of: type.value, stored, column, mayMiss: mayMiss)
    }
  }

  private func violation(of type: ValueType, _ stored: ColumnKind, _ column: String, mayMiss: Bool) -> String? {
    guard stored.form.isJSON else {
      return scalarCondition(of: type, comparable(column, stored.form), isNegated: true)
    }
    var writer = JSONPathCondition(storage: storage, depth: 16)
    let condition = writer.condition(of: type)
    guard writer.isExact || mayMiss, writer.terms <= JSONPathCondition.mostTerms else { return nil }
    return condition.map { "NOT (\(matches(column, stored.form, $0)))" } ?? "false"
  }

  /// A column that can be compared with any literal: a text that is no value of an enum type is an error beside one.
  private func comparable(_ column: String, _ form: ColumnForm) -> String {
    if case .enumeration = form { "\(column)::text" } else { column }
  }

  /// The condition that a value of a scalar belongs to a type, or does not; `nil` for a type that has all of them.
  private func scalarCondition(of type: ValueType, _ column: String, isNegated: Bool = false) -> String? {
    var texts: [String] = []
    var bounds: [String] = []
    for alternative in type.alternatives {
      switch alternative {
      case .literal(let literal): texts.append(literal.postgresql)
      case .bounded(let bound): bounds.append(bound.postgresql(column))
      case .any, .scalar, .reference, .array, .record, .object, .union: return nil
      }
    }
    let list = texts.joined(separator: ", ")
    if bounds.isEmpty { return "\(column) \(isNegated ? "NOT IN" : "IN") (\(list))" }
    let condition = ((texts.isEmpty ? [] : ["\(column) IN (\(list))"]) + bounds).joined(separator: " OR ")
    return isNegated ? "NOT (\(condition))" : condition
  }

  private func matches(_ column: String, _ form: ColumnForm, _ condition: String) -> String {
    "\(form == .json ? "\(column)::jsonb" : column) @? \("strict $ ? (\(condition))".sqlLiteral)"
  }
}

/// Writes a type as a predicate of jsonpath over `@`, in its strict mode, which does not unwrap arrays.
///
/// The predicate is true or false for every value: the kind of a value is tested before its parts, and a member is
/// found among the entries, because `@.name` is an error where there is none.
struct JSONPathCondition {
  let storage: Storage
  /// The depth to which parts are checked.
  let depth: Int
  /// Whether the condition is exact.
  private(set) var isExact = true
  /// The number of comparisons so far.
  private(set) var terms = 0

  /// Conditions beyond this size are no help to a reader of `\d`.
  static let mostTerms = 250

  init(storage: Storage, depth: Int) {
    self.storage = storage
    self.depth = depth
  }

  /// The predicate; `nil` if every value belongs to the type.
  mutating func condition(of type: ValueType, at level: Int = 0) -> String? {
    guard terms <= Self.mostTerms else { return nil }
    var parts: [String] = []
    for alternative in type.alternatives {
      terms += 1
      switch alternative {
      case .any, .union: return nil
      case .scalar(let scalar): parts.append(condition(of: scalar))
      case .bounded(let bound):
        isExact = false
        parts.append(condition(of: bound.scalar))
      case .reference(let table):
        guard let scalar = storage.columnScalar(of: .reference(table)) else { return nil }
        parts.append(condition(of: scalar))
      case .literal(let literal): parts.append(equals(literal))
      case .array(let element): parts.append(array(of: element, at: level))
      case .record(let key, let value): parts.append(record(key, value, at: level))
      case .object(let members): parts.append(object(members, at: level))
      }
    }
    return parts.count == 1 ? parts[0] : parts.map { "(\($0))" }.joined(separator: " || ")
  }

  private func kind(_ name: String) -> String { "@.type() == \"\(name)\"" }

  private mutating func condition(of scalar: Scalar) -> String {
    switch scalar.traits.json {
    case .string: return kind("string")
    case .integer: return kind("number") + " && @.floor() == @"
    case .number: return kind("number")
    case .boolean: return kind("boolean")
    case .null: return kind("null")
    case .base64, .canonicalText:
      isExact = false
      return kind("string")
    }
  }

  private func equals(_ literal: Literal) -> String {
    switch literal {
    case .string(let text): kind("string") + " && @ == \(text.jsonLiteral)"
    case .int, .double: kind("number") + " && @ == \(literal.jsonText)"
    case .bool: kind("boolean") + " && @ == \(literal.jsonText)"
    }
  }

  private mutating func array(of element: ValueType, at level: Int) -> String {
    kind("array") + every("@[*]", of: element, at: level)
  }

  /// That no part of a value is outside a type.
  private mutating func every(_ parts: String, of type: ValueType, at level: Int) -> String {
    if type.alternatives.contains(.any) { return "" }
    guard level < depth else {
      isExact = false
      return ""
    }
    return condition(of: type, at: level + 1).map { " && !(exists(\(parts) ? (!(\($0)))))" } ?? ""
  }

  private mutating func record(_ key: ValueType.RecordKey, _ value: ValueType, at level: Int) -> String {
    switch key {
    case .literals(let literals):
      return object(literals.map { ValueType.Member($0.keyText, value, isOptional: true) }, at: level)
    case .string: break
    case .int, .uuid, .reference: isExact = false
    }
    return kind("object") + every("@.*", of: value, at: level)
  }

  private mutating func object(_ members: [ValueType.Member], at level: Int) -> String {
    var parts = [kind("object")]
    guard level < depth else {
      isExact = false
      return parts[0]
    }
    let members = members.sorted { $0.name < $1.name }
    for member in members {
      let entry = "@.keyvalue() ? (@.key == \(member.name.text.jsonLiteral))"
      let condition = condition(of: member.type, at: level + 1)
      if !member.isOptional {
        parts.append("exists(\(entry)\(condition.map { ".value ? (\($0))" } ?? ""))")
      } else if let condition {
        parts.append("!(exists(\(entry).value ? (!(\(condition)))))")
      }
    }
    let others = members.map { "@.key != \($0.name.text.jsonLiteral)" }.joined(separator: " && ")
    parts.append(others.isEmpty ? "!(exists(@.*))" : "!(exists(@.keyvalue() ? (\(others))))")
    terms += parts.count
    return parts.joined(separator: " && ")
  }
}
