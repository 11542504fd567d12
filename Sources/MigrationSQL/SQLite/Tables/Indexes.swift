// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TableBuilder {
  /// The database objects of an index.
  func objects(of index: Index, _ table: Table, _ definition: TableDefinition) -> [StoredObject] {
    switch index.kind {
    case .index, .unique:
      let name = storedIndexName(table.storedName, index.name)
      let paths = index.paths.map { expression(for: $0, table) }.joined(separator: ", ")
      let unique = index.kind == .unique ? "UNIQUE " : ""
      let create = "CREATE \(unique)INDEX \(name.sql) ON \(table.storedName.sql) (\(paths))"
      return [StoredObject(name: name, create: [create], drop: [.dropIndex(name.text, like: create)])]
    case .search: return [search(index, table, definition)]
    // Rejected when the schema is read.
    case .vector: return []
    }
  }

  /// The value at a path of a row: a column, or a value inside its JSON.
  ///
  /// - Parameter row: The name of the row with a point, `NEW.`; empty for the table's own.
  func expression(for path: [FieldName], _ table: Table, row: String = "") -> String {
    switch table.content {
    case .fields:
      let first = path.first ?? ""
      let column = table.field(first)?.storedName ?? StoredName(first.text)
      return expression(for: Array(path.dropFirst()), in: row + column.sql)
    case .shapes: return expression(for: path, in: row + ColumnID.wholeRow.sql)
    }
  }

  private func expression(for path: [FieldName], in column: String) -> String {
    path.isEmpty ? column : "json_extract(\(column), \((path.jsonPath ?? "$").sqlLiteral))"
  }
}
