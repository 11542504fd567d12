// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import TestSupport

@testable import MigrationSQL

extension Storage {
  /// A value as it stands in a column of the type, as a literal of SQL: written against the encoding table alone.
  func sql(_ value: Value, _ type: ValueType, stored: StoredForm? = nil) -> String {
    if value == .absent { return "NULL" }
    let form = form(of: type, stored: stored)
    if form == .jsonText { return json(value).sqlLiteral }
    switch value {
    case .literal(let literal): return literal.sql
    case .bytes(let bytes): return "X'" + bytes.map(hexadecimal).joined() + "'"
    case .timestamp(let microseconds):
      let text = instantText(microseconds)
      return form == .integer
        ? String(microseconds) : (text.prefix(10) + " " + text.dropFirst(11).dropLast()).sqlLiteral
    case .uuid(let text): return form == .blob ? "X'" + text.filter { $0 != "-" } + "'" : text.sqlLiteral
    case .date(let days): return dayText(Int64(days)).sqlLiteral
    case .decimal(let text): return text.sqlLiteral
    case .reference(let table, let row): return key(of: table, row)
    case .absent, .null, .array, .map, .anything: return "NULL"
    }
  }

  /// A value as the runtime writes it inside JSON.
  func json(_ value: Value) -> String {
    switch value {
    case .absent, .null: return "null"
    case .literal(let literal): return literal.jsonText
    case .bytes(let bytes): return base64(bytes).jsonLiteral
    case .timestamp(let microseconds): return instantText(microseconds).jsonLiteral
    case .date(let days): return dayText(Int64(days)).jsonLiteral
    case .uuid(let text), .decimal(let text): return text.jsonLiteral
    case .reference(let table, let row):
      let key = key(of: table, row, isJSON: true)
      return key.hasPrefix("'") ? String(key.dropFirst().dropLast()).jsonLiteral : key
    case .array(let values): return "[" + values.map(json).joined(separator: ",") + "]"
    case .map(let entries):
      let members = entries.map { "\(name(of: $0.key).jsonLiteral):\(json($0.value))" }
      return "{" + members.joined(separator: ",") + "}"
    case .anything: return #"{"any":[null,{"thing":1}]}"#
    }
  }

  private func name(of key: Value) -> String {
    switch key {
    case .literal(.string(let text)): text
    case .literal(let literal): literal.jsonText
    case .uuid(let text): text
    case .reference(let table, let row): self.key(of: table, row, isJSON: true).filter { $0 != "'" }
    case .absent, .null, .bytes, .timestamp, .date, .decimal, .array, .map, .anything: "?"
    }
  }

  /// The key of a row by its number, in the form of that table's key.
  private func key(of table: TableName, _ row: Int64, isJSON: Bool = false) -> String {
    switch columnScalar(of: .reference(table)) {
    case .string: "'key \(row)'"
    case .uuid: "'\(uuidText(Int(row)))'"
    case .date: "'\(dayText(row))'"
    case .timestamp where isJSON: "'\(instantText(row))'"
    case .int, .timestamp, .double, .bool, .bytes, .decimal, .null, nil: String(row)
    }
  }
}

private func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

private func base64(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  var text = ""
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    for place in 0..<4 { text.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : "=") }
  }
  return text
}
