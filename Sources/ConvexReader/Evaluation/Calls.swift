// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Calls of functions in files, and the names that they bind.
extension Evaluator {
  func call(
    _ function: ScriptFunction, _ arguments: [ScriptValue], _ range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    if function.syntax.isDeferred {
      return .unresolved(Unresolved(.notEvaluated, "an asynchronous function is not evaluated", range))
    }
    let scope = Scope(function.scope.module, in: function.scope)
    for (index, parameter) in function.syntax.parameters.enumerated() {
      let value: ScriptValue =
        parameter.isRest
        ? .list(Array(arguments.dropFirst(index))) : index < arguments.count ? arguments[index] : .undefined
      try bind(parameter.pattern, to: value, scope, range)
    }
    switch function.syntax.body {
    case .expression(let expression): return try evaluate(expression, scope)
    case .block(let index):
      var parser = ScriptParser(scope.module.tokens, at: index)
      let statements: [Statement]
      do {
        statements = try parser.statements()
      } catch {
        return .unresolved(scope.module.unresolved(error))
      }
      return try run(statements, scope) ?? .undefined
    }
  }

  /// Runs statements; returns the result of the first `return`, or `nil` at the end.
  private func run(_ statements: [Statement], _ scope: Scope) throws(Unresolved) -> ScriptValue? {
    for case .function(let name, let syntax) in statements {
      scope.values[name] = .function(ScriptFunction(syntax: syntax, scope: scope))
    }
    for statement in statements {
      switch statement {
      case .constant(let pattern, let expression):
        try bind(pattern, to: try evaluate(expression, scope), scope, scope.module.range(expression.range))
      case .function: break
      case .result(let expression):
        guard let expression else { return .undefined }
        return try evaluate(expression, scope)
      case .condition(let condition, let then, let otherwise):
        let value = try evaluate(condition, scope)
        if case .unresolved = value { return value }
        let inner = Scope(scope.module, in: scope)
        if let result = try run(value.isTrue ? then : otherwise, inner) { return result }
      case .unsupported(let what, let range):
        return .unresolved(
          Unresolved(
            .notEvaluated, "\(what) is not evaluated; a function may have constants and one 'return'",
            scope.module.range(range)))
      }
    }
    return nil
  }

  /// Binds the names of a pattern to the parts of a value.
  func bind(
    _ pattern: Pattern, to value: ScriptValue, _ scope: Scope, _ range: SourceRange
  ) throws(Unresolved) {
    try spend(1, range)
    switch pattern {
    case .name(let name, _): scope.values[name] = value
    case .fallback(let inner, let expression):
      if case .undefined = value {
        try bind(inner, to: try evaluate(expression, scope), scope, range)
      } else {
        try bind(inner, to: value, scope, range)
      }
    case .object(let members, let rest):
      var used: Set<String> = []
      for (key, inner) in members {
        let name: String?
        switch key.name {
        case .fixed(let text): name = text
        case .computed(let expression): name = try evaluate(expression, scope).text
        }
        guard let name else { continue }
        used.insert(name)
        try bind(inner, to: try part(name, of: value, range), scope, range)
      }
      if let rest { scope.values[rest] = try remainder(of: value, without: used, range) }
    case .array(let elements, let rest):
      for (index, inner) in elements.enumerated() {
        if let inner { try bind(inner, to: try part(String(index), of: value, range), scope, range) }
      }
      guard let rest else { return }
      if case .list(let values) = value {
        try bind(rest, to: .list(Array(values.dropFirst(elements.count))), scope, range)
      } else {
        try bind(rest, to: value, scope, range)
      }
    }
  }

  private func part(_ name: String, of value: ScriptValue, _ range: SourceRange) throws(Unresolved) -> ScriptValue {
    if case .unresolved = value { return value }
    return try member(name, of: value, range)
  }

  private func remainder(
    of value: ScriptValue, without names: Set<String>, _ range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    guard case .object(var object) = value else { return value }
    try spend(object.keys.count, range)
    for name in names { object[name] = nil }
    return .object(object)
  }

  // MARK: Operators

