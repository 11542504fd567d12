// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport

/// The value of one column of one row in a SQLite database.
enum Cell: Hashable, CustomStringConvertible {
  case null
  case integer(Int64)
  case real(Double)
  case text([UInt8])
  case blob([UInt8])
  /// JSON by its meaning: the order of members does not count, while 1 and 1.0 differ.
  case json(JSONColumnMapping)

  /// A literal of SQL.
  var sql: String {
    switch self {
    case .null: "NULL"
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .text(let bytes): "CAST(X'\(hex(bytes))' AS TEXT)"
    case .blob(let bytes): "X'\(hex(bytes))'"
    case .json(let value): "CAST(X'\(hex(Array(value.text.utf8)))' AS TEXT)"
    }
  }

  /// For people.
  var description: String {
    switch self {
    case .null: "NULL"
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .text(let bytes): "'\(String(decoding: bytes, as: UTF8.self).prefix(200))'"
    case .blob(let bytes): "X'\(hex(bytes).prefix(80))'"
    case .json(let value): String(value.text.prefix(200))
    }
  }

  private func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02X", $0) }.joined() }
}

/// JSON as these tests write and compare it, apart from the runtime's own.
indirect enum JSONColumnMapping: Hashable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string([UInt8])
  case array([JSONColumnMapping])
  case object([[UInt8]: JSONColumnMapping])

  var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .string(let bytes): Self.quoted(bytes)
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        .map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
    }
  }

  var runtime: JSONValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .string(let bytes): .string(String(decoding: bytes, as: UTF8.self))
    case .array(let values): .array(values.map(\.runtime))
    case .object(let members):
      .object(
        JSONObject(
          members.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { (String(decoding: $0.key, as: UTF8.self), $0.value.runtime) }))
    }
  }

  private static func quoted(_ bytes: [UInt8]) -> String {
    var text = "\""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case _ where scalar.value < 32: text += "\\u" + String(format: "%04x", scalar.value)
      case _: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

/// How the values of one schema are stored in a SQLite database: the encoding table of the language's documentation.
struct Encoding {
  let schema: Schema
  let storage: Storage
  /// The key of each row of tables with a key of one column.
  private var keys: [TableName: [Value]] = [:]

  /// - Parameter plan: Whose other schemas call the same rows otherwise.
  init(_ schema: Schema, _ rows: TableRows, under plan: Plan) {
    self.schema = schema
    storage = Storage(of: schema)
    let moved = plan.movedTables
    let others = plan.deploys.reversed().map(\.schema) + [plan.base]
    for table in schema.tables + others.flatMap(\.tables) where keys[table.name] == nil {
      guard let stored = rows[table.storedName] ?? moved[table.storedName].flatMap({ rows[$0] }) else { continue }
      let key = table.keyFields.first
      keys[table.name] = stored.indices.map { number in
        key.flatMap { stored[number][$0.storedName] } ?? .literal(.int(Int64(number) + 1))
      }
    }
  }

  /// Returns the value of a field's column.
  func cell(_ value: Value, _ field: Field) -> Cell {
    let value = resolved(value)
    switch storage.form(of: field) {
    case .jsonText: return value == .absent ? .null : .json(json(value))
    case .text, .integer, .real, .blob: return cell(of: value, storage.form(of: field))
    case .boolean, .bigint, .doublePrecision, .numeric, .timestamptz, .date, .uuid, .bytea, .jsonb, .json, .timestamp,
      .bounded, .enumeration, .array, .document:
      preconditionFailure("not a form of SQLite")
    }
  }

  /// Returns the value of the single column of a table with variants.
  func wholeRow(_ value: Value) -> Cell { .json(json(value)) }

  /// A value as the runtime hands it to a function.
  func runtime(_ value: Value) -> JSONValue? {
    let value = resolved(value)
    if value == .absent { return nil }
    if case .bytes(let bytes) = value { return .bytes(Data(bytes)) }
    return json(value).runtime
  }

  private func cell(of value: Value, _ form: ColumnForm) -> Cell {
    switch value {
    case .absent: .null
    case .literal(.int(let number)): .integer(number)
    case .literal(.double(let number)): .real(number)
    case .literal(.bool(let flag)): .integer(flag ? 1 : 0)
    case .literal(.string(let text)), .decimal(let text): .text(Array(text.utf8))
    case .uuid(let text):
      form == .blob ? .blob(text.filter { $0 != "-" }.hexBytes) : .text(Array(text.utf8))
    case .bytes(let bytes): .blob(bytes)
    case .date(let day): .text(Array(dayText(Int64(day)).utf8))
    case .timestamp(let count):
      form == .text ? .text(Array(columnText(ofInstant: count).utf8)) : .integer(count)
    case .null, .array, .map, .anything, .reference: .json(json(value))
    }
  }

  func json(_ value: Value) -> JSONColumnMapping {
    switch value {
    case .absent, .null: .null
    case .literal(.int(let number)): .int(number)
    case .literal(.double(let number)): .double(number)
    case .literal(.bool(let flag)): .bool(flag)
    case .literal(.string(let text)), .decimal(let text), .uuid(let text): .string(Array(text.utf8))
    case .bytes(let bytes): .string(Array(Data(bytes).base64EncodedString().utf8))
    case .date(let day): .string(Array(dayText(Int64(day)).utf8))
    case .timestamp(let count): .string(Array(instantText(count).utf8))
    case .reference: json(resolved(value))
    case .array(let values): .array(values.map(json))
    case .map(let entries):
      .object(Dictionary(entries.map { (recordKey($0.key), json($0.value)) }) { first, _ in first })
    case .anything: .string(Array("anything".utf8))
    }
  }

  private func recordKey(_ key: Value) -> [UInt8] {
    switch json(key) {
    case .string(let bytes): bytes
    case .int(let number): Array("\(number)".utf8)
    case .null, .bool, .double, .array, .object: []
    }
  }

  /// A reference as the key that it holds.
  func resolved(_ value: Value) -> Value {
    var value = value
    while case .reference(let table, let number) = value {
      guard let keys = keys[table], keys.indices.contains(Int(number)), keys[Int(number)] != value else {
        return .literal(.string("no row \(number) of \(table)"))
      }
      value = keys[Int(number)]
    }
    return value
  }
}

extension String {
  fileprivate var hexBytes: [UInt8] {
    var bytes: [UInt8] = []
    var rest = self[...]
    while !rest.isEmpty {
      bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}
