// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A walk over all rows of a table that brings some columns up to date; idempotent by its predicate.
///
/// It runs at its gate, `.backfilled(name)`, one of the gates of deploy `after + 1`, with whatever code still runs then;
/// one after the last deploy has no gate, and nothing depends on it. It writes what its transform gives; `custom` gives
/// the type in `notIn` or, for `differs`, the one that the target column has in the last schema that has it. `unset` of
/// the field `*` deletes the rows of the table; its targets are all their columns.
package struct Backfill: Hashable, Sendable {
  /// Unique in its plan: `users.age`.
  package var name: String
  /// The table, as the schema of the deploy before calls it.
  package var table: TableName
  package var storedTable: StoredName
  /// The fields that it writes, as the code calls them.
  package var fields: [FieldName]
  package var sources: [ColumnID]
  package var targets: [ColumnID]
  package var transform: Transform
  /// Which rows still need it.
  package var pending: Pending
  /// The deploy after whose release it runs.
  package var after: Int
  /// Index of the assessment that asks for it.
  package var assessment: Int
  /// Whether it changes each row once, however often it runs: its function is not idempotent.
  package var isOnce = false

  package enum Pending: Hashable, Sendable {
    /// The column holds a value (or no value) that is not of this type.
    ///
    /// That is enough in place, and for columns that nobody could leave stale with a value in them: new ones that the
    /// store kept in step from the start, or that hold a truth of their own.
    case notIn(FieldType)
    /// The targets differ from what the sources give, or a body would write other rows. Never in place, but for repairs:
    /// nothing there tells what is converted already.
    case differs
    /// The column still has a value.
    case present
  }

  package init(
    name: String, table: TableName, storedTable: StoredName, fields: [FieldName], sources: [ColumnID],
    targets: [ColumnID], transform: Transform, pending: Pending, after: Int, assessment: Int
  ) {
    self.name = name
    self.table = table
    self.storedTable = storedTable
    self.fields = fields
    self.sources = sources
    self.targets = targets
    self.transform = transform
    self.pending = pending
    self.after = after
    self.assessment = assessment
  }

  /// Whether the rows of a table are deleted, rather than columns of them.
  package var deletesRows: Bool { transform == .unset && fields == ["*"] }

  /// Whether it writes rows of another table than it reads.
  package var copiesTable: Bool { targets.contains { $0.table != storedTable } }
}
