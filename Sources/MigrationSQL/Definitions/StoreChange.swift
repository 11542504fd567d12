// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// The change of a database from one revision to another.
package struct StoreChange {
  /// Before the transaction, in this order; in a rollback after the backups are restored, before `then`.
  package var preparations: [PreparedStep] = []
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
  package var then: [SchemaStep] = []
  /// In a rollback: how restored columns and tables get current values, if the steps leave them empty.
  package var fills: [RestoredValues] = []
}

/// The values of restored columns, or of a restored table, over the columns of the table that was in sync.
package struct RestoredValues: Hashable {
  package var table: StoredName
  package var target: StoredName
  package var columns: [StoredName]
  package var values: [String]
  /// The condition for rows that lack them; `nil` for a table.
  package var condition: String?
}

/// One step of a schema revision.
package struct SchemaStep: Hashable {
  package var statement: SchemaStatement
  /// For a rebuild: the copy of a table that Bellows created, for reports.
  package var copy: TableCopy?
  /// What it does with the rows.
  package var work = RowWork.none
  /// The lock that it takes; `nil` where the whole database has one writer.
  package var lock: TableLock?

  /// What a change of a table's definition does with its rows, under the write lock.
  package enum RowWork: Hashable {
    /// It does not read them.
    case none
    /// It looks for rows that a new constraint rejects, or that read a changed default.
    case scan
    /// It writes them without the columns that are dropped.
    case rewrite
    /// It copies them to a new table.
    case copy
  }

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
