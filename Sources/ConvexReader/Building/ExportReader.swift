// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Reads the JSON that `schema.export()` of Convex returns.
///
///     {"tables": [{"tableName": "users", "indexes": [], "searchIndexes": [], "vectorIndexes": [],
///       "documentType": {"type": "object", "value": {"name": {"fieldType": {"type": "string"}, "optional": false}}}}],
///      "schemaValidation": true}
struct ExportReader {
  private let start: SourceRange

  init(start: SourceRange) { self.start = start }

  func schema(_ value: ScriptValue) throws(Unresolved) -> SchemaValue {
    guard case .object(let document) = value, case .list(let list)? = document["tables"]?.value else {
      throw problem("this is no schema that Convex exported: it is an object with 'tables'", start)
    }
    let range = document["tables"]?.range ?? start
    var tables = ScriptObject()
    for item in list {
      let table = try object(item, "an element of 'tables'", range)
      let name = try text("tableName", of: table, range)
      let position = table["tableName"]?.range ?? range
      if tables[name] != nil { throw problem("the table '\(name)' is in this file twice", position) }
      tables[name] = ScriptObject.Property(value: .table(try self.table(table, position)), range: position)
    }
    var options = ScriptObject()
    options["schemaValidation"] = document["schemaValidation"]
    return SchemaValue(tables: tables, options: options, range: start)
  }

  private func table(_ table: ScriptObject, _ range: SourceRange) throws(Unresolved) -> TableValue {
    guard let type = table["documentType"] else { throw problem("'documentType' is missing", range) }
    // A table without a type accepts every document.
    var result = TableValue(
      validator: type.value.isMissing ? Validator(.any, type.range) : try validator(type.value, type.range),
      range: range)
    for (key, isStaged) in [("indexes", false), ("stagedDbIndexes", true)] {
      for (index, range) in try objects(key, of: table) {
        result.indexes.append(
          TableValue.IndexValue(
            kind: .index, name: try text("indexDescriptor", of: index, range),
            fields: try texts("fields", of: index, range), filters: [], isStaged: isStaged, range: range))
      }
    }
    for (key, isStaged) in [("searchIndexes", false), ("stagedSearchIndexes", true)] {
      for (index, range) in try objects(key, of: table) {
        result.indexes.append(
          TableValue.IndexValue(
            kind: .search, name: try text("indexDescriptor", of: index, range),
            fields: [try text("searchField", of: index, range)],
            filters: try texts("filterFields", of: index, range), isStaged: isStaged, range: range))
      }
    }
    for (key, isStaged) in [("vectorIndexes", false), ("stagedVectorIndexes", true)] {
      for (index, range) in try objects(key, of: table) {
        guard case .number(let number)? = index["dimensions"]?.value, let dimensions = Int(exactly: number) else {
          throw problem("'dimensions' must be a whole number", index["dimensions"]?.range ?? range)
        }
        result.indexes.append(
          TableValue.IndexValue(
            kind: .vector(dimensions: dimensions), name: try text("indexDescriptor", of: index, range),
            fields: [try text("vectorField", of: index, range)],
            filters: try texts("filterFields", of: index, range), isStaged: isStaged, range: range))
      }
    }
    return result
  }

  private let plain: [String: Validator.Kind] = [
    "null": .null, "number": .float64, "float64": .float64, "bigint": .int64, "int64": .int64, "boolean": .boolean,
    "string": .string, "bytes": .bytes, "any": .any,
  ]

