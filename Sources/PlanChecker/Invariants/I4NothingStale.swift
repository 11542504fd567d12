// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// I4: running code reads the value that was written last.
struct NothingStale {
  let context: PlanContext

  private var columnMapping: ColumnMapping { context.columnMapping }

  func check(_ read: ColumnUse, of use: FieldUse, _ state: RolloutState, _ findings: inout Findings) {
    guard state.store.has(read.column) else { return }
    let held = columnMapping.logicalFields(in: read.column)
    if use.logicalFields.isDisjoint(with: held) {
      findings.report(.readsUnrelatedColumn(use.table, use.field), read.column)
    }
    let stale = state.stale.logicalFields(of: read.column).keys
    for field in stale.filter({ held.contains($0) && use.logicalFields.contains($0) }).sorted() {
      if isReplaced(read.column, by: use, field, state) { continue }
      findings.report(.readsStale(field), read.column)
    }
    if state.stale.hasStaleRows(read.column.table) { findings.report(.readsStaleRows, read.column) }
  }

  /// Whether a column has no value, and code reads the one that it replaces: no other code writes either of them.
  private func isReplaced(_ column: ColumnID, by use: FieldUse, _ field: LogicalField, _ state: RolloutState) -> Bool {
    guard let old = use.replaces, state.store.has(old),
      use.reads.contains(where: { $0.column == old }), columnMapping.logicalFields(in: old).contains(field),
      state.stale.logicalFields(of: column)[field] == .missing, !state.stale.isStale(old, in: field)
    else { return false }
    return state.code.versions.allSatisfy { version in
      version.replaced.contains(old) || version.writes[old] == nil && version.writes[column] == nil
    }
  }

  /// Checks inserts that write only one of two synchronised columns, and no value there: it gets the default of the
  /// other.
  func checkDefaults(_ state: RolloutState, _ findings: inout Findings) {
    let store = state.store
    // Between tables the database copies whole rows, so that no column gets its default.
    for pair in store.synced where pair.old.table == pair.new.table {
      for (column, other) in [(pair.old, pair.new), (pair.new, pair.old)]
      where store.defaultContents(of: other) != nil {
        for version in state.code.versions where version.writes[other] == nil {
          guard let type = version.writes[column] else { continue }
          if type.isOptional || store.defaultContents(of: column) != nil {
            findings.report(.defaultHidesSyncedValue(of: column), other)
          }
        }
      }
    }
  }

  /// Checks that a backfill distinguishes converted rows, because it may be interrupted or run again, and that it
  /// copies no stale values.
  func check(_ backfill: Backfill, _ target: ColumnID, _ state: RolloutState, _ findings: inout Findings) {
    switch backfill.pending {
    case .differs:
      if backfill.isInPlace(target) || backfill.sources.isEmpty {
        findings.report(.convertedRowsUnknown(backfill: backfill.name), target)
      }
    case .present:
      if backfill.transform != .unset {
        findings.report(.backfillWaitsForItsOwnValues(backfill.name), target)
      }
    case .notIn(let type): checkPending(context.canonical(type, of: target), backfill, target, &findings)
    }
    for source in backfill.sources where source != target && backfill.transform != .unset {
      let shared = columnMapping.logicalFields(in: source).intersection(columnMapping.logicalFields(in: target))
      for field in shared.sorted() where state.stale.isStale(source, in: field) {
        findings.report(.copiesStale(backfill: backfill.name, field, from: source), target)
      }
    }
  }

  private func checkPending(
    _ type: FieldType, _ backfill: Backfill, _ target: ColumnID, _ findings: inout Findings
  ) {
    // A copy from a column with the same logical field may overwrite any value.
    let isCopy =
      backfill.transform != .custom && context.copies[target].contains { backfill.sources.contains($0.source) }
    if !isCopy, let goal = context.types.goal(of: target, in: context.plan, context.scope),
      case .refused(let witness) = goal.containment(in: type)
    {
      findings.report(.overwritesCurrentValues(backfill: backfill.name), target, witness: witness)
    }
    guard backfill.isInPlace(target), case .remap(let renames) = backfill.transform else { return }
    if let literal = Remap(renames).ambiguousLiteral(in: type.value) {
      findings.report(.convertedLiteralUnknown, target, witness: .literal(literal))
    }
  }

  /// Checks that synchronised tables have the same key, by which the database finds the row.
  func checkSyncedTables(in next: Store, _ findings: inout Findings) {
    for (copy, original) in context.scope.originals.sorted(by: { $0.key < $1.key })
    where next.isSynced(copy, original) {
      let keys = [copy, original].map { name in
        Set(
          (next.tables[name]?.keyFields ?? []).flatMap { field in
            columnMapping.logicalFields(in: ColumnID(name, field.storedName))
          })
      }
      if keys[0] != keys[1] { findings.report(.syncedTablesDifferInKey(original), copy.tableSubject) }
    }
  }

  /// Checks that different values of a column have different stored forms.
  func checkForm(_ change: SchemaRevision.FormChange, _ findings: inout Findings) {
    guard let (one, other) = change.indistinguishableMembers else { return }
    findings.report(.indistinguishable(one, other), change.column)
  }
}
