// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// The database, and the code that runs on it, at one moment of a plan.
///
/// Every collection is a conservative over-approximation.
struct RolloutState {
  var store: Store
  var code = RunningCode()
  var contents: StoredContents
  var stale = StaleCopies()
  var backups = Backups()
  var uniques: UniqueConstraints

  init(base: Store) {
    store = base
    contents = StoredContents(base)
    uniques = UniqueConstraints(base)
  }

  /// Adds values to a column; existing backups do not contain them.
  mutating func write(_ contents: Contents, to column: ColumnID) {
    self.contents.add(contents, to: column)
    backups.add(contents, writtenTo: column)
  }

  mutating func markStale(_ column: ColumnID, _ field: LogicalField) {
    stale.mark(column, field, as: contents[column].value == nil ? .missing : .outdated)
  }

  /// Returns whether a column has the last value of a logical field in every row.
  func isFresh(_ column: ColumnID, _ field: LogicalField) -> Bool {
    !stale.isStale(column, in: field) && !stale.hasStaleRows(column.table)
  }

  /// Removes unique constraints that may be broken, unless the database enforces them.
  mutating func removeUniques(where mayBeBroken: (UniqueID, RolloutState) -> Bool) {
    uniques.retain(uniques.unbroken.filter { store.uniques[$0] != nil || !mayBeBroken($0, self) })
  }

  mutating func remove(_ column: ColumnID) {
    contents.remove(column)
    stale.remove(column)
    backups.remove(column)
  }
}
