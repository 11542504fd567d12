// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A value of an evaluated expression.
indirect enum ScriptValue {
  case undefined
  case null
  case boolean(Bool)
  case number(Double)
  case bigint(Int64)
  case string(String)
  case list([ScriptValue])
  case object(ScriptObject)
  case function(ScriptFunction)
  case builtin(Builtin)
  /// All exports of a file or package.
  case namespace(ModuleSource)
  case validator(Validator)
  case table(TableValue)
  case schema(SchemaValue)
  case unresolved(Unresolved)
}

/// An object: its properties in the order in which they were first written.
struct ScriptObject {
  private(set) var keys: [String] = []
  private var properties: [String: Property] = [:]
  /// A part that was spread in and is not known: any name may be in it.
  var unknownPart: Unresolved?

  struct Property {
    var value: ScriptValue
    /// The position of the name.
    var range: SourceRange
  }

  init() {}

  init(_ properties: [(String, ScriptValue)], _ range: SourceRange) {
    for (key, value) in properties { self[key] = Property(value: value, range: range) }
  }

  subscript(key: String) -> Property? {
    get { properties[key] }
    set {
      if let newValue {
        if properties.updateValue(newValue, forKey: key) == nil { keys.append(key) }
      } else if properties.removeValue(forKey: key) != nil {
        keys.removeAll { $0 == key }
      }
    }
  }

  /// The properties, in order.
  var all: [(key: String, property: Property)] {
    keys.compactMap { key in properties[key].map { (key, $0) } }
  }

  /// Adds the properties of another object, which replace those of the same name.
  mutating func merge(_ other: ScriptObject) {
    for (key, property) in other.all { self[key] = property }
    if unknownPart == nil { unknownPart = other.unknownPart }
  }
}

/// A function of a file.
struct ScriptFunction {
  var syntax: FunctionSyntax
  var scope: Scope
}

/// A function of Convex, of JavaScript or of a helper package.
struct Builtin {
  var name: String
  var call: (Evaluator, [ScriptValue], SourceRange) throws(Unresolved) -> ScriptValue
}

/// The values of names inside a function, or in a file.
final class Scope {
  let parent: Scope?
  let module: ScriptModule
  var values: [String: ScriptValue] = [:]

  init(_ module: ScriptModule, in parent: Scope? = nil) {
    self.module = module
    self.parent = parent
  }

  func value(_ name: String) -> ScriptValue? {
    var scope: Scope? = self
    while let current = scope {
      if let value = current.values[name] { return value }
      scope = current.parent
    }
    return nil
  }
}

/// `v.string()` and the others, as Convex builds them.
struct Validator {
  indirect enum Kind {
    case any, null, boolean, float64, int64, string, bytes
    case id(String)
    case literal(ScriptValue)
    case array(Validator)
    case record(Validator, Validator)
    /// The unknown part: fields that were spread in and are not known.
    case object([Field], unknownPart: Unresolved?)
    case union([Validator])
    case unresolved(Unresolved)
  }

  struct Field {
    var name: String
    var validator: Validator
    /// The position of the name.
    var range: SourceRange
  }

  var kind: Kind
  var isOptional = false
  var range: SourceRange

  init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  func optional(_ isOptional: Bool = true) -> Validator {
    var result = self
    result.isOptional = isOptional
    return result
  }

  /// The value of `.kind`.
  var kindName: String? {
    switch kind {
    case .any: "any"
    case .null: "null"
    case .boolean: "boolean"
    case .float64: "float64"
    case .int64: "int64"
    case .string: "string"
    case .bytes: "bytes"
    case .id: "id"
    case .literal: "literal"
    case .array: "array"
    case .record: "record"
    case .object: "object"
    case .union: "union"
    case .unresolved: nil
    }
  }
}

/// `defineTable(…)` with its indexes.
struct TableValue {
  struct IndexValue {
    var kind: Index.Kind
    var name: String
    var fields: [String]
    var filters: [String]
    var isStaged: Bool
    var range: SourceRange
  }

  var validator: Validator
  var indexes: [IndexValue] = []
  /// Indexes that are not known.
  var problems: [Unresolved] = []
  var range: SourceRange
}

/// `defineSchema(…)`.
struct SchemaValue {
  var tables: ScriptObject
  var options: ScriptObject
  var range: SourceRange
}

extension ScriptValue {
  /// What it is, in messages.
  var description: String {
    switch self {
    case .undefined: "undefined"
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .bigint: "a bigint"
    case .string: "a string"
    case .list: "an array"
    case .object: "an object"
    case .function, .builtin: "a function"
    case .namespace: "a module"
    case .validator: "a validator"
    case .table: "a table"
    case .schema: "a schema"
    case .unresolved: "an unknown value"
    }
  }

  /// The text in a template or a name of a property; `nil` for values without a plain one.
  var text: String? {
    switch self {
    case .undefined: "undefined"
    case .null: "null"
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let number): number.scriptText
    case .bigint(let number): String(number)
    case .string(let text): text
    case .list, .object, .function, .builtin, .namespace, .validator, .table, .schema, .unresolved: nil
    }
  }

  /// Whether a condition holds.
  var isTrue: Bool {
    switch self {
    case .undefined, .null: false
    case .boolean(let flag): flag
    case .number(let number): number != 0 && !number.isNaN
    case .bigint(let number): number != 0
    case .string(let text): !text.isEmpty
    case .list, .object, .function, .builtin, .namespace, .validator, .table, .schema, .unresolved: true
    }
  }

  var isMissing: Bool {
    switch self {
    case .undefined, .null: true
    case .boolean, .number, .bigint, .string, .list, .object, .function, .builtin, .namespace, .validator, .table,
      .schema,
      .unresolved:
      false
    }
  }
}
