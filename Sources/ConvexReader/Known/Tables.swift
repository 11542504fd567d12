// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// `defineTable`, `defineSchema`, and what is called on their results.
enum TableBuiltins {
  static var defineTable: Builtin {
    Builtin(name: "defineTable") { evaluator, arguments, range throws(Unresolved) in
      try evaluator.spend(1, range)
      return table(of: arguments.first ?? .undefined, range)
    }
  }

  static func table(of value: ScriptValue, _ range: SourceRange) -> ScriptValue {
    switch value {
    case .unresolved: value
    case .validator(let validator): .table(TableValue(validator: validator, range: range))
    default: .table(TableValue(validator: ValidatorBuiltins.fields(of: value, "defineTable", range), range: range))
    }
  }

  static var defineSchema: Builtin {
    Builtin(name: "defineSchema") { _, arguments, range throws(Unresolved) in
      switch arguments.first ?? .undefined {
      case .object(let tables):
        var options = ScriptObject()
        if arguments.count > 1, case .object(let given) = arguments[1] { options = given }
        return .schema(SchemaValue(tables: tables, options: options, range: range))
      case .unresolved(let reason): return .unresolved(reason)
      case let other:
        return .unresolved(
          Unresolved(.notASchema, "defineSchema needs an object of tables, and gets \(other.description)", range))
      }
    }
  }
}

extension Evaluator {
  func member(_ name: String, of table: TableValue, _ range: SourceRange) -> ScriptValue {
    switch name {
    case "validator": return .validator(table.validator)
    case "index", "searchIndex", "vectorIndex":
      return .builtin(
        Builtin(name: name) { evaluator, arguments, range throws(Unresolved) in
          try evaluator.spend(1, range)
          var result = table
          do throws(Unresolved) {
            result.indexes.append(try index(name, arguments, range))
          } catch {
            result.problems.append(error)
          }
          return .table(result)
        })
    default: return .unresolved(Unresolved(.wrongValue, "a table has no '\(name)'", range))
    }
  }

  func member(_ name: String, of schema: SchemaValue, _ range: SourceRange) -> ScriptValue {
    switch name {
    case "tables": .object(schema.tables)
    default: .unresolved(Unresolved(.wrongValue, "a schema has no '\(name)' here", range))
    }
  }
}

/// Reads the arguments of `.index` and the others.
private func index(
  _ function: String, _ arguments: [ScriptValue], _ range: SourceRange
) throws(Unresolved) -> TableValue.IndexValue {
  let name = try IndexArguments.string(arguments.first ?? .undefined, "the name of an index", range)
  let second = arguments.count > 1 ? arguments[1] : .undefined
  if case .unresolved(let reason) = second { throw reason }
  var result = TableValue.IndexValue(
    kind: .index, name: name, fields: [], filters: [], isStaged: false, range: range)
  if function == "index", case .list = second {
    result.fields = try IndexArguments.strings(second, "the fields of an index", range)
    return result
  }
  guard case .object(let options) = second else {
    throw Unresolved(.wrongValue, "the second argument of '\(function)' is \(second.description)", range)
  }
  if let unknown = options.unknownPart { throw unknown }
  if case .boolean(true)? = options["staged"]?.value { result.isStaged = true }
  func option(_ name: String) -> ScriptValue { options[name]?.value ?? .undefined }
  switch function {
  case "index": result.fields = try IndexArguments.strings(option("fields"), "'fields'", range)
  case "searchIndex":
    result.kind = .search
    result.fields = [try IndexArguments.string(option("searchField"), "'searchField'", range)]
  default:
    result.fields = [try IndexArguments.string(option("vectorField"), "'vectorField'", range)]
    let dimensions = option("dimensions")
    if case .unresolved(let reason) = dimensions { throw reason }
    guard case .number(let number) = dimensions, let count = Int(exactly: number) else {
      throw Unresolved(.wrongValue, "'dimensions' is \(dimensions.description), and must be a whole number", range)
    }
    result.kind = .vector(dimensions: count)
  }
  if let filters = options["filterFields"]?.value, !filters.isMissing {
    result.filters = try IndexArguments.strings(filters, "'filterFields'", range)
  }
  return result
}

enum IndexArguments {
  static func string(_ value: ScriptValue, _ what: String, _ range: SourceRange) throws(Unresolved) -> String {
    switch value {
    case .string(let text): return text
    case .unresolved(let reason): throw reason
    default: throw Unresolved(.wrongValue, "\(what) is \(value.description), and must be a string", range)
    }
  }

  static func strings(_ value: ScriptValue, _ what: String, _ range: SourceRange) throws(Unresolved) -> [String] {
    if case .unresolved(let reason) = value { throw reason }
    guard case .list(let values) = value else {
      throw Unresolved(.wrongValue, "\(what) is \(value.description), and must be an array of strings", range)
    }
    var result: [String] = []
    for value in values { result.append(try string(value, "an element of \(what)", range)) }
    return result
  }
}
