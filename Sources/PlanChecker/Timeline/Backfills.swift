// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Replay {
  /// The values that a backfill may write into one of its targets.
  private struct Output {
    var backfill: Backfill
    var target: ColumnID
    var contents: Contents
  }

  /// Runs backfills to completion, in parallel, beside the current code.
  mutating func run(_ backfills: [Backfill]) {
    let deploy = findings.moment.deploy
    var outputs: [Output] = []
    for backfill in backfills {
      findings.moment = Moment(deploy, .backfill(backfill.name))
      outputs += start(backfill)
    }
    if backfills.count > 1 { findings.moment = Moment(deploy, .gates) }
    // Until they are complete, converted and unconverted rows exist.
    // What a backfill writes is in no earlier backup.
    for output in outputs { state.write(output.contents, to: output.target) }
    for backfill in backfills { insertCopies(by: backfill) }
    checkInvariants()
    for output in outputs { finish(output) }
    let targets = Set(backfills.lazy.filter { !$0.deletesRows }.flatMap(\.targets))
    state.removeUniques { unique, _ in
      !targets.isDisjoint(with: unique.columns + [ColumnID(unique.table, ColumnID.wholeRow)])
    }
    findings.moment = Moment(deploy, .gates)
    applyRunningCode()
  }

  /// Returns no output if the backfill cannot run, or deletes rows.
  private mutating func start(_ backfill: Backfill) -> [Output] {
    if let replaced = backfill.replaces, !backfill.sources.contains(replaced) || backfill.transform != .copy {
      findings.report(.backfillWritesNothing(backfill.name))
      return []
    }
    for column in backfill.sources + backfill.targets where !state.store.has(column) {
      findings.report(.backfillNeedsMissingColumn(backfill.name), column)
      return []
    }
    if backfill.deletesRows {
      deleteRows(backfill)
      return []
    }
    if case .sql(let values, _) = backfill.transform {
      checkRepair(backfill, values)
      return []
    }
    return backfill.targets.map { target in
      NothingStale(context: context).check(backfill, target, state, &findings)
      let output = Output(backfill: backfill, target: target, contents: contents(of: backfill, target))
      NothingLost(context: context).check(backfill, target, state, &findings)
      WritesAccepted(context: context).check(output.contents, of: backfill, to: target, state, &findings)
      checkTermination(output)
      return output
    }
  }

  /// Inserts the rows that a backfill copies into other tables.
  private mutating func insertCopies(by backfill: Backfill) {
    let targets = Set(backfill.targets)
    for table in Set(targets.map(\.table)).sorted()
    where table != backfill.storedTable && state.store.tables[table] != nil {
      WritesAccepted(context: context).insertCopies(into: table, &state, &findings) { targets.contains($0) }
    }
  }

  /// Checks a repair in SQL.
  ///
  /// Each of its values is checked against the column's type before it is written, so it does what running code may do,
  /// and its values are current. It must not change a row twice, nor a key.
  private mutating func checkRepair(_ backfill: Backfill, _ values: [String]) {
    if values.count != backfill.targets.count { findings.report(.backfillWritesNothing(backfill.name)) }
    for target in backfill.targets {
      if !backfill.isOnce || target.table != backfill.storedTable {
        findings.report(.convertedRowsUnknown(backfill: backfill.name), target)
      }
      if state.store.columns[target]?.isKey == true { findings.report(.keyChanges, target) }
    }
  }

  /// Deletes the rows of a table.
  ///
  /// The backfill must list all columns of the table, so that each is checked.
  private mutating func deleteRows(_ backfill: Backfill) {
    guard let table = state.store.tables[backfill.storedTable], backfill.pending == .present else {
      return findings.report(.deletesRowsOfMissingTable(backfill: backfill.name))
    }
    let stored = table.storedName
    let names = context.scope.wholeRows.contains(stored) ? [ColumnID.wholeRow] : table.fields.map(\.storedName)
    let targets = Set(backfill.targets)
    for column in names.map({ ColumnID(stored, $0) }) where !targets.contains(column) {
      findings.report(.deletesRowsOfUnlistedColumn(backfill: backfill.name), column)
    }
    for target in backfill.targets { NothingLost(context: context).check(backfill, target, state, &findings) }
    state.contents.deleteRows(of: stored, columns: backfill.targets)
  }

  private func contents(of backfill: Backfill, _ target: ColumnID) -> Contents {
    let enforced = state.store.columns[target]?.type ?? FieldType(.any)
    let last = context.types.last[target] ?? enforced
    switch backfill.transform {
    case .fill(let value):
      let filled = Contents(value, in: last)
      if backfill.isInPlace(target) || backfill.sources.isEmpty { return filled }
      var present = input(of: backfill, target)
      present.mayBeAbsent = false
      return present.union(filled)
    case .custom, .sql:
      if case .notIn(let type) = backfill.pending { return Contents(context.canonical(type, of: target)) }
      return Contents(last)
    case .copy, .convert, .remap, .renameMembers, .unset:
      return input(of: backfill, target).mapped(by: backfill.transform) ?? Contents(enforced)
    }
  }

  /// Returns the values that a backfill may read in its pending rows.
  private func input(of backfill: Backfill, _ target: ColumnID) -> Contents {
    if backfill.isInPlace(target) || backfill.sources.isEmpty {
      let contents = state.contents[target]
      if case .notIn(let type) = backfill.pending { return contents.outside(context.canonical(type, of: target)) }
      return contents
    }
    // The sources with the same logical field, or all of them if there are none.
    let related = backfill.sources.filter { context.shareLogicalField($0, target) }
    return (related.isEmpty ? backfill.sources : related).reduce(into: Contents.nothing) { contents, source in
      contents.formUnion(state.contents[source])
    }
  }

  private mutating func checkTermination(_ output: Output) {
    let (backfill, target) = (output.backfill, output.target)
    guard state.store.has(target) else { return }
    if case .fill(let value) = backfill.transform, !value.isConstant, backfill.pending == .differs {
      // No two calls give the same value, so each row would differ from the next one.
      findings.report(.backfillNeverEnds(backfill.name), target)
    }
    guard case .notIn(let type) = backfill.pending else { return }
    if case .refused(let witness) = output.contents.containment(in: context.canonical(type, of: target)) {
      findings.report(.backfillNeverEnds(backfill.name), target, witness: witness)
    }
  }

  /// Each row has its value in the target then: the one that it had there, or that of the replaced column.
  ///
  /// It has none if it had none before the plan, or if code wrote none.
  private mutating func finishReplacing(_ replaced: ColumnID, _ output: Output) {
    var contents = state.contents[output.target].union(output.contents)
    contents.mayBeAbsent =
      context.types.first[replaced]?.isOptional ?? true
      || state.code.versions.contains { $0.writes[output.target]?.isOptional ?? true }
    state.contents.replace(output.target, by: contents)
    state.contents.replace(replaced, by: .absent)
  }

  /// Restricts the target to the values that it may have when no row is pending.
  ///
  /// `applyRunningCode` adds what running code writes afterwards.
  private mutating func finish(_ output: Output) {
    let (backfill, target) = (output.backfill, output.target)
    if let replaced = backfill.replaces { finishReplacing(replaced, output) }
    switch backfill.pending {
    case .differs where backfill.replaces != nil: break
    case .notIn(let type): state.contents.restrict(target, to: context.canonical(type, of: target))
    case .differs: state.contents.replace(target, by: output.contents)
    case .present: state.contents.replace(target, by: .absent)
    }
    if target.table != backfill.storedTable, context.scope.haveSameRows(target.table, backfill.storedTable),
      backfill.pending == .differs
    {
      state.stale.refreshRows(of: target.table)
    }
    for (field, staleness) in state.stale.logicalFields(of: target) {
      let sources = backfill.sources.filter { source in
        source != target && context.columnMapping.logicalFields(in: source).contains(field)
      }
      guard !sources.isEmpty, !sources.contains(where: { state.stale.isStale($0, in: field) }) else { continue }
      let isFresh =
        switch backfill.pending {
        case .differs: true
        case .notIn(let type): staleness == .missing && !type.isOptional
        case .present: false
        }
      if isFresh { state.stale.refresh(target, field) }
    }
  }
}
