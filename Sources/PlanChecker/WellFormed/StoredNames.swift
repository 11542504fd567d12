// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A database takes no two tables or indexes of one name.
extension PlanShape {
  /// Of tables that the schema before did not have as they are: the others stood side by side already.
  mutating func checkStoredNames(of tables: [Table], in schema: Schema) {
    guard schema.target.isSQL, !tables.isEmpty else { return }
    var holders: [StoredName: TableName] = [:]
    for table in tables {
      for name in table.foldedRelations(in: schema.target) {
        if holders.updateValue(table.name, forKey: name) != nil { reportTwice(name) }
      }
    }
    let changed = Set(tables.map(\.name))
    let lengths = Set(holders.keys.map(\.text.utf8.count))
    for table in schema.tables where !changed.contains(table.name) {
      for name in table.foldedRelations(in: schema.target, ofLengths: lengths) where holders[name] != nil {
        reportTwice(name)
      }
    }
  }

  private mutating func reportTwice(_ name: StoredName) {
    report(.wellFormed, nil, "two tables or indexes would be stored as \(name)")
  }
}

extension Table {
  /// The names that it takes in the database with all its indexes, as the target compares them.
  fileprivate func foldedRelations(in target: Target, ofLengths lengths: Set<Int>? = nil) -> [StoredName] {
    relations(in: target, ofLengths: lengths).map { StoredName(folded($0.name.text, target)) }
  }
}
