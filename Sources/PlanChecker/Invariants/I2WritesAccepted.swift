// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// I2: the database accepts every write that running code can make, except rejections that the code expects.
struct WritesAccepted {
  let context: PlanContext

  /// Stores every accepted value that running code may write, and reports the others.
  func applyWrites(_ state: inout RolloutState, _ findings: inout Findings) {
    for version in state.code.versions {
      for column in version.written {
        if let type = version.writes[column] { write(type, to: column, by: version, &state, &findings) }
      }
      insert(by: version, &state, &findings)
    }
  }

  private func write(
    _ type: FieldType, to column: ColumnID, by version: Contract, _ state: inout RolloutState,
    _ findings: inout Findings
  ) {
    guard let enforced = state.store.columns[column] else { return findings.report(.writesMissingColumn, column) }
    switch Contents(type).containment(in: enforced.type) {
    case .contained: state.write(Contents(type), to: column)
    case .refused(let witness): findings.report(.writeRejected, column, witness: witness)
    case .undecided: findings.report(.writeUndecided, column)
    }
    for partner in state.store.partners(of: column) {
      guard let other = version.writes[partner.column] else {
        synchronise(partner, with: Contents(type), from: column, &state, &findings)
        continue
      }
      // A version that writes both columns must write the value that the database would write.
      let copy = Contents(type).synced(by: partner.transform, partner.direction)
      if copy?.containment(in: other) != .contained {
        findings.report(.writesUnequalValues(to: partner.column), column)
      }
    }
  }

  /// Stores what the database writes into a synchronised column.
  private func synchronise(
    _ partner: Store.SyncPartner, with contents: Contents, from column: ColumnID, _ state: inout RolloutState,
    _ findings: inout Findings
  ) {
    guard let enforced = state.store.columns[partner.column] else { return }
    guard let copy = contents.synced(by: partner.transform, partner.direction) else {
      return findings.report(.cannotSync(partner.column), column)
    }
    switch copy.containment(in: enforced.type) {
    case .contained: state.write(copy, to: partner.column)
    case .refused(let witness): findings.report(.syncRejected(from: column), partner.column, witness: witness)
    case .undecided: findings.report(.syncUndecided, partner.column)
    }
  }

  /// Inserts rows: a column that the version omits gets its default or no value.
  private func insert(by version: Contract, _ state: inout RolloutState, _ findings: inout Findings) {
    for table in version.listedTables where state.store.tables[table] == nil {
      findings.report(.usesMissingTable, table.tableSubject)
    }
    let missing = version.relinquishes.filter { !state.store.has($0) && version.uses($0.table) }
    for column in missing.sorted() { findings.report(.leavesMissingColumnToDefault, column) }
    var table: StoredName?
    var isUsed = false
    for (column, enforced) in state.store.listed {
      if column.table != table {
        table = column.table
        isUsed = version.uses(column.table)
      }
      guard isUsed, version.writes[column] == nil || version.relinquishes.contains(column) else { continue }
      omit(column, enforced, by: version, &state, &findings)
    }
    for (copy, original) in context.scope.originals.sorted(by: { $0.key < $1.key })
    where version.uses(copy) != version.uses(original) && state.store.isSynced(copy, original) {
      let (used, other) = version.uses(copy) ? (copy, original) : (original, copy)
      let store = state.store
      insertCopies(into: other, &state, &findings) { column in
        store.partners(of: column).contains { $0.column.table == used }
      }
    }
  }

  /// Inserts rows that the database or a backfill copies from another table: a column that is not copied gets its
  /// default or no value.
  func insertCopies(
    into table: StoredName, _ state: inout RolloutState, _ findings: inout Findings,
    copying isCopied: (ColumnID) -> Bool
  ) {
    let uncopied = state.store.listed.filter { $0.column.table == table && !isCopied($0.column) }
    for (column, enforced) in uncopied {
      if let contents = state.store.defaultContents(of: column) {
        state.write(contents, to: column)
      } else if enforced.type.isOptional {
        state.write(.absent, to: column)
      } else {
        findings.report(.copiedRowLacksValue, column, witness: .absent)
      }
    }
  }

  /// Inserts a row without a value for a column.
  private func omit(
    _ column: ColumnID, _ enforced: Store.Column, by version: Contract, _ state: inout RolloutState,
    _ findings: inout Findings
  ) {
    let store = state.store
    let isRelinquished = version.relinquishes.contains(column)
    let defaultContents = store.defaultContents(of: column)
    // A synchronised column of the same row that is written, or has a default, determines the value. Between tables the
    // database copies a row that it has accepted.
    let isSynced = store.partners(of: column).contains {
      $0.column.table == column.table
        && (version.writes[$0.column] != nil && !version.relinquishes.contains($0.column)
          || store.defaultContents(of: $0.column) != nil)
    }
    if isSynced, !isRelinquished {
      if !store.target.capabilities.syncsBeforeChecks, !enforced.type.isOptional, defaultContents == nil {
        findings.report(.syncedAfterNotNull, column, witness: .absent)
      }
    } else if let defaultContents {
      state.write(defaultContents, to: column)
      if version.writes[column] == nil { StaleMarking(context: context).markOthers(of: column, by: version, &state) }
      if case .refused(let witness) = defaultContents.containment(in: enforced.type) {
        findings.report(.defaultRejected, column, witness: witness)
      }
      for partner in store.partners(of: column) where version.writes[partner.column] == nil {
        synchronise(partner, with: defaultContents, from: column, &state, &findings)
      }
    } else if isRelinquished {
      findings.report(.missingDefault, column, witness: .absent)
    } else if enforced.type.isOptional {
      state.write(.absent, to: column)
    } else {
      findings.report(.missingRequiredValue, column, witness: .absent)
    }
  }

  /// Applies delete actions: running code deletes referenced rows.
  func applyDeleteActions(_ state: inout RolloutState, _ findings: inout Findings) {
    for (column, enforced) in state.store.listed {
      guard let action = enforced.onDelete else { continue }
      if action == .setNull { state.contents.add(.absent, to: column) }
      for version in state.code.versions where !version.tolerates(action, on: column) {
        findings.report(.unexpectedDeleteAction(action), column)
      }
    }
  }

  /// Reports enforced unique indexes whose rejections a version does not expect.
  func checkUniques(of version: Contract, _ state: RolloutState, _ findings: inout Findings) {
    let uniqueness = Uniqueness(context: context)
    for unique in state.store.uniques.keys.sorted() where uniqueness.mayBreak(unique, version, state) {
      findings.report(.unexpectedUniqueIndex(state.store.uniques[unique]), unique.subject)
    }
  }

  /// Checks the values that a backfill writes.
  func check(
    _ output: Contents, of backfill: Backfill, to target: ColumnID, _ state: RolloutState, _ findings: inout Findings
  ) {
    let store = state.store
    guard let enforced = store.columns[target] else { return }
    if case .refused(let witness) = output.containment(in: enforced.type) {
      findings.report(.backfillRejected(backfill: backfill.name), target, witness: witness)
    }
    if case .fill(let value) = backfill.transform, value.isConstant,
      let unique = context.uniques[target]?.filter({ store.uniques[$0] != nil }).min(),
      !Uniqueness(context: context).containsKey(Set(unique.paths), of: unique.table, in: store)
    {
      findings.report(.backfillDuplicates(backfill: backfill.name, store.uniques[unique]), target)
    }
  }

  /// Checks that a column keeps the form in which running code reads and writes it.
  func checkForm(_ change: SchemaRevision.FormChange, _ findings: inout Findings) {
    if change.changesStoredForm { findings.report(.storedFormChanges, change.column) }
  }
}
