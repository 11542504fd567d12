// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension WellFormedCheck {
  /// Checks that no two tables or indexes have the same name in the database.
  ///
  /// - Parameter tables: New and changed tables; the names of the others were checked before.
  mutating func checkStoredNames(of tables: [Table], in schema: Schema) {
    guard schema.target.capabilities.indexesShareTableNames, !tables.isEmpty else { return }
    var holders: [StoredName: TableName] = [:]
    for table in tables {
      for name in table.foldedRelations(in: schema.target) {
        if holders.updateValue(table.name, forKey: name) != nil { findings.report(.duplicateRelationName(name)) }
      }
    }
    let changed = Set(tables.map(\.name))
    let lengths = Set(holders.keys.map(\.text.utf8.count))
    for table in schema.tables where !changed.contains(table.name) {
      for name in table.foldedRelations(in: schema.target, ofLengths: lengths) where holders[name] != nil {
        findings.report(.duplicateRelationName(name))
      }
    }
  }
}

extension Table {
  /// Returns the names of the table and its indexes in the database, as the target compares them.
  fileprivate func foldedRelations(in target: Target, ofLengths lengths: Set<Int>? = nil) -> [StoredName] {
    relations(in: target, ofLengths: lengths).map { StoredName(folded($0.name.text, target)) }
  }
}
