// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite

/// A collection: a table with one document in each row.
///
/// Names are letters, digits and `_` in SQL and in JSON; each other byte is `~` and two digits, so that a name is never
/// read as syntax.
struct Collection {
  private static let lead = "documents_"
  /// The name of the table.
  let table: String

  init(_ name: String) { table = Self.lead + escaped(name) }

  /// The name of the collection that a table has; `nil` for another table.
  static func name(ofTable table: String) -> String? {
    table.hasPrefix(lead) ? unescaped(table.dropFirst(lead.count)) : nil
  }

  func exists(_ connection: Connection) throws -> Bool {
    try connection.number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?", table) > 0
  }

  /// Creates the table unless it exists, with an index on the usual key.
  func create(_ connection: Connection) throws {
    if try exists(connection) { return }
    try connection.run("CREATE TABLE \"\(table)\" (document TEXT NOT NULL)")
    try connection.run("CREATE INDEX \"\(table)_key\" ON \"\(table)\" (\(Member(Column("_id", .int)).value))")
  }
}

/// A member of the documents, in SQL.
struct Member {
  /// The JSON path, as an SQL literal.
  let path: String

  init(_ column: Column) { path = "'$.\"\(escaped(column.name))\"'" }

  /// The value: a number, a text, or JSON for anything else.
  var value: String { "json_extract(document, \(path))" }

  /// The type as SQLite calls it; NULL without a value.
  var type: String { "json_type(document, \(path))" }

  /// The condition that it has a value, or none; the value is bound.
  func equals(_ value: JSONValue?) -> (sql: String, bound: JSONValue?) {
    switch value {
    case nil: ("\(type) IS NULL", nil)
    case .null?: ("\(type) = 'null'", nil)
    case .bool(let flag)?: ("\(type) = '\(flag)'", nil)
    case .int?: ("\(type) = 'integer' AND \(self.value) = ?", value)
    case .double?: ("\(type) = 'real' AND \(self.value) = ?", value)
    case .string(let text)? where text.utf8.contains(0): ("\(type) = 'object' AND \(self.value) = ?", value)
    case .string?: ("\(type) = 'text' AND \(self.value) = ?", value)
    case .bytes?, .object?: ("\(type) = 'object' AND \(self.value) = ?", value)
    case .array?: ("\(type) = 'array' AND \(self.value) = ?", value)
    }
  }
}

private func isPlain(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
}

/// A name of letters, digits, `_` and `~`; equal names in any case differ, although SQLite ignores case.
func escaped(_ name: String) -> String {
  var bytes: [UInt8] = []
  for byte in name.utf8 {
    let isCapital = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
    if isPlain(byte), !isCapital {
      bytes.append(byte)
    } else {
      bytes += Array("~\(hexadecimal([byte]))".utf8)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The name that was escaped.
func unescaped(_ text: Substring) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "~"), rest.count >= 2,
      let number = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
    {
      bytes.append(number)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
