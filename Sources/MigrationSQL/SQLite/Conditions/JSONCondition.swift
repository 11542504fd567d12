// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A position inside JSON, for SQLite's JSON functions.
struct JSONPosition {
  /// The JSON text that the path starts from.
  var root: String
  /// The path from the root.
  var path = "$"
  /// The JSON type of the value, as an expression.
  var kind: String
  /// The value, as an expression: text without quotes, a number.
  var value: String

  /// A whole column.
  init(column: String) {
    root = column
    kind = "json_type(\(column))"
    value = "json_extract(\(column), '$')"
  }

  /// A row of a `json_each` of that name.
  init(each name: String) {
    // Only arrays and objects are parsed as JSON, whatever the order in which SQLite evaluates the condition.
    root = "CASE WHEN \(name).type IN ('array', 'object') THEN \(name).value END"
    kind = "\(name).type"
    value = "\(name).value"
  }

  /// A member of the object at this position.
  func member(_ step: String) -> JSONPosition {
    var member = self
    member.path += step
    member.kind = "json_type(\(root), \(member.path.sqlLiteral))"
    member.value = "json_extract(\(root), \(member.path.sqlLiteral))"
    return member
  }

  /// The JSON text at this position.
  var text: String { path == "$" ? root : "\(root) -> \(path.sqlLiteral)" }
}

/// Writes the condition that a JSON value belongs to a type.
struct JSONCondition {
  let storage: Storage
  /// The depth to which objects are checked.
  let depth: Int
  /// Whether it may check array elements by queries, which a `CHECK` does not allow.
  var mayQuery = false
  /// Whether the condition is exact.
  private(set) var isExact = true
  /// The number of comparisons so far.
  private(set) var terms = 0
  private var eachCount = 0

  /// SQLite limits expressions to a depth of 1,000, and each `AND` in a chain counts.
  static let mostTerms = 250
  /// SQLite limits functions to 100 arguments.
  private static let mostArguments = 90

  /// A condition; whether it needs parentheses beside `AND`, and whether it is `NULL` for a missing value.
  struct Condition {
    var sql: String
    var isAlternatives = false
    var mayBeNull = false
    var inside: String { isAlternatives ? "(\(sql))" : sql }
  }

  init(storage: Storage, depth: Int, mayQuery: Bool = false) {
    self.storage = storage
    self.depth = depth
    self.mayQuery = mayQuery
  }

  /// The condition, which is never `NULL` for an existing value; `nil` if every value belongs to the type.
  mutating func condition(of type: ValueType, _ position: JSONPosition, at level: Int = 0) -> Condition? {
    guard terms <= Self.mostTerms else { return nil }
    var kinds: [String] = []
    var literals = Literals()
    var others: [Condition] = []
    for alternative in type.alternatives {
      switch alternative {
      case .any: return nil
      case .union: return nil
      case .scalar(let scalar): kinds += self.kinds(of: scalar)
      case .bounded(let bound): kinds += self.kinds(of: bound.scalar)
      case .reference(let table):
        guard let scalar = storage.columnScalar(of: .reference(table)) else { return nil }
        kinds += self.kinds(of: scalar)
      case .literal(let literal): literals.add(literal)
      case .array(let element): others.append(array(of: element, position, at: level))
      case .record(let key, let value): others.append(record(key, value, position, at: level))
      case .object(let members): others.append(object(members, position, at: level))
      }
    }
    let allKinds = unique(kinds + literals.kinds)
    var parts: [Condition] = []
    if !allKinds.isEmpty { parts.append(position.isOne(of: allKinds)) }
    // A literal is redundant beside its scalar type.
    if !literals.texts.isEmpty, !kinds.contains("text") {
      let texts = literals.texts.joined(separator: ", ")
      parts.append(Condition(sql: "\(position.kind) IS 'text' AND \(position.value) IN (\(texts))"))
    }
    let numbers = kinds.contains("real") ? [] : literals.numbers.filter { !($0.isInt && kinds.contains("integer")) }
    if !numbers.isEmpty {
      let values = numbers.map(\.sql).joined(separator: ", ")
      parts.append(
        Condition(
          sql: "\(position.kind) IN ('integer', 'real') AND \(position.value) IN (\(values))", mayBeNull: true))
    }
    parts += others
    terms += parts.count
    if parts.count == 1 { return parts[0] }
    // AND binds closer than OR.
    return Condition(
      sql: parts.map(\.sql).joined(separator: " OR "), isAlternatives: true,
      mayBeNull: parts.contains(where: \.mayBeNull))
  }

