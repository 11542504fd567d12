// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A scan of all rows of a table that updates some columns; idempotent by its `pending` predicate.
///
/// It runs at its gate, `.backfilled(name)`, one of the gates of deploy `after + 1`, beside the code that still runs
/// then. A backfill after the last deploy has no gate, and nothing depends on it. It writes the result of its
/// transform. A `custom` transform returns the type in `notIn` or, for `differs`, the type of the target column in the
/// last schema that has the column. `unset` of the field `*` deletes the rows of the table; its targets are all their
/// columns.
package struct Backfill: Hashable, Sendable {
  /// Unique in its plan: `users.age`.
  package var name: String
  /// The name of the table in the schema of the previous deploy.
  package var table: TableName
  package var storedTable: StoredName
  /// The fields that it writes, by their names in the code.
  package var fields: [FieldName]
  package var sources: [ColumnID]
  package var targets: [ColumnID]
  package var transform: Transform
  /// The predicate of the rows that are not converted yet.
  package var pending: Pending
  /// The number of the deploy whose code is released before the backfill runs.
  package var after: Int
  /// The index of the assessment that requires the backfill.
  package var assessment: Int
  /// Whether each row is changed at most once, even if the backfill runs several times: its function is not idempotent.
  package var isOnce = false
  /// A source whose value it removes in the same write: rows that have a value there are pending, whatever `pending`
  /// says, and a target that has a value keeps it.
  package var replaces: ColumnID?

  package enum Pending: Hashable, Sendable {
    /// The column stores a value (or no value) that is not of this type.
    ///
    /// This predicate is enough for conversions in place, and for columns that running code cannot leave stale: new
    /// columns that the database kept in sync from the start, or that store a logical field of their own.
    case notIn(FieldType)
    /// The targets differ from the result of the transform, or of a backfill function.
    ///
    /// In place this is only possible for repairs: otherwise a stored row does not show whether it was converted.
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

  /// Whether it deletes the rows of a table, and not the values of columns.
  package var deletesRows: Bool { transform == .unset && fields == ["*"] }

  /// Whether it writes rows of another table than it reads.
  package var copiesTable: Bool { targets.contains { $0.table != storedTable } }
}
