// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Connection {
  /// Returns tables with their indexes and triggers, each as the tokens of its definition.
  func objects(of tables: [String]) throws -> [StoredObject] {
    let names = Set(tables.map(foldedName))
    return try schemaObjects().filter { $0.kind != .view && names.contains(foldedName($0.table)) }.map { object in
      StoredObject(
        kind: object.kind.rawValue, name: object.name, table: object.table,
        definition: SQLToken.tokens(of: object.sql).map(\.spelling).joined(separator: " "))
    }.sorted()
  }
}
