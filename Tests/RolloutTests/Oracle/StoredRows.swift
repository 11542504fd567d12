// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import PlanModel
import SchemaModel

/// Puts rows into a database, and takes them out again, by the names of columns.
struct StoredRows {
  let schema: Schema
  /// The column of a table with variants.
  static let wholeRow = ColumnID.wholeRow

  /// Adds rows, the first of a table that assigns keys with the key 1, and so on.
  func insert(_ rows: SchemaRows, into database: RawDatabase) throws {
    try database.execute("PRAGMA foreign_keys = OFF; BEGIN")
    for table in schema.tables {
      for (number, row) in (rows.rows[table.storedName] ?? []).enumerated() {
        let cells = cells(of: row, table, number, rows.encoding)
        let names = cells.map(\.column.sqlName).joined(separator: ", ")
        let values = cells.map(\.cell.sql).joined(separator: ", ")
        try database.execute(
          "INSERT INTO \(table.storedName.text.sqlName) (\(names)) VALUES (\(values))")
      }
    }
    try database.execute("COMMIT")
    let broken = try database.rows("PRAGMA foreign_key_check")
    if !broken.isEmpty { throw RawDatabase.Failure(description: "the sample has broken references: \(broken)") }
  }

  /// What the database should hold: for each table its rows, in the order of their keys' spelling.
  func expected(_ rows: SchemaRows, except masked: Set<ColumnID> = []) -> [String: [[String: Cell]]] {
    var result: [String: [[String: Cell]]] = [:]
    for table in schema.tables {
      let found = (rows.rows[table.storedName] ?? []).enumerated().map { number, row in
        Dictionary(
          cells(of: row, table, number, rows.encoding)
            .filter { !masked.contains(ColumnID(table.storedName, StoredName($0.column))) }
            .map { ($0.column, $0.cell) }
        ) { first, _ in first }
      }
      result[table.storedName.text] = found.sortedByText
    }
    return result
  }

  /// What it does hold.
  func found(in database: RawDatabase, except masked: Set<ColumnID> = []) throws -> [String: [[String: Cell]]] {
    try found(in: database) { !masked.contains($0) }
  }

  /// The columns that it holds and that pass a test.
  func found(
    in database: RawDatabase, where isIncluded: (ColumnID) -> Bool
  ) throws -> [String: [[String: Cell]]] {
    var result: [String: [[String: Cell]]] = [:]
    for table in schema.tables {
      let columns = columns(of: table).filter { isIncluded(ColumnID(table.storedName, StoredName($0.name))) }
      let names = columns.map(\.name.sqlName).joined(separator: ", ")
      let rows = try database.rows("SELECT \(names.isEmpty ? "NULL" : names) FROM \(table.storedName.text.sqlName)")
      result[table.storedName.text] = try rows.map { row in
        var cells: [String: Cell] = [:]
        for (column, cell) in zip(columns, row) {
          cells[column.name] = try column.isJSON ? meaning(of: cell) : cell
        }
        return cells
      }.sortedByText
    }
    return result
  }

  private func columns(of table: Table) -> [(name: String, isJSON: Bool)] {
    let storage = Storage(of: schema)
    var columns = table.fields.map { ($0.storedName.text, storage.form(of: $0) == .jsonText) }
    if case .variants = table.content { columns.append((Self.wholeRow.text, true)) }
    if table.keyFields.isEmpty { columns.append(("_id", false)) }
    return columns
  }

  private func cells(
    of row: [StoredName: Value], _ table: Table, _ number: Int, _ encoding: Encoding
  ) -> [(column: String, cell: Cell)] {
    var cells = table.fields.map { ($0.storedName.text, encoding.cell(row[$0.storedName] ?? .absent, $0)) }
    if case .variants = table.content {
      cells.append((Self.wholeRow.text, encoding.wholeRow(row[ColumnID.wholeRow] ?? .absent)))
    }
    if table.keyFields.isEmpty { cells.append(("_id", .integer(Int64(number) + 1))) }
    return cells
  }

  private func meaning(of cell: Cell) throws -> Cell {
    guard case .text(let bytes) = cell else { return cell }
    return .json(JSONColumnMapping(try JSONValue(text: String(decoding: bytes, as: UTF8.self))))
  }
}

/// Rows with the keys that references in them stand for.
struct SchemaRows {
  var rows: TableRows
  var encoding: Encoding

  init(_ rows: TableRows, of schema: Schema, under plan: Plan) {
    self.rows = rows
    encoding = Encoding(schema, rows, under: plan)
  }
}

extension JSONColumnMapping {
  /// What the runtime's parser reads.
  init(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    case .string(let value): self = .string(Array(value.utf8))
    case .bytes(let value): self = .string(Array(value.base64EncodedString().utf8))
    case .array(let values): self = .array(values.map(JSONColumnMapping.init))
    case .object(let object):
      self = .object(
        Dictionary(object.members.map { (Array($0.key.utf8), JSONColumnMapping($0.value)) }) { first, _ in first })
    }
  }
}

extension [[String: Cell]] {
  /// In an order that only what is in them decides.
  fileprivate var sortedByText: [[String: Cell]] {
    map { row in (row, row.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined()) }
      .sorted { $0.1 < $1.1 }.map(\.0)
  }
}
