// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Evaluates expressions of TypeScript without effects, each only where its value is needed.
///
/// A value that cannot be computed is `unresolved` and does no harm where it is not used. An `Unresolved` is thrown only
/// when the budget is used up.
final class Evaluator {
  let modules: ModuleStore
  /// Remarks on what was read, such as tables of a package that is not installed.
  var notes: [Diagnostic] = []
  /// The packages whose functions are known.
  let packages = Packages.exports
  private let globals = Globals.values
  private var stepsLeft: Int
  private var depth = 0
  /// The calls and nested expressions that are evaluated at the same time.
  private static let deepest = 400

  init(_ modules: ModuleStore, budget: Int) {
    self.modules = modules
    stepsLeft = budget
  }

  /// Counts work; throws when there was too much of it.
  func spend(_ steps: Int, _ range: SourceRange) throws(Unresolved) {
    stepsLeft -= steps
    if stepsLeft < 0 {
      throw Unresolved(.tooMuch, "this schema takes too many steps to evaluate; write its parts out", range)
    }
  }

  func evaluate(_ expression: Expression, _ scope: Scope) throws(Unresolved) -> ScriptValue {
    let range = scope.module.range(expression.range)
    try spend(1, range)
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest {
      throw Unresolved(.tooMuch, "the calls of this schema nest too deeply to be evaluated", range)
    }
    switch expression.kind {
    case .word(let name): return try value(of: name, scope, range)
    case .string(let text): return .string(text)
    case .number(let number): return .number(number)
    case .bigint(let number): return .bigint(number)
    case .boolean(let flag): return .boolean(flag)
    case .null: return .null
    case .template(let texts, let values): return try template(texts, values, scope)
    case .array(let elements): return try list(elements, scope)
    case .object(let members): return try object(members, scope)
    case .function(let syntax): return .function(ScriptFunction(syntax: syntax, scope: scope))
    case .chain(let base, let suffixes): return try chain(base, suffixes, scope)
    case .prefix(let symbol, let inner): return prefix(symbol, try evaluate(inner, scope), range)
    case .binary(let first, let rest): return try binary(first, rest, scope, range)
    case .choice(let condition, let then, let otherwise):
      let condition = try evaluate(condition, scope)
      if case .unresolved = condition { return condition }
      return try evaluate(condition.isTrue ? then : otherwise, scope)
    case .unsupported(let what):
      return .unresolved(
        Unresolved(.notEvaluated, "\(what) is not evaluated; write the value that it has here", range))
    }
  }

  private func value(of name: String, _ scope: Scope, _ range: SourceRange) throws(Unresolved) -> ScriptValue {
    if let local = scope.value(name) { return local }
    if let value = try value(of: name, in: scope.module, usedAt: range) { return value }
    if let global = globals[name] { return global(range) }
    let message =
      name == "process"
      ? "the value of 'process' is not known before the code runs; a schema must not depend on it"
      : "'\(name)' is not declared in this file"
    return .unresolved(Unresolved(name == "process" ? .notEvaluated : .unknownName, message, range))
  }

  private func template(
    _ texts: [String], _ values: [Expression], _ scope: Scope
  ) throws(Unresolved) -> ScriptValue {
    var result = texts.first ?? ""
    for (index, expression) in values.enumerated() {
      let value = try evaluate(expression, scope)
      if case .unresolved = value { return value }
      let range = scope.module.range(expression.range)
      guard let text = value.text else {
        return .unresolved(Unresolved(.wrongValue, "\(value.description) has no text here", range))
      }
      try spend(text.utf8.count / 16, range)
      result += text + (index + 1 < texts.count ? texts[index + 1] : "")
    }
    return .string(result)
  }

  /// Evaluates elements or arguments; an unknown part that is spread in makes the whole list unknown.
  func list(_ elements: [Expression.Element], _ scope: Scope) throws(Unresolved) -> ScriptValue {
    var result: [ScriptValue] = []
    for element in elements {
      let value = try evaluate(element.value, scope)
      guard element.isSpread else {
        result.append(value)
        continue
      }
      let range = scope.module.range(element.value.range)
      switch value {
      case .list(let values):
        try spend(values.count, range)
        result += values
      case .unresolved: return value
      case .string(let text): result += text.map { .string(String($0)) }
      case .undefined, .null, .boolean, .number, .bigint, .object, .function, .builtin, .namespace, .validator, .table,
        .schema:
        return .unresolved(Unresolved(.wrongValue, "\(value.description) cannot be spread into a list", range))
      }
    }
    return .list(result)
  }

