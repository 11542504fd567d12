// Part of Bellows. MIT licence: see LICENSE.

/// Two columns that the database keeps in sync, through an invertible function, when either is written.
///
/// A row that is not written stays unchanged until a backfill copies it. The function and its inverse must be defined
/// for every value that running code writes: `copy`, a one-to-one `remap` of literals, `bool` to its text, a value
/// wrapped in an object. At most one of the two columns may have a default, and none if code that writes only the other
/// column may write no value. On SQLite a column that some code does not write must be optional: triggers run after the
/// NOT NULL check.
package struct SyncedColumns: Hashable, Sendable {
  package var old: ColumnID
  package var new: ColumnID
  package var transform: Transform

  package init(old: ColumnID, new: ColumnID, transform: Transform) {
    self.old = old
    self.new = new
    self.transform = transform
  }
}
