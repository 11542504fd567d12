// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What takes a database from one revision to another.
package struct StoreChange {
  /// In their order, in one transaction.
  package var steps: [SchemaStep] = []
  /// The tables that are made or changed, as they are afterwards; by name.
  package var tables: [StoredTableText] = []
  /// The tables that are gone afterwards.
  package var dropped: [StoredName] = []
  /// Of an undo: columns that come back without values, and those that come back with what is stored now elsewhere.
  package var empties: [StoredName: [StoredName]] = [:]
  package var refills: [StoredName: [StoredName]] = [:]
  /// Those that come back without the demand for a value, and what makes them demand it once they have one.
  package var relaxed: [ColumnID] = []
  package var then: [SchemaStep] = []
}

/// One step of a schema revision; the runtime's `SchemaStatement`.
package enum SchemaStep: Hashable {
  case sql(String)
  case rebuild(TableRebuild)
  /// An index that somebody made before the first plan may be called otherwise: then the one like this is meant.
  case dropIndex(StoredName, like: String)
}

/// A table that is copied into a new one; the runtime's `Rebuild`.
package struct TableRebuild: Hashable {
  package var table: StoredName
  /// The new definition of a table as Bellows makes it, for a reader.
  package var create: String
  /// All columns that are filled there.
  package var columns: [Copied]
  /// What changes in the definition, whichever tool made the table.
  package var changes: [TableChange]
  /// Of the columns, those that are new.
  package var filled: [Copied]

  /// A column, and what fills it.
  package struct Copied: Hashable {
    package var column: StoredName
    package var expression: String
  }
}

/// A change of a table's definition; the runtime's `TableChange`.
package enum TableChange: Hashable {
  case addColumn(String)
  case dropColumn(String)
  case changeColumn(from: String, to: String)
  case addConstraint(String)
  case dropConstraint(String)
}

/// A table as the statements that make it; the runtime's `StoredTable`.
package struct StoredTableText: Hashable {
  package var name: StoredName
  package var statements: [String]

  init(_ definition: TableDefinition) {
    name = definition.name
    statements = definition.statements
  }
}

extension StoreRevision {
  /// All its tables, by name.
  package var storedTables: [StoredTableText] {
    let builder = TableBuilder(self)
    return schema.tables.map { StoredTableText(builder.definition(of: $0)) }.sorted { $0.name < $1.name }
  }

  /// Those of its tables that are among the given ones, by name.
  package func storedTables(_ names: Set<StoredName>) -> [StoredTableText] {
    let builder = TableBuilder(self)
    return schema.tables.filter { names.contains($0.storedName) }
      .map { StoredTableText(builder.definition(of: $0)) }.sorted { $0.name < $1.name }
  }
}
