// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import SchemaEdits
import SchemaModel

extension ColumnKind {
  /// Determines the type of a column from its CHECK condition; `nil` if the condition has no type in the schema
  /// language.
  ///
  /// Recognises the conditions that Bellows writes, and lists of literals, which other tools write too.
  init?(_ check: SQLExpression, of column: String, _ affinity: Affinity) {
    var parts = check.parts(of: "or")
    let own = SQLExpression.column(column)
    if parts.first == .infix("is", own, .null) { parts.removeFirst() }
    guard let first = parts.first else { return nil }
    if parts.count == 1, case .isIn(own, let values) = first {
      guard let type = Self.literals(values, affinity) else { return nil }
      self.init(type)
      return
    }
    let conditions = first.parts(of: "and")
    guard parts.count == 1, let start = conditions.first else { return nil }
    switch start {
    case .call("json_valid", [own]):
      let rest = Array(conditions.dropFirst())
      guard let type = rest.isEmpty ? .any : JSONReading(column: own).type(of: rest, at: "$") else { return nil }
      self.init(type)
    case .infix("=", .call("length", [own]), .number("16")) where affinity == .blob: self.init(.uuid, as: .blob)
    case .infix("glob", own, .text("????????-????-????-????-????????????")): self.init(.uuid)
    case .infix("not glob", own, .text("*[^0-9.-]*")): self.init(.decimal)
    case .cases(let tokens) where tokens.contains { $0.says("date") } && affinity == .text: self.init(.date)
    case _: return nil
    }
  }

  /// Returns the union of literals of one scalar type; 0 and 1 are a bool.
  private static func literals(_ values: [SQLExpression], _ affinity: Affinity) -> ValueType? {
    let literals = values.compactMap { literal($0) }
    guard literals.count == values.count else { return nil }
    switch affinity {
    case .integer where Set(literals) == [.int(0), .int(1)]: return .scalar(.bool)
    case .integer: guard literals.allSatisfy({ $0.scalar == .int }) else { return nil }
    case .text: guard literals.allSatisfy({ $0.scalar == .string }) else { return nil }
    case .real:
      let doubles = literals.compactMap { literal -> ValueType? in
        switch literal {
        case .int(let number): Double(exactly: number).map { .literal(.double($0)) }
        case .double: .literal(literal)
        case .string, .bool: nil
        }
      }
      return doubles.count == literals.count ? .union(of: doubles) : nil
    case .blob, .numeric, .none: return nil
    }
    return .union(of: literals.map(ValueType.literal))
  }

  fileprivate static func literal(_ expression: SQLExpression) -> Literal? {
    switch expression {
    case .text(let text): return .string(text)
    case .number(let text):
      if let number = Int64(text) { return .int(number) }
      return Double(text).flatMap { $0.isFinite ? .double($0) : nil }
    case .prefix("-", .number(let text)): return literal(.number("-" + text))
    case .column, .null, .call, .infix, .prefix, .isIn, .cases: return nil
    }
  }
}

/// Parses the conditions that Bellows writes for JSON columns.
private struct JSONReading {
  let column: SQLExpression

  /// Returns the type of the values at a path that pass all conditions.
  func type(of conditions: [SQLExpression], at path: String) -> ValueType? {
    guard let first = conditions.first else { return .any }
    if conditions.count == 1 {
      let choices = first.parts(of: "or")
      if choices.count > 1 {
        let types = choices.map { type(of: $0.parts(of: "and"), at: path) }
        let known = types.compactMap { $0 }
        return known.count == types.count ? .union(of: known) : nil
      }
    }
    guard let kinds = kinds(first, at: path) else { return nil }
    let rest = Array(conditions.dropFirst())
    if rest.isEmpty { return type(of: kinds) }
    if kinds == ["object"] { return object(rest, at: path) }
    guard rest.count == 1, case .isIn(let value, let literals) = rest[0],
      self.path(of: value, in: "json_extract") == path
    else { return nil }
    let types = literals.compactMap { ColumnKind.literal($0).map(ValueType.literal) }
    return types.count == literals.count ? .union(of: types) : nil
  }

  /// Returns the names of the JSON types that a condition allows at a path.
  private func kinds(_ condition: SQLExpression, at path: String) -> [String]? {
    let values: [SQLExpression]
    switch condition {
    case .infix("is", let kind, let value) where self.path(of: kind, in: "json_type") == path: values = [value]
    case .isIn(let kind, let all) where self.path(of: kind, in: "json_type") == path: values = all
    case .column, .text, .number, .null, .call, .infix, .prefix, .isIn, .cases: return nil
    }
    let texts = values.compactMap { if case .text(let text) = $0 { text } else { nil } }
    return texts.count == values.count ? texts : nil
  }

