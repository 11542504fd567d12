// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension TableBuilder {
  /// The database objects of an index.
  func objects(of index: Index, _ table: Table, _ definition: TableDefinition) -> [StoredObject] {
    switch index.kind {
    case .index, .unique: return [StoredIndex(index, of: table).sqliteObject]
    case .search: return [search(index, table, definition)]
    // Rejected when the schema is read.
    case .vector: return []
    }
  }
}

extension StoredIndex {
  /// The index with the statement that creates it and the step that drops it.
  fileprivate var sqliteObject: StoredObject {
    let create = "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(name.sql) ON \(table.sql) (\(list(in: .sqlite)))"
    return StoredObject(name: name, create: [create], drop: [.dropIndex(name.text, like: create)])
  }
}

extension StoredPath {
  /// The value as an expression.
  ///
  /// - Parameter row: The name of the row with a point, `NEW.`; empty for the table's own.
  func sqlite(row: String = "") -> String {
    members.isEmpty
      ? row + column.sql : "json_extract(\(row + column.sql), \((members.jsonPath ?? "$").sqlLiteral))"
  }
}