  private mutating func kinds(of scalar: Scalar) -> [String] {
    switch scalar.traits.json {
    case .string: return ["text"]
    case .integer: return ["integer"]
    case .number: return ["real", "integer"]
    case .boolean: return ["true", "false"]
    case .null: return ["null"]
    case .base64, .canonicalText:
      isExact = false
      return ["text"]
    }
  }

  private func unique(_ kinds: [String]) -> [String] {
    var seen: Set<String> = []
    return kinds.filter { seen.insert($0).inserted }
  }

  private mutating func array(of element: ValueType, _ position: JSONPosition, at level: Int) -> Condition {
    let isArray = "\(position.kind) IS 'array'"
    return Condition(sql: isArray + (each(of: element, position, at: level).map { " AND " + $0 } ?? ""))
  }

  private mutating func record(
    _ key: ValueType.RecordKey, _ value: ValueType, _ position: JSONPosition, at level: Int
  ) -> Condition {
    switch key {
    case .literals(let literals):
      let members = literals.map { ValueType.Member($0.keyText, value, isOptional: true) }
      return object(members, position, at: level)
    case .string: break
    case .int, .uuid, .reference: isExact = false
    }
    let isObject = "\(position.kind) IS 'object'"
    return Condition(sql: isObject + (each(of: value, position, at: level).map { " AND " + $0 } ?? ""))
  }

  /// The condition that every element or entry belongs to a type; `nil` without queries.
  private mutating func each(of type: ValueType, _ position: JSONPosition, at level: Int) -> String? {
    if type.alternatives.contains(.any) { return nil }
    guard mayQuery, level < depth else {
      isExact = false
      return nil
    }
    eachCount += 1
    let name = "each\(eachCount)"
    guard let condition = condition(of: type, JSONPosition(each: name), at: level + 1) else { return nil }
    return "NOT EXISTS (SELECT 1 FROM json_each(\(position.text)) AS \(name) WHERE NOT (\(condition.sql)))"
  }

  private mutating func object(_ members: [ValueType.Member], _ position: JSONPosition, at level: Int) -> Condition {
    var parts = ["\(position.kind) IS 'object'"]
    guard level < depth else {
      isExact = false
      return Condition(sql: parts[0])
    }
    var steps: [String] = []
    for member in members.sorted(by: { $0.name < $1.name }) {
      guard let step = member.name.jsonPathStep else {
        isExact = false
        continue
      }
      let inner = position.member(step)
      steps.append(step)
      let condition = condition(of: member.type, inner, at: level + 1)
      if member.isOptional {
        if let condition { parts.append("(\(inner.kind) IS NULL OR \(condition.sql))") }
      } else {
        if condition?.mayBeNull ?? true { parts.append("\(inner.kind) IS NOT NULL") }
        if let condition { parts.append(condition.inside) }
      }
    }
    if steps.count == members.count, steps.count <= Self.mostArguments {
      let paths = steps.map { ", " + ("$" + $0).sqlLiteral }.joined()
      // No members remain after the known members are removed.
      parts.append(steps.isEmpty ? "json(\(position.text)) = '{}'" : "json_remove(\(position.text)\(paths)) = '{}'")
    } else {
      isExact = false
    }
    terms += parts.count
    return Condition(sql: parts.joined(separator: " AND "))
  }
}

/// The literals of a type, by their JSON type.
private struct Literals {
  var texts: [String] = []
  var numbers: [Literal] = []
  /// `true` and `false` are JSON types of their own.
  var kinds: [String] = []

  mutating func add(_ literal: Literal) {
    switch literal {
    case .string: texts.append(literal.sql)
    case .int, .double: numbers.append(literal)
    case .bool(let flag): kinds.append(flag ? "true" : "false")
    }
  }
}

extension Literal {
  fileprivate var isInt: Bool { scalar == .int }
}

extension JSONPosition {
  /// The condition that the value has one of these JSON types.
  fileprivate func isOne(of kinds: [String]) -> JSONCondition.Condition {
    let literals = kinds.map(\.sqlLiteral)
    if literals.count == 1 { return .init(sql: "\(kind) IS \(literals[0])") }
    return .init(sql: "\(kind) IN (\(literals.joined(separator: ", ")))", mayBeNull: true)
  }
}