  func prefix(_ symbol: String, _ value: ScriptValue, _ range: SourceRange) -> ScriptValue {
    switch (symbol, value) {
    case (_, .unresolved): return value
    case ("-", .number(let number)): return .number(-number)
    case ("-", .bigint(let number)) where number != .min: return .bigint(-number)
    case ("+", .number): return value
    case ("!", _): return .boolean(!value.isTrue)
    case ("typeof", _): return .string(typeName(value))
    default:
      return .unresolved(Unresolved(.wrongValue, "'\(symbol)' is not evaluated for \(value.description)", range))
    }
  }

  private func typeName(_ value: ScriptValue) -> String {
    switch value {
    case .undefined: "undefined"
    case .boolean: "boolean"
    case .number: "number"
    case .bigint: "bigint"
    case .string: "string"
    case .function, .builtin: "function"
    case .null, .list, .object, .namespace, .validator, .table, .schema, .unresolved: "object"
    }
  }

  func binary(
    _ first: Expression, _ rest: [(symbol: String, right: Expression)], _ scope: Scope, _ range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    var value = try evaluate(first, scope)
    for (symbol, right) in rest {
      if case .unresolved = value { return value }
      switch symbol {
      case "&&": if !value.isTrue { continue }
      case "||": if value.isTrue { continue }
      case "??": if !value.isMissing { continue }
      default:
        let other = try evaluate(right, scope)
        if case .unresolved = other { return other }
        value = apply(symbol, value, other, range)
        if case .string(let text) = value { try spend(text.utf8.count / 16, range) }
        continue
      }
      value = try evaluate(right, scope)
    }
    return value
  }

  private func apply(
    _ symbol: String, _ left: ScriptValue, _ right: ScriptValue, _ range: SourceRange
  ) -> ScriptValue {
    switch (symbol, left, right) {
    case ("+", .number(let one), .number(let two)): return .number(one + two)
    case ("-", .number(let one), .number(let two)): return .number(one - two)
    case ("*", .number(let one), .number(let two)): return .number(one * two)
    case ("/", .number(let one), .number(let two)): return .number(one / two)
    case ("%", .number(let one), .number(let two)): return .number(one.truncatingRemainder(dividingBy: two))
    case ("<", .number(let one), .number(let two)): return .boolean(one < two)
    case (">", .number(let one), .number(let two)): return .boolean(one > two)
    case ("<=", .number(let one), .number(let two)): return .boolean(one <= two)
    case ("in", .string(let key), .object(let object)) where object.unknownPart == nil:
      return .boolean(object[key] != nil)
    case ("+", .string, _), ("+", _, .string):
      if let one = left.text, let two = right.text { return .string(one + two) }
    case ("===", _, _), ("!==", _, _):
      if let same = areIdentical(left, right) { return .boolean(same == (symbol == "===")) }
    case ("==", _, _), ("!=", _, _):
      let same = left.isMissing && right.isMissing ? true : areIdentical(left, right)
      if let same { return .boolean(same == (symbol == "==")) }
    default: break
    }
    return .unresolved(
      Unresolved(
        .wrongValue, "'\(symbol)' is not evaluated for \(left.description) and \(right.description)", range))
  }

  /// Whether `===` holds; `nil` for values that are compared by identity.
  private func areIdentical(_ left: ScriptValue, _ right: ScriptValue) -> Bool? {
    switch (left, right) {
    case (.undefined, .undefined), (.null, .null): true
    case (.boolean(let one), .boolean(let two)): one == two
    case (.number(let one), .number(let two)): one == two
    case (.bigint(let one), .bigint(let two)): one == two
    case (.string(let one), .string(let two)): one.hasSameBytes(as: two)
    case (.undefined, _), (.null, _), (.boolean, _), (.number, _), (.bigint, _), (.string, _), (_, .undefined),
      (_, .null), (_, .boolean), (_, .number), (_, .bigint), (_, .string):
      false
    case (.list, _), (.object, _), (.function, _), (.builtin, _), (.namespace, _), (.validator, _), (.table, _),
      (.schema, _),
      (.unresolved, _):
      nil
    }
  }
}
