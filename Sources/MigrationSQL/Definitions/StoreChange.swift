// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The change of a database from one revision to another.
package struct StoreChange {
  /// In this order, in one transaction.
  package var steps: [SchemaStep] = []
  /// The created and changed tables, as they are afterwards, sorted by name.
  package var tables: [StoredTableText] = []
  /// The dropped tables.
  package var dropped: [StoredName] = []
  /// In a rollback: columns that are restored empty, and columns that are restored with current values.
  package var empties: [StoredName: [StoredName]] = [:]
  package var synchronises: [StoredName: [StoredName]] = [:]
  /// Required columns that are restored as optional, and the steps that make them required once they have values.
  package var relaxed: [ColumnID] = []
  package var then: [SchemaStep] = []
}

/// One step of a schema revision; the runtime's `SchemaStatement`.
package enum SchemaStep: Hashable {
  case sql(String)
  case rebuild(TableRebuild)
  /// An index that existed before the first plan may have another name; then the index with this definition is dropped.
  case dropIndex(StoredName, like: String)
}

/// A table that is copied to a new one; the runtime's `Rebuild`.
package struct TableRebuild: Hashable {
  package var table: StoredName
  /// The new definition of a table that Bellows created, for reports.
  package var create: String
  /// All columns that are copied or filled.
  package var columns: [Copied]
  /// The changes of the definition; they also apply to tables that other tools created.
  package var changes: [TableChange]
  /// The new columns among them.
  package var filled: [Copied]

  /// A column and its value.
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

/// A table as the statements that create it; the runtime's `StoredTable`.
package struct StoredTableText: Hashable {
  package var name: StoredName
  package var statements: [String]
}

extension StoreRevision {
  /// All its tables, sorted by name.
  package func storedTables(in dialect: Dialect) -> [StoredTableText] {
    dialect.storedTables(of: self) { _ in true }
  }

  /// Those of its tables that are among the given ones, sorted by name.
  func storedTables(_ names: Set<StoredName>, in dialect: Dialect) -> [StoredTableText] {
    dialect.storedTables(of: self, where: names.contains)
  }
}
