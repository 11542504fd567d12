// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// I5: data is deleted only by a step with the hazard `deletes-data`, after a backup.
struct NothingLost {
  let context: PlanContext

  private var columnMapping: ColumnMapping { context.columnMapping }

  /// Checks a column that the next schema does not have.
  func checkDrop(of column: ColumnID, remaining: Store, _ state: RolloutState, _ findings: inout Findings) {
    guard state.contents[column].value != nil else { return }
    let lost = columnMapping.logicalFields(in: column).filter { field in
      !columnMapping.columns(of: field).contains { other in
        // A column that is added in the same revision has no values yet.
        other != column && remaining.has(other) && state.store.has(other) && state.isFresh(other, field)
      }
    }
    if lost.isEmpty { return requireBackup(of: column, .drop, state, &findings) }
    checkDeletion(of: lost, column, exceptFrom: nil, .drop, state, &findings)
  }

  /// Checks that values are backed up that another column has, too: only a backup can put them back where they were.
  private func requireBackup(
    of column: ColumnID, _ deletion: Violation.Deletion, _ state: RolloutState, _ findings: inout Findings
  ) {
    guard let field = columnMapping.logicalFields(in: column).min(),
      state.backups.writtenSinceBackup(of: column) == nil
    else { return }
    let witness = state.contents[column].witness(outside: nil)
    findings.report(.deletesWithoutBackup(field, deletion), column, witness: witness)
  }

  /// Checks that tables and columns that are not in the schema are empty: a document store keeps them.
  func checkLeftovers(of revision: SchemaRevision, _ state: RolloutState, _ findings: inout Findings) {
    for table in revision.old.tables.keys.sorted()
    where revision.next.tables[table] == nil && !state.contents.isEmptied(table) {
      findings.report(.tableNotEmpty, table.tableSubject)
    }
    for column in revision.dropped where revision.next.tables[column.table] != nil {
      let contents = state.contents[column]
      if contents.value != nil { findings.report(.columnNotEmpty, column, witness: contents.witness(outside: nil)) }
    }
  }

  /// Checks the values that a backfill overwrites or deletes.
  func check(_ backfill: Backfill, _ target: ColumnID, _ state: RolloutState, _ findings: inout Findings) {
    let contents = state.contents[target]
    if backfill.transform == .unset {
      for version in state.code.versions where version.reads.contains(target) {
        findings.report(.removesReadValues(backfill: backfill.name, release: version.release), target)
      }
    }
    var spared: FieldType?
    switch backfill.pending {
    case .notIn(let type):
      let type = context.canonical(type, of: target)
      let overwritten = contents.outside(type)
      guard overwritten.value != nil else { return }
      if backfill.isInPlace(target), backfill.transform.isInvertible, !merges(backfill, target, overwritten, type) {
        return
      }
      spared = type
    case .differs, .present:
      guard contents.value != nil else { return }
    }
    let lost = columnMapping.logicalFields(in: target).filter { !isRetained($0, backfill, target, state) }
    if lost.isEmpty, backfill.transform == .unset {
      return requireBackup(of: target, .backfill(backfill.name), state, &findings)
    }
    checkDeletion(of: lost, target, exceptFrom: spared, .backfill(backfill.name), state, &findings)
  }

  /// Returns whether a source of the backfill, or another fresh column, stores the logical field.
  private func isRetained(
    _ field: LogicalField, _ backfill: Backfill, _ target: ColumnID, _ state: RolloutState
  ) -> Bool {
    let sources = backfill.sources.filter { $0 != target && backfill.transform != .unset }
    if sources.contains(where: { columnMapping.logicalFields(in: $0).contains(field) }) { return true }
    return columnMapping.columns(of: field).contains { other in
      // The other columns of a deleted row are deleted too.
      other != target && (other.table != target.table || !backfill.deletesRows) && state.store.has(other)
        && state.isFresh(other, field)
    }
  }

  /// Returns whether a conversion in place results in a value that the old schema also allowed as an unconverted value.
  private func merges(_ backfill: Backfill, _ target: ColumnID, _ overwritten: Contents, _ type: FieldType) -> Bool {
    if case .fill = backfill.transform { return true }
    guard let before = context.types.first[target], let results = overwritten.mapped(by: backfill.transform)?.value
    else { return false }
    let unchanged = before.value.alternatives.filter { Contents(value: $0, mayBeAbsent: false).valuesFit(type) }
    return unchanged.contains { old in results.alternatives.contains { $0.mayOverlap(old) } }
  }

  private func checkDeletion(
    of lost: Set<LogicalField>, _ column: ColumnID, exceptFrom spared: FieldType?, _ deletion: Violation.Deletion,
    _ state: RolloutState, _ findings: inout Findings
  ) {
    guard let field = lost.min() else { return }
    let witness = state.contents[column].witness(outside: spared)
    guard context.approval.covers(column) else {
      return findings.report(.deletesWithoutApproval(field, deletion), column, witness: witness)
    }
    guard let written = state.backups.writtenSinceBackup(of: column) else {
      return findings.report(.deletesWithoutBackup(field, deletion), column, witness: witness)
    }
    let isBackedUp = spared.map(written.valuesFit) ?? (written.value == nil)
    if !isBackedUp {
      findings.report(
        .deletesWrittenAfterBackup(field, deletion), column, witness: written.witness(outside: spared))
    }
  }
}
