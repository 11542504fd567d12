// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The contract of one version of the application's code: the columns that it reads and writes, and what it relies on.
///
/// It lists only elements that the plan changes: a plan that changes five of 50,000 fields lists five. A column that no
/// version of the plan lists is read and written by every version as the schemas declare it, because all of them
/// declare it alike. The same holds for unique indexes, delete actions and indexes.
///
/// The checker interprets it as follows:
/// - A column that no version lists is used as declared in the first schema that has it, by the versions that use its
///   table (`tables`). A new column of an old table must be listed; the columns of an added table need not be.
/// - A version that writes a logical field writes all columns of its uses that store this field, in one transaction.
/// - An insert names every column that the version writes in the stored table; it may leave out those that the version
///   relinquishes. Any other column gets the database's default or no value. An update names any of them, and
///   originates the values in `writes`.
/// - The version may write back unchanged values that it read, into the column that they came from.
package struct CodeVersion: Hashable, Sendable {
  /// Sorted by table and field.
  package var uses: [FieldUse]
  /// The tables of this version that the plan adds, removes or copies, each with the stored tables in which the version
  /// inserts and deletes rows.
  ///
  /// A table that no version of the plan lists is used by every version.
  package var tables: [TableUse]
  /// Unique indexes that it respects: it writes no two rows that violate one, and it handles a rejected write.
  ///
  /// An index that no version of the plan lists is respected by the versions that use its table if the base schema has
  /// the index or the table is new.
  package var respects: Set<UniqueID>
  /// The delete actions that it tolerates on a reference column; a column without an entry has no action.
  ///
  /// Every version tolerates the absence of an action, and any action on a column that it does not use. On SQL a
  /// reference without an action acts as `restrict`.
  package var tolerates: [ColumnID: Set<DeleteAction>]
  /// Indexes that its queries name or need.
  ///
  /// An index of the base schema that no version of the plan lists is needed by all versions that use its table. A plan
  /// that drops an index must therefore list it for the code before the plan.
  package var queries: Set<IndexID>
  /// Columns that its inserts leave to the database's default: while it runs, the database must have some default.
  ///
  /// On `document` the database sets only `auto`. If no version lists a column here, but the first schema that has it
  /// declares a default (and the target is SQL), the code before the plan leaves it to the database, and so do all
  /// versions whose uses do not name it.
  package var relinquishes: Set<ColumnID>

  package init(
    uses: [FieldUse] = [], tables: [TableUse] = [], respects: Set<UniqueID> = [],
    tolerates: [ColumnID: Set<DeleteAction>] = [:], queries: Set<IndexID> = [], relinquishes: Set<ColumnID> = []
  ) {
    self.uses = uses
    self.tables = tables
    self.respects = respects
    self.tolerates = tolerates
    self.queries = queries
    self.relinquishes = relinquishes
  }
}

/// The use of one field by a code version.
package struct FieldUse: Hashable, Sendable {
  /// The name of the table in the code.
  package var table: TableName
  /// The name of the field in the code; `*` means the row of a table of several variants.
  package var field: FieldName
  /// The logical fields that it reads, and those that it writes in addition to the ones that the plan's `columnMapping`
  /// gives for the written columns.
  package var logicalFields: Set<LogicalField>
  /// The columns that it reads, each with the type that it can read; empty if it does not read the field.
  ///
  /// Each column must store one of `logicalFields`, with its last value. `b ?? a` is two columns.
  package var reads: [ColumnUse]
  /// The columns that it writes, each with the type of the values that it originates; it may also write back values
  /// that it read.
  package var writes: [ColumnUse]
  /// The column that had the field before: code reads it where the other column that it reads has no value, and removes
  /// its value with every write of the field.
  package var replaces: ColumnID?

  package init(
    table: TableName, field: FieldName, logicalFields: Set<LogicalField>, reads: [ColumnUse], writes: [ColumnUse],
    replaces: ColumnID? = nil
  ) {
    self.table = table
    self.field = field
    self.logicalFields = logicalFields
    self.reads = reads
    self.writes = writes
    self.replaces = replaces
  }
}

/// A column with the type of the values that code can read from it or originates in it.
package struct ColumnUse: Hashable, Sendable {
  package var column: ColumnID
  package var type: FieldType

  package init(_ column: ColumnID, _ type: FieldType) {
    self.column = column
    self.type = type
  }
}

/// A table by its name in the code, with the stored tables in which the code inserts and deletes rows.
package struct TableUse: Hashable, Sendable {
  package var table: TableName
  package var stored: [StoredName]

  package init(_ table: TableName, stored: [StoredName]) {
    self.table = table
    self.stored = stored
  }
}

/// A unique constraint, identified by the stored table and its paths.
package struct UniqueID: Hashable, Sendable, Comparable {
  package var table: StoredName
  /// Each path begins with a stored column; members follow.
  package var paths: [[FieldName]]

  package init(_ table: StoredName, _ paths: [[FieldName]]) {
    self.table = table
    self.paths = paths
  }

  package static func < (lhs: UniqueID, rhs: UniqueID) -> Bool {
    guard lhs.table == rhs.table else { return lhs.table < rhs.table }
    return lhs.paths.lexicographicallyPrecedes(rhs.paths) { $0.lexicographicallyPrecedes($1) }
  }
}

/// An index by its name in its stored table.
package struct IndexID: Hashable, Sendable, Comparable {
  package var table: StoredName
  package var name: IndexName

  package init(_ table: StoredName, _ name: IndexName) {
    self.table = table
    self.name = name
  }

  package static func < (lhs: IndexID, rhs: IndexID) -> Bool {
    lhs.table == rhs.table ? lhs.name < rhs.name : lhs.table < rhs.table
  }
}
