// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Marks the columns and tables that running code, the database or a schema revision may leave stale.
///
/// A version that writes a logical field must write all its columns, or the others are stale.
struct StaleMarking {
  let context: PlanContext

  private var columnMapping: ColumnMapping { context.columnMapping }

  /// Marks columns that the code before the plan does not read: only the columns that it reads are known to be fresh.
  func markUnread(by before: Contract, _ state: inout RolloutState) {
    for field in columnMapping.sharedLogicalFields {
      let columns = columnMapping.columns(of: field, in: state.store)
      guard columns.count > 1 else { continue }
      for column in columns where !before.reads.contains(column) { state.stale.mark(column, field, as: .outdated) }
    }
  }

  func markCopies(_ state: inout RolloutState) {
    for version in state.code.versions {
      for field in version.sharedLogicalFields {
        let columns = columnMapping.columns(of: field, in: state.store)
        for column in columns where !refreshes(version, column, field, among: columns, state.store) {
          state.markStale(column, field)
        }
      }
      markRows(by: version, &state)
    }
    markByDeleteActions(&state)
  }

  private func refreshes(
    _ version: Contract, _ column: ColumnID, _ field: LogicalField, among columns: [ColumnID], _ store: Store
  ) -> Bool {
    func writes(_ other: ColumnID) -> Bool {
      version.writes[other] != nil && columnMapping.logicalFields(in: other).contains(field)
    }
    if store.partners(of: column).contains(where: { writes($0.column) }) { return true }
    // It has no value then, so it cannot be mistaken for the last one.
    if version.replaced.contains(column) { return true }
    guard let written = version.writes[column] else { return false }
    for copy in context.copies[column] where writes(copy.source) {
      guard let type = version.writes[copy.source] else { continue }
      if !mayBeEqual(type, written, in: column, copy.transform) { return false }
    }
    guard version.relinquishes.contains(column) else { return true }
    // An insert that leaves this column to its default must leave the others to the same default.
    return columns.allSatisfy { other in
      other == column || version.writes[other] == nil || context.combined.areParts(column, other, of: field)
        || version.relinquishes.contains(other)
          && store.columns[other]?.defaultValue == store.columns[column]?.defaultValue
    }
  }

  /// Returns whether a version that writes a value and its copy can write every copy, and nothing else.
  private func mayBeEqual(
    _ source: FieldType, _ written: FieldType, in column: ColumnID, _ transform: Transform
  ) -> Bool {
    let copy = Contents(source).mapped(by: transform) ?? context.types.last[column].map(Contents.init) ?? .nothing
    guard copy.containment(in: written) == .contained else { return false }
    if written.isOptional, !source.isOptional, transform != .custom { return false }
    // A value that is not the default is the same in both.
    let inverse = if case .fill = transform { Transform.copy } else { transform }
    guard let back = Contents(written).synced(by: inverse, .backward) else { return true }
    return back.containment(in: source) == .contained
  }

  /// Marks the other columns after an insert that writes no column of a logical field: one column gets its default.
  func markOthers(of column: ColumnID, by version: Contract, _ state: inout RolloutState) {
    let defaultValue = state.store.columns[column]?.defaultValue
    for field in columnMapping.logicalFields(in: column)
    where columnMapping.isShared(field) && !version.sharedLogicalFields.contains(field) {
      for other in columnMapping.columns(of: field, in: state.store) where other != column {
        let hasSameDefault =
          defaultValue?.isConstant == true && state.store.columns[other]?.defaultValue == defaultValue
        if !hasSameDefault, !state.store.isPartner(other, of: column) { state.markStale(other, field) }
      }
    }
  }

  /// Marks a table if a version inserts and deletes rows of only one of two tables with the same rows.
  private func markRows(by version: Contract, _ state: inout RolloutState) {
    let store = state.store
    for (copy, original) in context.scope.originals where store.tables[copy] != nil && store.tables[original] != nil {
      if version.uses(copy) == version.uses(original) || store.isSynced(copy, original) { continue }
      state.stale.markRows(of: version.uses(copy) ? original : copy)
    }
  }

  /// Marks copies after `setNull` and `cascade`, which change one column: copies without the action keep the value or
  /// the row.
  private func markByDeleteActions(_ state: inout RolloutState) {
    let store = state.store
    for (column, enforced) in store.listed {
      guard let action = enforced.onDelete, action != .restrict else { continue }
      for field in columnMapping.logicalFields(in: column).sorted() {
        for other in columnMapping.columns(of: field, in: store) where other != column {
          if store.columns[other]?.onDelete == action || store.isPartner(other, of: column) { continue }
          if action == .setNull { state.markStale(other, field) }
          if action == .cascade, other.table != column.table, !store.isSynced(other.table, column.table) {
            state.stale.markRows(of: other.table)
          }
        }
      }
    }
  }

  /// Marks a new column, which lacks the values of other columns with the same logical field.
  func markNew(_ column: ColumnID, _ state: inout RolloutState) {
    for field in columnMapping.logicalFields(in: column)
    where columnMapping.columns(of: field, in: state.store).contains(where: { $0 != column }) {
      state.markStale(column, field)
    }
  }

  /// Marks a new shadow table, which lacks the rows of its original.
  func markNewTables(_ revision: SchemaRevision, _ state: inout RolloutState) {
    let (old, next) = (revision.old, revision.next)
    for (copy, original) in context.scope.originals {
      if next.tables[copy] != nil, old.tables[copy] == nil, old.tables[original] != nil {
        state.stale.markRows(of: copy)
      }
      if next.tables[copy] == nil { state.stale.refreshRows(of: copy) }
    }
  }
}
