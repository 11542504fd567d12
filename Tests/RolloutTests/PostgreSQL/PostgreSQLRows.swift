// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import TestSupport

@testable import MigrationSQL

extension Encoding {
  /// A value of a column as a literal of PostgreSQL.
  func postgresql(_ value: Value, _ field: Field) -> String {
    let value = resolved(value)
    if value == .absent { return "NULL" }
    if storage.form(of: field).isJSON { return json(value).text.sqlText }
    if case .array(let elements) = value, case .array = storage.form(of: field) {
      let texts = elements.map { postgresql(scalar: $0) }.joined(separator: ", ")
      return "ARRAY[\(texts)]::\(storage.form(of: field).postgresqlType)"
    }
    return postgresql(scalar: value)
  }

  private func postgresql(scalar value: Value) -> String {
    switch value {
    case .absent, .null: "NULL"
    case .literal(.int(let number)): "\(number)"
    case .literal(.double(let number)): "'\(number)'"
    case .literal(.bool(let flag)): "\(flag)"
    case .literal(.string(let text)), .decimal(let text), .uuid(let text): text.sqlText
    case .bytes(let bytes): "'\\x\(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())'"
    case .date(let day): "'\(dayText(Int64(day)))'"
    case .timestamp(let count): "'\(instantText(count))'"
    case .array, .map, .anything, .reference: json(value).text.sqlText
    }
  }
}

extension String {
  /// As a literal of SQL.
  var sqlText: String { "'" + replacing("'", with: "''") + "'" }
}

/// Puts rows into a PostgreSQL database, and reads all rows of its tables.
struct PostgreSQLRows {
  let schema: Schema

  /// Adds rows to the tables of the current schema, the first of a table that assigns keys with the key 1, and so on.
  func insert(_ rows: SchemaRows, into database: RawPostgreSQL) throws {
    // References may come before the rows that they refer to.
    var script = "SET session_replication_role TO replica;\n"
    for table in schema.tables {
      for (number, row) in (rows.rows[table.storedName] ?? []).enumerated() {
        var values = table.fields.map {
          ($0.storedName.text, rows.encoding.postgresql(row[$0.storedName] ?? .absent, $0))
        }
        if case .variants = table.content {
          let whole = rows.encoding.json(row[ColumnID.wholeRow] ?? .absent)
          values.append((ColumnID.wholeRow.text, whole.text.sqlText))
        }
        if table.keyFields.isEmpty { values.append(("_id", "\(number + 1)")) }
        script += "INSERT INTO \(table.storedName.text.sqlName) (\(values.map(\.0.sqlName).joined(separator: ", "))) "
        script += "VALUES (\(values.map(\.1).joined(separator: ", ")));\n"
      }
    }
    try database.execute(script + "SET session_replication_role TO origin")
    for table in schema.tables where table.keyFields.isEmpty { try advanceSequence(of: table.storedName, database) }
  }

  private func advanceSequence(of table: StoredName, _ database: RawPostgreSQL) throws {
    let name = table.text.sqlName
    try database.execute(
      "SELECT setval(pg_get_serial_sequence(\(name.sqlText), '_id'), (SELECT count(*) FROM \(name)) + 1, false)")
  }

  /// All rows of the tables in the current schema, each as text, without some columns.
  func found(in database: RawPostgreSQL, except masked: Set<ColumnID>) throws -> [String: [String]] {
    var result: [String: [String]] = [:]
    let storage = Storage(of: schema)
    for table in schema.tables {
      var columns = table.fields.filter { !masked.contains(ColumnID(table.storedName, $0.storedName)) }.map { field in
        let name = field.storedName.text.sqlName
        return switch storage.form(of: field) {
        case .json: "\(name)::jsonb"
        case .numeric: "trim_scale(\(name))"
        case _: name
        }
      }
      if case .variants = table.content { columns.append(ColumnID.wholeRow.text.sqlName) }
      if table.keyFields.isEmpty { columns.append("_id") }
      columns.sort()
      let list = columns.map { "(\($0))::text" }.joined(separator: ", ")
      let rows = try database.rows("SELECT \(list.isEmpty ? "NULL" : list) FROM \(table.storedName.text.sqlName)")
      result[table.storedName.text] =
        rows.map { row in
          zip(columns, row).map { "\($0) = \(($1 ?? "NULL").prefix(300))" }.joined(separator: ", ")
        }.sorted()
    }
    return result
  }
}