  private func type(of kinds: [String]) -> ValueType? {
    var types: [ValueType] = []
    for kind in kinds {
      switch kind {
      case "text": types.append(.scalar(.string))
      case "integer": if !kinds.contains("real") { types.append(.scalar(.int)) }
      case "real": types.append(.scalar(.double))
      case "true": types.append(kinds.contains("false") ? .scalar(.bool) : .literal(.bool(true)))
      case "false": types.append(kinds.contains("true") ? .scalar(.bool) : .literal(.bool(false)))
      case "null": types.append(.scalar(.null))
      case "array": types.append(.array(.any))
      case "object": types.append(.record(.string, .any))
      case _: return nil
      }
    }
    return .union(of: types)
  }

  /// Returns the object type at a path, from the conditions for its members and the one that excludes others.
  private func object(_ conditions: [SQLExpression], at path: String) -> ValueType? {
    guard let steps = conditions.lazy.compactMap({ self.members($0, at: path) }).first else {
      return .record(.string, .any)
    }
    var members: [ValueType.Member] = []
    for step in steps {
      guard let name = jsonPath(step)?.last else { return nil }
      let whole = path + step.dropFirst()
      var own = conditions.filter { condition in
        guard let about = mentioned(in: condition) else { return false }
        return about == whole || about.hasPrefix(whole + ".")
      }
      var isOptional = false
      var type: ValueType? = .any
      if own.isEmpty {
        isOptional = true
      } else if case let choices = own[0].parts(of: "or"), own.count == 1, choices.count > 1,
        case .infix("is", let kind, .null) = choices[0], self.path(of: kind, in: "json_type") == whole
      {
        isOptional = true
        let types = choices.dropFirst().map { self.type(of: $0.parts(of: "and"), at: whole) }
        type = types.contains(nil) ? nil : .union(of: types.compactMap { $0 })
      } else {
        own.removeAll { condition in
          if case .infix("is not", let kind, .null) = condition {
            self.path(of: kind, in: "json_type") == whole
          } else {
            false
          }
        }
        type = self.type(of: own, at: whole)
      }
      guard let type else { return nil }
      members.append(ValueType.Member(FieldName(name), type, isOptional: isOptional))
    }
    return .object(members)
  }

  /// Returns the paths of the members that a condition allows in the object at a path, if it excludes others.
  private func members(_ condition: SQLExpression, at path: String) -> [String]? {
    guard case .infix("=", .call(let function, let arguments), .text("{}")) = condition, let object = arguments.first,
      function == "json_remove" || function == "json", self.path(ofText: object) == path
    else { return nil }
    return arguments.dropFirst().compactMap { if case .text(let step) = $0 { step } else { nil } }
  }

  /// Returns the path that a condition tests: the first that it names.
  private func mentioned(in condition: SQLExpression) -> String? {
    switch condition {
    case .infix("=", .call(let function, let arguments), _) where ["json_remove", "json"].contains(function):
      return arguments.first.flatMap(path(ofText:))
    case .infix(_, let left, _): return mentioned(in: left) ?? path(of: left, in: "json_type")
    case .isIn(let value, _): return path(of: value, in: "json_type") ?? path(of: value, in: "json_extract")
    case .column, .text, .number, .null, .call, .prefix, .cases: return nil
    }
  }

  /// Returns the path in a call of a JSON function on this column.
  private func path(of expression: SQLExpression, in function: String) -> String? {
    guard case .call(function, let arguments) = expression, arguments.first == column else { return nil }
    if arguments.count == 1 { return "$" }
    if case .text(let path) = arguments[1] { return path }
    return nil
  }

  /// Returns the path of a part of this column's JSON text.
  private func path(ofText expression: SQLExpression) -> String? {
    if expression == column { return "$" }
    if case .infix("->", column, .text(let path)) = expression { return path }
    return nil
  }
}

/// Parses a path of SQLite's JSON functions, such as `$.a."b c"`, into member names; `nil` if it has array indices.
func jsonPath(_ path: String) -> [String]? {
  guard path.hasPrefix("$") else { return nil }
  var names: [String] = []
  var rest = path.dropFirst()
  while !rest.isEmpty {
    guard rest.first == "." else { return nil }
    rest = rest.dropFirst()
    let name: Substring
    if rest.first == "\"" {
      name = rest.dropFirst().prefix { $0 != "\"" }
      rest = rest.dropFirst(name.count + 2)
    } else {
      name = rest.prefix { $0 != "." && $0 != "[" }
      rest = rest.dropFirst(name.count)
    }
    names.append(String(name))
  }
  return names
}
