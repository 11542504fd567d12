// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// What one version of the application's code promises: which columns it reads and writes, and what it counts on.
///
/// Only what the plan changes is listed. A column that no use of any version of the plan names is read and written by
/// every version as the schemas declare it (and is declared alike in all of them); likewise unique indexes, delete
/// actions and indexes that no version of the plan names. A plan over 50,000 fields that changes five lists five.
///
/// In detail, as the checker reads it:
/// - What nobody names is used as the first schema of the plan that has it declares it, by the versions that use its
///   table (`tables`). A new column of an old table must be named; the columns of an added table need not be.
/// - A version that writes a truth writes, in one transaction, all the columns of its uses that hold that truth.
/// - An insert names every column that the version writes in that stored table, but for those it relinquishes, which it
///   may leave out; any other column gets the store's default or no value. An update names any of them; it originates
///   what `writes` says.
/// - Values that it read it may write back unchanged, into the column that they came from.
package struct CodeVersion: Hashable, Sendable {
  /// Sorted by table and field.
  package var uses: [FieldUse]
  /// The tables that the plan adds, removes or copies: those that this version uses, each with the stored tables that
  /// it inserts rows into and deletes rows from.
  ///
  /// A table that no version of the plan lists is used by every version.
  package var tables: [TableUse]
  /// Unique indexes that it respects: it makes no two rows that break one, and a refusal is an answer that it expects.
  ///
  /// One that no version of the plan names is respected by those that use its table when base has it, or when its table
  /// is new.
  package var respects: Set<UniqueID>
  /// What it can live with when a row that a column refers to is deleted; a column that is not here has no action.
  ///
  /// No action at all is always tolerated, and any action on a column that this version does not use. On SQL a plain
  /// reference without an action is one that refuses: `restrict`.
  package var tolerates: [ColumnID: Set<DeleteAction>]
  /// Indexes that its queries name or need.
  ///
  /// An index of base that no version of the plan names is needed by all that use its table: a plan that drops one must
  /// say that the code before needed it.
  package var queries: Set<IndexID>
  /// Columns that it leaves to the store's default when it inserts: while it runs, the store must have one, whichever.
  ///
  /// On `document` a store fills in nothing but `auto`. What no version lists here, although the first schema that has
  /// it declares a default (and the target is SQL), is left to the store by the code before the plan, and by all
  /// versions if their uses do not name it either.
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

/// How a code version uses one field of its own language.
package struct FieldUse: Hashable, Sendable {
  /// As the code calls it; `*` stands for the row of a table of several shapes.
  package var table: TableName
  package var field: FieldName
  /// The truths that it means: those that it reads, and those that it writes (besides all that a column it writes
  /// holds by the plan's `meanings`).
  package var truths: Set<TruthID>
  /// The columns that it takes the value from, each with what it can read; none when it does not read the field.
  ///
  /// Each of them must hold one of `truths` and be up to date in it: `b ?? a` is two columns.
  package var reads: [ColumnUse]
  /// The columns that it writes, each with the values that it originates there; what it read it may hand back.
  package var writes: [ColumnUse]

  package init(
    table: TableName, field: FieldName, truths: Set<TruthID>, reads: [ColumnUse], writes: [ColumnUse]
  ) {
    self.table = table
    self.field = field
    self.truths = truths
    self.reads = reads
    self.writes = writes
  }
}

/// A column with the values that code can read from it, or originates in it.
package struct ColumnUse: Hashable, Sendable {
  package var column: ColumnID
  package var type: FieldType

  package init(_ column: ColumnID, _ type: FieldType) {
    self.column = column
    self.type = type
  }
}

/// A table of the code's language, and the stored tables whose rows it inserts and deletes.
package struct TableUse: Hashable, Sendable {
  package var table: TableName
  package var stored: [StoredName]

  package init(_ table: TableName, stored: [StoredName]) {
    self.table = table
    self.stored = stored
  }
}

/// A unique index by what it says: over which paths of which stored table.
package struct UniqueID: Hashable, Sendable, Comparable {
  package var table: StoredName
  /// Paths by stored column, then members.
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