  private func validator(_ value: ScriptValue, _ range: SourceRange) throws(Unresolved) -> Validator {
    let object = try object(value, "a type", range)
    let name = try text("type", of: object, range)
    let range = object["type"]?.range ?? range
    if let kind = plain[name] { return Validator(kind, range) }
    switch name {
    case "id": return Validator(.id(try text("tableName", of: object, range)), range)
    case "literal": return Validator(.literal(try literal(object["value"], range)), range)
    case "array": return Validator(.array(try inner("value", of: object, range)), range)
    case "union":
      guard case .list(let list)? = object["value"]?.value else { throw problem("'value' must be an array", range) }
      var members: [Validator] = []
      for item in list { members.append(try validator(item, range)) }
      return Validator(.union(members), range)
    case "object":
      guard case .object(let fields)? = object["value"]?.value else {
        throw problem("'value' must be an object", range)
      }
      var result: [Validator.Field] = []
      for (key, property) in fields.all {
        result.append(
          Validator.Field(name: key, validator: try field(property.value, property.range), range: property.range))
      }
      return Validator(.object(result, unknownPart: nil), range)
    case "record":
      guard let values = object["values"] else { throw problem("'values' is missing", range) }
      return Validator(.record(try inner("keys", of: object, range), try field(values.value, values.range)), range)
    default: throw problem("the type '\(name)' is not known", range)
    }
  }

  private func inner(_ key: String, of object: ScriptObject, _ range: SourceRange) throws(Unresolved) -> Validator {
    guard let property = object[key] else { throw problem("'\(key)' is missing", range) }
    return try validator(property.value, property.range)
  }

  /// A type with `optional`.
  private func field(_ value: ScriptValue, _ range: SourceRange) throws(Unresolved) -> Validator {
    let object = try object(value, "a field", range)
    let type = try inner("fieldType", of: object, range)
    if case .boolean(true)? = object["optional"]?.value { return type.optional() }
    return type
  }

  private func literal(_ property: ScriptObject.Property?, _ range: SourceRange) throws(Unresolved) -> ScriptValue {
    switch property?.value {
    case .object(let encoded)?:
      if case .string(let text)? = encoded["$integer"]?.value, let bits = Base64.integer(text) {
        return .bigint(Int64(bitPattern: bits))
      }
      if case .string(let text)? = encoded["$float"]?.value, let bits = Base64.integer(text) {
        return .number(Double(bitPattern: bits))
      }
      throw problem("this literal is not known", property?.range ?? range)
    case let value?: return value
    case nil: throw problem("'value' is missing", range)
    }
  }

  // MARK: Parts

  private func problem(_ message: String, _ range: SourceRange) -> Unresolved {
    Unresolved(.exportFormat, message, range)
  }

  private func object(_ value: ScriptValue, _ what: String, _ range: SourceRange) throws(Unresolved) -> ScriptObject {
    guard case .object(let object) = value else { throw problem("\(what) must be an object", range) }
    return object
  }

  private func text(_ key: String, of object: ScriptObject, _ range: SourceRange) throws(Unresolved) -> String {
    guard case .string(let text)? = object[key]?.value else {
      throw problem("'\(key)' must be a string", object[key]?.range ?? range)
    }
    return text
  }

  private func texts(_ key: String, of object: ScriptObject, _ range: SourceRange) throws(Unresolved) -> [String] {
    guard let property = object[key] else { return [] }
    guard case .list(let list) = property.value else { throw problem("'\(key)' must be an array", property.range) }
    var result: [String] = []
    for item in list {
      guard case .string(let text) = item else { throw problem("'\(key)' has names only", property.range) }
      result.append(text)
    }
    return result
  }

  private func objects(
    _ key: String, of object: ScriptObject
  ) throws(Unresolved) -> [(ScriptObject, SourceRange)] {
    guard let property = object[key], !property.value.isMissing else { return [] }
    guard case .list(let list) = property.value else { throw problem("'\(key)' must be an array", property.range) }
    var result: [(ScriptObject, SourceRange)] = []
    for item in list {
      let index = try self.object(item, "an element of '\(key)'", property.range)
      result.append((index, index["indexDescriptor"]?.range ?? property.range))
    }
    return result
  }
}

enum Base64 {
  /// Decodes eight bytes, the lowest first.
  static func integer(_ text: String) -> UInt64? {
    var bits: UInt64 = 0
    var bytes: [UInt8] = []
    var count = 0
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      guard let digit = alphabet.firstIndex(of: byte) else { return nil }
      bits = (bits << 6 | UInt64(digit)) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(count)))
      }
      if bytes.count > 8 { return nil }
    }
    guard bytes.count == 8 else { return nil }
    return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
