// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A place inside JSON, as SQLite's functions reach it.
struct JSONPosition {
  /// JSON text that the path leads into.
  var root: String
  /// `$`, or a path from the root.
  var path = "$"
  /// The kind of value that stands there, as an expression.
  var kind: String
  /// The value, as an expression: text without quotes, a number.
  var value: String

  /// The whole of a column.
  init(column: String) {
    root = column
    kind = "json_type(\(column))"
    value = "json_extract(\(column), '$')"
  }

  /// The row of a `json_each` under that name.
  init(each name: String) {
    // What is no JSON by itself is not looked into, in whatever order SQLite evaluates a condition.
    root = "CASE WHEN \(name).type IN ('array', 'object') THEN \(name).value END"
    kind = "\(name).type"
    value = "\(name).value"
  }

  /// A member of the object that stands here.
  func member(_ step: String) -> JSONPosition {
    var member = self
    member.path += step
    member.kind = "json_type(\(root), \(member.path.sqlLiteral))"
    member.value = "json_extract(\(root), \(member.path.sqlLiteral))"
    return member
  }

  /// The JSON text that stands here.
  var text: String { path == "$" ? root : "\(root) -> \(path.sqlLiteral)" }
}

/// Writes the condition that JSON is a value of a type.
struct JSONCondition {
  let storage: Storage
  /// How deep it looks into objects.
  let depth: Int
  /// Whether it may look at each element of an array: not inside a CHECK.
  var mayQuery = false
  /// Whether it says exactly whether a value is of the type.
  private(set) var isExact = true
  /// How many comparisons were written.
  private(set) var terms = 0
  private var eachCount = 0

  /// SQLite refuses expressions that are 1,000 deep, and a chain of ANDs counts.
  static let mostTerms = 250
  /// SQLite's functions take 100 arguments.
  private static let mostArguments = 90

  /// A condition; whether it must stand in parentheses beside an AND, and whether it is NULL where nothing stands.
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

  /// The condition, which is never NULL where something stands at the place; `nil` when everything passes.
  mutating func condition(of type: ValueType, _ place: JSONPosition, at level: Int = 0) -> Condition? {
    guard terms <= Self.mostTerms else { return nil }
    var kinds: [String] = []
    var literals = Literals()
    var others: [Condition] = []
    for alternative in type.alternatives {
      switch alternative {
      case .any: return nil
      case .union: return nil
      case .scalar(let scalar): kinds += self.kinds(of: scalar)
      case .reference(let table):
        guard let scalar = storage.columnScalar(of: .reference(table)) else { return nil }
        kinds += self.kinds(of: scalar)
      case .literal(let literal): literals.add(literal)
      case .array(let element): others.append(array(of: element, place, at: level))
      case .record(let key, let value): others.append(record(key, value, place, at: level))
      case .object(let members): others.append(object(members, place, at: level))
      }
    }
    let allKinds = unique(kinds + literals.kinds)
    var parts: [Condition] = []
    if !allKinds.isEmpty { parts.append(place.isOne(of: allKinds)) }
    // What is named beside all of its kind says nothing more.
    if !literals.texts.isEmpty, !kinds.contains("text") {
      parts.append(
        Condition(sql: "\(place.kind) IS 'text' AND \(place.value) IN (\(literals.texts.joined(separator: ", ")))"))
    }
    let numbers = kinds.contains("real") ? [] : literals.numbers.filter { !($0.isInt && kinds.contains("integer")) }
    if !numbers.isEmpty {
      let values = numbers.map(\.sql).joined(separator: ", ")
      parts.append(
        Condition(
          sql: "\(place.kind) IN ('integer', 'real') AND \(place.value) IN (\(values))", mayBeNull: true))
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
    switch scalar {
    case .string: return ["text"]
    case .int: return ["integer"]
    case .double: return ["real", "integer"]
    case .bool: return ["true", "false"]
    case .null: return ["null"]
    case .bytes, .timestamp, .date, .uuid, .decimal:
      isExact = false
      return ["text"]
    }
  }

  private func unique(_ kinds: [String]) -> [String] {
    var seen: Set<String> = []
    return kinds.filter { seen.insert($0).inserted }
  }

  private mutating func array(of element: ValueType, _ place: JSONPosition, at level: Int) -> Condition {
    let isArray = "\(place.kind) IS 'array'"
    return Condition(sql: isArray + (each(of: element, place, at: level).map { " AND " + $0 } ?? ""))
  }

  private mutating func record(
    _ key: ValueType.RecordKey, _ value: ValueType, _ place: JSONPosition, at level: Int
  ) -> Condition {
    switch key {
    case .literals(let literals):
      let members = literals.map { ValueType.Member($0.keyText, value, isOptional: true) }
      return object(members, place, at: level)
    case .string: break
    case .int, .uuid, .reference: isExact = false
    }
    let isObject = "\(place.kind) IS 'object'"
    return Condition(sql: isObject + (each(of: value, place, at: level).map { " AND " + $0 } ?? ""))
  }

  /// That every element or entry is of a type, as far as a query may say it.
  private mutating func each(of type: ValueType, _ place: JSONPosition, at level: Int) -> String? {
    if type.alternatives.contains(.any) { return nil }
    guard mayQuery, level < depth else {
      isExact = false
      return nil
    }
    eachCount += 1
    let name = "each\(eachCount)"
    guard let condition = condition(of: type, JSONPosition(each: name), at: level + 1) else { return nil }
    return "NOT EXISTS (SELECT 1 FROM json_each(\(place.text)) AS \(name) WHERE NOT (\(condition.sql)))"
  }

  private mutating func object(_ members: [ValueType.Member], _ place: JSONPosition, at level: Int) -> Condition {
    var parts = ["\(place.kind) IS 'object'"]
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
      let inner = place.member(step)
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
      // Without the members that it may have, nothing is left.
      parts.append(steps.isEmpty ? "json(\(place.text)) = '{}'" : "json_remove(\(place.text)\(paths)) = '{}'")
    } else {
      isExact = false
    }
    terms += parts.count
    return Condition(sql: parts.joined(separator: " AND "))
  }
}

/// The literals among the alternatives of a type, by how JSON holds them.
private struct Literals {
  var texts: [String] = []
  var numbers: [Literal] = []
  /// `true` and `false` are kinds of their own.
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
  /// That what stands here is of one of these kinds.
  fileprivate func isOne(of kinds: [String]) -> JSONCondition.Condition {
    let literals = kinds.map(\.sqlLiteral)
    if literals.count == 1 { return .init(sql: "\(kind) IS \(literals[0])") }
    return .init(sql: "\(kind) IN (\(literals.joined(separator: ", ")))", mayBeNull: true)
  }
}