  private func object(_ members: [Expression.Member], _ scope: Scope) throws(Unresolved) -> ScriptValue {
    var result = ScriptObject()
    for member in members {
      switch member {
      case .spread(let expression, let range):
        let value = try evaluate(expression, scope)
        try merge(value, into: &result, scope.module.range(range))
      case .property(let key, let expression):
        let range = scope.module.range(key.range)
        guard let name = try name(of: key, scope, &result) else { continue }
        result[name] = ScriptObject.Property(value: try evaluate(expression, scope), range: range)
      case .accessor(let key):
        let range = scope.module.range(key.range)
        guard let name = try name(of: key, scope, &result) else { continue }
        result[name] = ScriptObject.Property(
          value: .unresolved(Unresolved(.notEvaluated, "an accessor is not evaluated; write a plain property", range)),
          range: range)
      }
    }
    return .object(result)
  }

  private func merge(_ value: ScriptValue, into object: inout ScriptObject, _ range: SourceRange) throws(Unresolved) {
    switch value {
    case .object(let other):
      try spend(other.keys.count, range)
      object.merge(other)
    case .namespace(let source):
      try spend(64, range)
      object.merge(try exports(of: source, range))
    case .list(let values):
      for (index, value) in values.enumerated() {
        object[String(index)] = ScriptObject.Property(value: value, range: range)
      }
    case .undefined, .null, .boolean, .number, .bigint: break
    case .unresolved(let reason): object.unknownPart = object.unknownPart ?? reason
    case .string, .function, .builtin, .validator, .table, .schema:
      let reason = Unresolved(.wrongValue, "\(value.description) cannot be spread into an object", range)
      object.unknownPart = object.unknownPart ?? reason
    }
  }

  /// Returns the name of a property; `nil`, and an unknown part, if it cannot be computed.
  private func name(
    of key: Expression.Key, _ scope: Scope, _ object: inout ScriptObject
  ) throws(Unresolved) -> String? {
    switch key.name {
    case .fixed(let text): return text
    case .computed(let expression):
      let value = try evaluate(expression, scope)
      if let text = value.text { return text }
      var reason = Unresolved(
        .wrongValue, "\(value.description) is no name of a property", scope.module.range(key.range))
      if case .unresolved(let known) = value { reason = known }
      object.unknownPart = object.unknownPart ?? reason
      return nil
    }
  }

  private func chain(
    _ base: Expression, _ suffixes: [Expression.Suffix], _ scope: Scope
  ) throws(Unresolved) -> ScriptValue {
    var value = try evaluate(base, scope)
    for (number, suffix) in suffixes.enumerated() {
      // Everything after an unknown value is unknown for the same reason.
      if case .unresolved = value { return value }
      if suffix.isOptional, value.isMissing { return .undefined }
      // `.index(…)` after a table is positioned at its name, `v.string()` at its beginning.
      let start = number >= 2 ? suffixes[number - 1].range.lowerBound : base.range.lowerBound
      let range = scope.module.range(start..<suffix.range.upperBound)
      try spend(1, range)
      switch suffix {
      case .member(let name, let own, _): value = try member(name, of: value, scope.module.range(own))
      case .index(let expression, let own, _):
        let key = try evaluate(expression, scope)
        if case .unresolved = key { return key }
        guard let name = key.text else {
          return .unresolved(Unresolved(.wrongValue, "\(key.description) is no index", scope.module.range(own)))
        }
        value = try member(name, of: value, scope.module.range(own))
      case .call(let arguments, _, _):
        guard case .list(let values) = try list(arguments, scope) else {
          return try list(arguments, scope)
        }
        value = try call(value, values, range)
      }
    }
    return value
  }

  func call(_ function: ScriptValue, _ arguments: [ScriptValue], _ range: SourceRange) throws(Unresolved) -> ScriptValue
  {
    try spend(1, range)
    switch function {
    case .builtin(let builtin): return try builtin.call(self, arguments, range)
    case .function(let function): return try call(function, arguments, range)
    case .unresolved: return function
    case .undefined, .null, .boolean, .number, .bigint, .string, .list, .object, .namespace, .validator, .table,
      .schema:
      return .unresolved(Unresolved(.wrongValue, "\(function.description) is called like a function here", range))
    }
  }
}
