// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// `v` and its functions.
enum ValidatorBuiltins {
  /// `v`.
  static func object(_ range: SourceRange) -> ScriptValue {
    .object(ScriptObject(names.map { ($0, function($0)) }, range))
  }

  private static let names = [
    "string", "number", "float64", "bigint", "int64", "commitTs", "boolean", "null", "any", "bytes", "id", "literal",
    "array", "object", "union", "record", "optional", "nullable",
  ]

  private static func function(_ name: String) -> ScriptValue {
    .builtin(
      Builtin(name: "v.\(name)") { evaluator, arguments, range throws(Unresolved) in
        try evaluator.spend(1 + arguments.count, range)
        return .validator(validator(name, arguments, range))
      })
  }

  private static func validator(_ name: String, _ arguments: [ScriptValue], _ range: SourceRange) -> Validator {
    let first = arguments.first ?? .undefined
    func inner() -> Validator { validator(from: first, "v.\(name)", range) }
    switch name {
    case "string": return Validator(.string, range)
    case "number", "float64": return Validator(.float64, range)
    case "bigint", "int64", "commitTs": return Validator(.int64, range)
    case "boolean": return Validator(.boolean, range)
    case "null": return Validator(.null, range)
    case "any": return Validator(.any, range)
    case "bytes": return Validator(.bytes, range)
    case "id": return identifier(first, range)
    case "literal": return literal(first, range)
    case "array": return Validator(.array(inner()), range)
    case "object": return fields(of: first, "v.object", range)
    case "union": return Validator(.union(arguments.map { validator(from: $0, "v.union", range) }), range)
    case "record":
      let value = arguments.count > 1 ? arguments[1] : .undefined
      return Validator(.record(inner(), validator(from: value, "v.record", range)), range)
    case "optional": return inner().optional()
    default: return Validator(.union([inner(), Validator(.null, range)]), range)
    }
  }

  private static func identifier(_ value: ScriptValue, _ range: SourceRange) -> Validator {
    switch value {
    case .string(let table): return Validator(.id(table), range)
    case .unresolved(let reason): return Validator(.unresolved(reason), range)
    default:
      return wrong("v.id needs the name of a table, and gets \(value.description)", range)
    }
  }

  static func literal(_ value: ScriptValue, _ range: SourceRange) -> Validator {
    switch value {
    case .string, .number, .bigint, .boolean: return Validator(.literal(value), range)
    case .unresolved(let reason): return Validator(.unresolved(reason), range)
    default:
      return wrong("v.literal needs a string, a number, a bigint or a boolean, and gets \(value.description)", range)
    }
  }

  static func wrong(_ message: String, _ range: SourceRange) -> Validator {
    Validator(.unresolved(Unresolved(.wrongValue, message, range)), range)
  }

  /// Returns a validator, or an unknown one if the value is none.
  static func validator(from value: ScriptValue, _ function: String, _ range: SourceRange) -> Validator {
    switch value {
    case .validator(let validator): return validator
    case .unresolved(let reason): return Validator(.unresolved(reason), range)
    default: return wrong("\(function) needs a validator, and gets \(value.description)", range)
    }
  }

  /// Returns the validator of an object with some fields.
  static func fields(of value: ScriptValue, _ function: String, _ range: SourceRange) -> Validator {
    switch value {
    case .object(let object):
      let fields = object.all.map { key, property in
        Validator.Field(
          name: key, validator: validator(from: property.value, "'\(key)'", property.range), range: property.range)
      }
      return Validator(.object(fields, unknownPart: object.unknownPart), range)
    case .unresolved(let reason): return Validator(.unresolved(reason), range)
    default: return wrong("\(function) needs an object of validators, and gets \(value.description)", range)
    }
  }
}

/// The members of validators.
extension Evaluator {
  func member(_ name: String, of validator: Validator, _ range: SourceRange) -> ScriptValue {
    if case .unresolved(let reason) = validator.kind { return .unresolved(reason) }
    switch (name, validator.kind) {
    case ("kind", _): return validator.kindName.map { .string($0) } ?? .undefined
    case ("isOptional", _): return .string(validator.isOptional ? "optional" : "required")
    case ("isConvexValidator", _): return .boolean(true)
    case ("fields", .object(let fields, let unknown)): return .object(object(fields, unknown, range))
    case ("members", .union(let members)): return .list(members.map { .validator($0) })
    case ("element", .array(let element)): return .validator(element)
    case ("key", .record(let key, _)): return .validator(key)
    case ("value", .record(_, let value)): return .validator(value)
    case ("value", .literal(let value)): return value
    case ("tableName", .id(let table)): return .string(table)
    case ("asOptional", _): return .builtin(constant(validator.optional()))
    case ("asRequired", _): return .builtin(constant(validator.optional(false)))
    case ("omit", .object), ("pick", .object), ("partial", .object), ("required", .object), ("extend", .object):
      return .builtin(change(validator, by: name))
    default:
      return .unresolved(
        Unresolved(.wrongValue, "a validator of kind '\(validator.kindName ?? "")' has no '\(name)'", range))
    }
  }

  private func object(_ fields: [Validator.Field], _ unknown: Unresolved?, _ range: SourceRange) -> ScriptObject {
    var object = ScriptObject()
    for field in fields {
      object[field.name] = ScriptObject.Property(value: .validator(field.validator), range: field.range)
    }
    object.unknownPart = unknown
    return object
  }

  private func constant(_ validator: Validator) -> Builtin {
    Builtin(name: "asOptional") { _, _, _ throws(Unresolved) in .validator(validator) }
  }

  private func change(_ validator: Validator, by name: String) -> Builtin {
    Builtin(name: name) { evaluator, arguments, range throws(Unresolved) in
      guard case .object(var fields, var unknown) = validator.kind else { return .validator(validator) }
      try evaluator.spend(fields.count, range)
      var names: Set<String> = []
      for argument in arguments {
        if case .string(let text) = argument { names.insert(text) }
        if case .unresolved = argument { return argument }
      }
      switch name {
      case "omit": fields.removeAll { names.contains($0.name) }
      case "pick":
        fields.removeAll { !names.contains($0.name) }
        if names.count == fields.count { unknown = nil }
      case "partial", "required":
        for index in fields.indices {
          fields[index].validator = fields[index].validator.optional(name == "partial")
        }
      default:
        let added = ValidatorBuiltins.fields(of: arguments.first ?? .undefined, "extend", range)
        guard case .object(let new, let other) = added.kind else { return .validator(added) }
        var object = evaluator.object(fields, unknown, range)
        object.merge(evaluator.object(new, other, range))
        return .validator(ValidatorBuiltins.fields(of: .object(object), "extend", validator.range))
      }
      var result = validator
      result.kind = .object(fields, unknownPart: unknown)
      return .validator(name == "required" ? result.optional(false) : result)
    }
  }
}
