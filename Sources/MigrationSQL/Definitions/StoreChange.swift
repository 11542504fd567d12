// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// The change of a database from one revision to another.
package struct StoreChange {
  /// In this order, in one transaction.
  package var steps: [SchemaStep] = []
  /// The created and changed tables, as they are afterwards, sorted by name.
  package var tables: [StoredTable] = []
  /// The dropped tables.
  package var dropped: [StoredName] = []
  /// In a rollback: columns that are restored empty, and columns that are restored with current values.
  package var empties: [StoredName: [StoredName]] = [:]
  package var synchronises: [StoredName: [StoredName]] = [:]
  /// Required columns that are restored as optional, and the steps that make them required once they have values.
  package var relaxed: [ColumnID] = []
  package var then: [SchemaStatement] = []

  /// The tables that it copies.
  package var copied: [String] { rebuilds(where: \.copiesRows) }

  /// The tables whose definition it changes without a copy.
  package var edited: [String] { rebuilds { !$0.copiesRows } }

  private func rebuilds(where isIncluded: (SchemaStep) -> Bool) -> [String] {
    steps.filter(isIncluded).compactMap { if case .rebuild(let rebuild) = $0.statement { rebuild.table } else { nil } }
  }
}

/// One step of a schema revision.
package struct SchemaStep: Hashable {
  package var statement: SchemaStatement
  /// For a rebuild: the copy of a table that Bellows created, for reports.
  package var copy: TableCopy?
  /// Whether the rows must be copied: a driver can make other changes of a table in its definition.
  package var copiesRows = false

  static func sql(_ statement: String) -> SchemaStep { SchemaStep(statement: .sql(statement)) }
}

/// A table that is copied to a new one.
package struct TableCopy: Hashable {
  /// The new definition.
  package var create: String
  /// All columns that are copied or filled.
  package var columns: [Copied]

  /// A column and its value.
  package struct Copied: Hashable {
    package var column: StoredName
    package var expression: String
  }
}

extension StoreRevision {
  /// All its tables, sorted by name.
  package func storedTables(in dialect: Dialect) -> [StoredTable] {
    dialect.storedTables(of: self) { _ in true }
  }

  /// Those of its tables that are among the given ones, sorted by name.
  func storedTables(_ names: Set<StoredName>, in dialect: Dialect) -> [StoredTable] {
    dialect.storedTables(of: self, where: names.contains)
  }
}
