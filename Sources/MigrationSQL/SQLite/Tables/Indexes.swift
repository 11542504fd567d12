// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension TableBuilder {
  /// The database objects of an index.
  func objects(of index: Index, _ table: Table, _ definition: TableDefinition) -> [StoredObject] {
    switch index.kind {
    case .index, .unique: return [StoredIndex(index, of: table).object]
    case .search: return [search(index, table, definition)]
    // Rejected when the schema is read.
    case .vector: return []
    }
  }
}
