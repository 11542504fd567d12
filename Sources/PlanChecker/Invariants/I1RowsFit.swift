// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// I1: every stored row fits what the database enforces.
struct RowsFit {
  let context: PlanContext

  func checkRows(_ state: RolloutState, _ findings: inout Findings) {
    for (column, enforced) in state.store.listed {
      switch state.contents[column].containment(in: enforced.type) {
      case .contained: break
      case .refused(let witness): findings.report(.rowMayNotFit, column, witness: witness)
      case .undecided: findings.report(.rowFitUndecided, column)
      }
    }
  }

  /// Checks new unique indexes, and keys, of tables that may have rows.
  func checkUniques(_ revision: SchemaRevision, _ state: inout RolloutState, _ findings: inout Findings) {
    let (old, next) = (revision.old, revision.next)
    // A shadow table gets the rows of its original; any other new table has none.
    let added = Set(next.tables.keys.filter { old.tables[$0] == nil && !context.scope.isShadow($0) })
    if !added.isEmpty {
      for unique in context.uniques.values.joined() where added.contains(unique.table) {
        state.uniques.markUnbroken(unique)
      }
    }
    for unique in next.uniques.keys.sorted() where old.uniques[unique] == nil {
      let coversEmptyColumn = unique.columns.contains {
        !old.has($0) && next.has($0) && next.defaultContents(of: $0) == nil
      }
      let isNewShadow = context.scope.isShadow(unique.table) && old.tables[unique.table] == nil
      if coversEmptyColumn && !isNewShadow || Uniqueness(context: context).isImplied(unique, in: next, state) {
        state.uniques.markUnbroken(unique)
      }
      if !state.uniques.isUnbroken(unique) {
        findings.report(.duplicatesPossible(next.uniques[unique]), unique.subject)
      }
    }
    for (column, before) in old.listed {
      guard let after = next.columns[column], before.isKey != after.isKey else { continue }
      findings.report(.keyChanges, column)
    }
  }

  /// Checks a vector index whose dimensions change.
  func checkVectors(_ change: SchemaRevision.IndexChange, _ state: RolloutState, _ findings: inout Findings) {
    guard case .vector(let dimensions) = change.before.kind, case .vector(let after) = change.after.kind,
      after != dimensions, !state.uniques.isVerified(change.id)
    else { return }
    findings.report(.vectorsNotCounted(dimensions: dimensions), change.id.subject)
  }
}
