// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The names that every file of JavaScript has.
enum Globals {
  typealias Make = (SourceRange) -> ScriptValue

  nonisolated static var values: [String: Make] {
    [
      "undefined": { _ in .undefined }, "NaN": { _ in .number(.nan) }, "Infinity": { _ in .number(.infinity) },
      "Object": { .object(ScriptObject(objectFunctions, $0)) },
      "Array": { .object(ScriptObject(arrayFunctions, $0)) },
      "String": { _ in .builtin(text) },
    ]
  }

  private static var text: Builtin {
    Builtin(name: "String") { _, arguments, range throws(Unresolved) in
      let value = arguments.first ?? .string("")
      if case .unresolved = value { return value }
      return value.text.map { .string($0) }
        ?? .unresolved(Unresolved(.wrongValue, "\(value.description) has no text here", range))
    }
  }

  private static var arrayFunctions: [(String, ScriptValue)] {
    [
      (
        "from",
        .builtin(
          Builtin(name: "Array.from") { evaluator, arguments, range throws(Unresolved) in
            let values = arguments.first ?? .undefined
            guard case .list = values, arguments.count > 1 else { return values }
            return try evaluator.call(try evaluator.member("map", of: values, range), [arguments[1]], range)
          })
      ),
      (
        "isArray",
        .builtin(
          Builtin(name: "Array.isArray") { _, arguments, _ throws(Unresolved) in
            if case .list? = arguments.first { return .boolean(true) }
            return .boolean(false)
          })
      ),
    ]
  }

  private static var objectFunctions: [(String, ScriptValue)] {
    ["keys", "values", "entries", "fromEntries", "assign", "freeze", "seal"].map { name in
      (
        name,
        .builtin(
          Builtin(name: "Object.\(name)") { evaluator, arguments, range throws(Unresolved) in
            try objectFunction(name, evaluator, arguments, range)
          })
      )
    }
  }

  private static func objectFunction(
    _ name: String, _ evaluator: Evaluator, _ arguments: [ScriptValue], _ range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    let first = arguments.first ?? .undefined
    if case .unresolved = first { return first }
    switch name {
    case "freeze", "seal": return first
    case "fromEntries": return try fromEntries(first, evaluator, range)
    case "assign":
      var result = ScriptObject()
      for argument in arguments {
        if case .unresolved = argument { return argument }
        guard case .object(let object) = argument else { continue }
        try evaluator.spend(object.keys.count, range)
        result.merge(object)
      }
      return .object(result)
    default: break
    }
    let object: ScriptObject
    switch first {
    case .object(let known): object = known
    case .namespace(let source): object = try evaluator.exports(of: source, range)
    case .list(let values):
      object = ScriptObject(values.enumerated().map { (String($0.offset), $0.element) }, range)
    case .undefined, .null, .boolean, .number, .bigint, .string, .function, .builtin, .validator, .table, .schema,
      .unresolved:
      return .unresolved(Unresolved(.wrongValue, "'Object.\(name)' is not evaluated for \(first.description)", range))
    }
    if let unknown = object.unknownPart { return .unresolved(unknown) }
    try evaluator.spend(object.keys.count, range)
    switch name {
    case "keys": return .list(object.keys.map { .string($0) })
    case "values": return .list(object.all.map(\.property.value))
    default: return .list(object.all.map { .list([.string($0.key), $0.property.value]) })
    }
  }

  private static func fromEntries(
    _ value: ScriptValue, _ evaluator: Evaluator, _ range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    guard case .list(let entries) = value else {
      return .unresolved(
        Unresolved(.wrongValue, "'Object.fromEntries' needs a list of pairs, and gets \(value.description)", range))
    }
    var result = ScriptObject()
    try evaluator.spend(entries.count, range)
    for entry in entries {
      if case .unresolved = entry { return entry }
      guard case .list(let pair) = entry, let key = pair.first?.text else {
        return .unresolved(Unresolved(.wrongValue, "an entry of 'Object.fromEntries' is no pair", range))
      }
      result[key] = ScriptObject.Property(value: pair.count > 1 ? pair[1] : .undefined, range: range)
    }
    return .object(result)
  }
}
