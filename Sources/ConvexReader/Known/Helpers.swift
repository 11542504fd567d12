// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The functions of `convex-helpers` that schemas are made with.
enum Helpers {
  typealias Make = (SourceRange) -> ScriptValue

  private static func builtin(
    _ name: String,
    _ call: @escaping (Evaluator, [ScriptValue], SourceRange) throws(Unresolved) -> ScriptValue
  ) -> Make {
    { _ in
      .builtin(
        Builtin(name: name) { evaluator, arguments, range throws(Unresolved) in
          try evaluator.spend(1 + arguments.count, range)
          if let unknown = arguments.first(where: { if case .unresolved = $0 { true } else { false } }) {
            return unknown
          }
          return try call(evaluator, arguments, range)
        })
    }
  }

  static var objects: [String: Make] {
    [
      "omit": builtin("omit") { _, arguments, range throws(Unresolved) in chosen(arguments, isPick: false, range) },
      "pick": builtin("pick") { _, arguments, range throws(Unresolved) in chosen(arguments, isPick: true, range) },
    ]
  }

  /// `omit(object, names)` and `pick(object, names)`.
  private static func chosen(_ arguments: [ScriptValue], isPick: Bool, _ range: SourceRange) -> ScriptValue {
    guard arguments.count > 1, case .object(var object) = arguments[0], case .list(let list) = arguments[1] else {
      return .unresolved(
        Unresolved(.wrongValue, "'\(isPick ? "pick" : "omit")' needs an object and a list of names", range))
    }
    let names = Set(list.compactMap(\.text))
    for key in object.keys where names.contains(key) != isPick { object[key] = nil }
    return .object(object)
  }

  static var server: [String: Make] { ["Table": builtin("Table", table)] }

  /// `Table(name, fields)`: the table, and validators of its documents.
  private static func table(
    _: Evaluator, _ arguments: [ScriptValue], _ range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    guard arguments.count > 1, case .string(let name) = arguments[0], case .object(let fields) = arguments[1] else {
      return .unresolved(Unresolved(.wrongValue, "'Table' needs a name and an object of validators", range))
    }
    let system = systemFields(name, range)
    var all = fields
    all.merge(system)
    let document = ValidatorBuiltins.fields(of: .object(all), "Table", range)
    let union = Validator(.union([document, Validator(.null, range)]), range)
    return .object(
      ScriptObject(
        [
          ("name", .string(name)), ("table", TableBuiltins.table(of: .object(fields), range)),
          ("doc", .validator(document)), ("nullableDoc", .validator(union)), ("withoutSystemFields", .object(fields)),
          ("withSystemFields", .object(all)), ("systemFields", .object(system)),
          ("_id", system["_id"]?.value ?? .undefined),
        ], range))
  }

  private static func systemFields(_ table: String, _ range: SourceRange) -> ScriptObject {
    ScriptObject(
      [
        ("_id", .validator(Validator(.id(table), range))),
        ("_creationTime", .validator(Validator(.float64, range))),
      ], range)
  }

  static var validators: [String: Make] {
    var result = shorthands
    let functions: [String: Make] = [
      "literals": builtin("literals") { _, arguments, range throws(Unresolved) in
        .validator(Validator(.union(arguments.map { ValidatorBuiltins.literal($0, range) }), range))
      },
      "nullable": builtin("nullable") { _, arguments, range throws(Unresolved) in
        let inner = validator(arguments, "nullable", range)
        return .validator(Validator(.union([Validator(.null, range), inner]), range))
      },
      "brandedString": builtin("brandedString") { _, _, range throws(Unresolved) in
        .validator(Validator(.string, range))
      },
      "pretend": builtin("pretend") { _, _, range throws(Unresolved) in .validator(Validator(.any, range).optional()) },
      "pretendRequired": builtin("pretendRequired") { _, arguments, range throws(Unresolved) in
        .validator(validator(arguments, "pretendRequired", range).optional())
      },
      "partial": builtin("partial", partial),
      "systemFields": builtin("systemFields") { _, arguments, range throws(Unresolved) in
        .object(systemFields(arguments.first?.text ?? "", range))
      },
      "withSystemFields": builtin("withSystemFields") { _, arguments, range throws(Unresolved) in
        guard arguments.count > 1, case .object(var fields) = arguments[1] else { return .undefined }
        fields.merge(systemFields(arguments[0].text ?? "", range))
        return .object(fields)
      },
      "deprecated": { .validator(Validator(.any, $0).optional()) },
    ]
    result.merge(functions) { _, function in function }
    return result
  }

  private static func validator(_ arguments: [ScriptValue], _ name: String, _ range: SourceRange) -> Validator {
    ValidatorBuiltins.validator(from: arguments.first ?? .undefined, "'\(name)'", range)
  }

  /// Makes all fields optional: of an object of validators, or of the validator of an object.
  private static func partial(
    _ evaluator: Evaluator, _ arguments: [ScriptValue], _ range: SourceRange
  ) throws(Unresolved) -> ScriptValue {
    switch arguments.first ?? .undefined {
    case .object(let fields):
      var result = ScriptObject()
      for (key, property) in fields.all {
        let validator = ValidatorBuiltins.validator(from: property.value, "'partial'", property.range)
        result[key] = ScriptObject.Property(value: .validator(validator.optional()), range: property.range)
      }
      result.unknownPart = fields.unknownPart
      return .object(result)
    case .validator(let validator):
      return try evaluator.call(evaluator.member("partial", of: validator, range), [], range)
    case let other:
      return .unresolved(
        Unresolved(.wrongValue, "'partial' needs an object of validators, and gets \(other.description)", range))
    }
  }

  /// Validators that look like types.
  private static var shorthands: [String: Make] {
    let kinds: [String: Validator.Kind] = [
      "string": .string, "number": .float64, "float64": .float64, "boolean": .boolean, "bool": .boolean,
      "bigint": .int64, "int64": .int64, "any": .any, "null_": .null, "arrayBuffer": .bytes,
    ]
    var result: [String: Make] = kinds.mapValues { kind in { .validator(Validator(kind, $0)) } }
    for name in ["id", "object", "array", "bytes", "literal", "optional", "union"] {
      result[name] = { range in
        guard case .object(let object) = ValidatorBuiltins.object(range) else { return .undefined }
        return object[name]?.value ?? .undefined
      }
    }
    return result
  }
}
