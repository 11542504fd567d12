// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// I3: running code can read every row that is stored or may be written.
struct RowsReadable {
  func check(_ read: ColumnUse, _ state: RolloutState, _ findings: inout Findings) {
    guard state.store.has(read.column) else { return findings.report(.readsMissingColumn, read.column) }
    switch state.contents[read.column].containment(in: read.type) {
    case .contained: break
    case .refused(let witness): findings.report(.unreadable, read.column, witness: witness)
    case .undecided: findings.report(.readUndecided, read.column)
    }
  }

  func checkIndexes(of version: Contract, _ store: Store, _ findings: inout Findings) {
    for index in version.neededIndexes where store.indexes[index] == nil && store.tables[index.table] != nil {
      findings.report(.queriesMissingIndex, index.subject)
    }
  }

  /// Reports an index that changes while the code before the plan queries it.
  ///
  /// Code versions do not say which definition they need; code of the plan is assumed to know the new one.
  func checkQueries(_ change: SchemaRevision.IndexChange, _ code: RunningCode, _ findings: inout Findings) {
    if code.versions.contains(where: { $0.release == 0 && $0.neededIndexes.contains(change.id) }) {
      findings.report(.queriesPreviousIndex, change.id.subject)
    }
  }
}
