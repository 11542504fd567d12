// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// E adds the table -> code may use it.
func introduce(_ table: Table) -> Track {
  let after = TrackState(
    tables: [table], code: CodeVersion(tables: [TableUse(table.name, stored: [table.storedName])]))
  return Track(
    table: table.name, before: TrackState(), steps: [.release(.introduce, after)],
    needs: table.references.filter { $0 != table.name })
}

/// -> stops using it; backup; delete its rows, where the store does not; E drops it, rows and all.
func remove(_ table: Table, target: Target) -> Track {
  let before = TrackState(
    tables: [table], code: CodeVersion(tables: [TableUse(table.name, stored: [table.storedName])]))
  return Track(
    table: table.name, before: before,
    steps: [
      .release(
        .stopUsing, before.with(code: CodeVersion()), backfill: table.deletingRows(on: target), backup: table.columnIDs),
      .storeOnly(.drop, TrackState()),
    ], ceasesOld: 1, leavesBehind: table.references.filter { $0 != table.name })
}

extension Table {
  /// The table with every value left to the code that inserts.
  fileprivate var withoutDefaults: Table {
    guard case .fields(let fields) = content else { return self }
    var table = self
    table.content = .fields(fields.map { $0.defaultValue == .auto ? $0 : $0.with(defaultValue: nil) })
    return table
  }

  /// Deletes all rows of a table that the plan drops; `nil` on SQL, where they go with the table.
  fileprivate func deletingRows(on target: Target) -> Backfill? {
    guard !target.isSQL else { return nil }
    return Backfill(
      name: "\(name).delete", table: name, storedTable: storedName, fields: ["*"], sources: [], targets: columnIDs,
      transform: .unset, pending: .present, after: 0, assessment: 0)
  }

  /// The columns of its rows, for plans in which it is of one kind throughout.
  var columnIDs: [ColumnID] {
    switch content {
    case .fields(let fields): fields.map { ColumnID(storedName, $0.storedName) }
    case .shapes: [ColumnID(storedName, ColumnID.wholeRow)]
    }
  }
}

extension TableContext {
  /// A table whose rows move to another stored table, because its name or its key changed.
  ///
  /// E adds the second table -> writes both, reads the old; backfill; -> writes both, reads the new; -> uses the new
  /// alone; backup; delete the old rows, where the store does not; E drops the old. Where the store keeps both in step,
  /// one release.
  ///
  /// - Parameter second: the new table as the schema calls it while both stand there.
  func copyTable(second: Table, storesBoth: Bool) -> Track {
    let fields = copiedFields(to: second)
    let oldTable = [old.storedName]
    let newTable = [second.storedName]
    func code(_ stored: [StoredName], _ uses: [FieldUse?]) -> CodeVersion {
      CodeVersion(uses: uses.compactMap { $0 }, tables: [TableUse(new.name, stored: stored)])
    }
    let before = TrackState(tables: [old], code: code(oldTable, fields.map(\.before)))
    // Of two columns in step at most one may have a default, or it would hide what code writes to the other.
    let both = [old, storesBoth ? second.withoutDefaults : second]
    let final = renamedBack(second)
    let fill = Backfill(
      name: new.name.text, table: new.name, storedTable: old.storedName, fields: ["*"],
      sources: fields.compactMap(\.source), targets: fields.compactMap(\.target),
      transform: .copy,
      pending: .differs, after: 0, assessment: 0)
    let after = code(newTable, fields.map(\.after))
    if storesBoth {
      let inStep = fields.compactMap(\.inStep)
      let kept = TrackState(tables: both, inStep: inStep, code: before.code)
      let switched = TrackState(tables: both, inStep: inStep, code: after)
      return Track(
        table: new.name, before: before,
        steps: [
          .storeOnly(.keepInStep, kept, backfill: fill),
          .release(.switchOver, switched, backup: old.columnIDs),
          .storeOnly(.drop, TrackState(tables: [final], code: after)),
        ], ceasesOld: 2, leavesBehind: references(of: old), needs: references(of: new))
    }
    let stored = oldTable + newTable
    let readsNew = TrackState(tables: both, code: code(stored, fields.map(\.readsNew)))
    return Track(
      table: new.name, before: before,
      steps: [
        .release(
          .writeBothReadOld, TrackState(tables: both, code: code(stored, fields.map(\.readsOld))), backfill: fill)
      ] + (overlaps ? [.release(.writeBothReadNew, readsNew)] : []) + [
        .release(
          .useOnlyNew, TrackState(tables: both, code: after), backfill: old.deletingRows(on: target),
          backup: old.columnIDs),
        .storeOnly(.drop, TrackState(tables: [final], code: after)),
      ], ceasesOld: overlaps ? 3 : 2, leavesBehind: references(of: old), needs: references(of: new))
  }

  /// The other tables that a row of this one may refer to.
  private func references(of table: Table) -> [TableName] { table.references.filter { $0 != table.name } }

  /// The second table under the name that it has in the new schema.
  private func renamedBack(_ second: Table) -> Table {
    var table = second
    table.name = new.name
    table.explicitStoredName = second.storedName.text.hasSameBytes(as: new.name.text) ? nil : second.storedName
    return table
  }

  /// How code uses one field in each part of a table's copy.
  private struct CopiedField {
    var before, readsOld, readsNew, after: FieldUse?
    /// Where the value is copied from and to.
    var source, target: ColumnID?

    var inStep: InStep? {
      guard let source, let target else { return nil }
      return InStep(old: source, new: target, transform: .copy)
    }
  }

  private func copiedFields(to second: Table) -> [CopiedField] {
    guard case .fields = old.content, case .fields = new.content else { return [copiedRow(to: second)] }
    let matching = matchFields(old, new)
    let pairs = matching.pairs.map { pair -> CopiedField in
      let truths = truth(pair.old)
      let a = column(pair.old)
      let b = ColumnID(second.storedName, pair.new.storedName)
      let oldUse = [ColumnUse(a, pair.old.type)]
      let newUse = [ColumnUse(b, pair.new.type)]
      let both = oldUse + [ColumnUse(b, beside(pair.old.type, pair.new.type, .copy))]
      return CopiedField(
        before: use(pair.old, truths, reads: oldUse, writes: oldUse),
        readsOld: use(pair.new, truths, reads: oldUse, writes: both),
        readsNew: use(pair.new, truths, reads: newUse, writes: both),
        after: use(pair.new, truths, reads: newUse, writes: newUse), source: a, target: b)
    }
    // New fields of a table that moves are optional: see `TrackBuilder.refuseBesideMove`.
    let added = matching.added.map { field -> CopiedField in
      let all = [ColumnUse(ColumnID(second.storedName, field.storedName), field.type)]
      let truths: Set = [TruthID(new.name, field.name)]
      let whole = use(field, truths, reads: all, writes: all)
      // Rows are missing in the second table until the backfill has been there.
      return CopiedField(before: nil, readsOld: use(field, truths, writes: all), readsNew: whole, after: whole)
    }
    let removed = matching.removed.map { field -> CopiedField in
      let all = [ColumnUse(column(field), field.type)]
      let onlyWritten = use(field, truth(field), writes: all)
      return CopiedField(
        before: use(field, truth(field), reads: all, writes: all), readsOld: onlyWritten, readsNew: onlyWritten,
        after: nil)
    }
    return pairs + added + removed
  }

  /// The rows of a table of several shapes move as one column does.
  private func copiedRow(to second: Table) -> CopiedField {
    let truths: Set = [TruthID(old.name, "*")]
    let a = ColumnID(old.storedName, ColumnID.wholeRow)
    let b = ColumnID(second.storedName, ColumnID.wholeRow)
    let oldUse = [ColumnUse(a, FieldType(old.rowType))]
    let newUse = [ColumnUse(b, FieldType(new.rowType))]
    let both = oldUse + [ColumnUse(b, beside(FieldType(old.rowType), FieldType(new.rowType), .copy))]
    func use(reads: [ColumnUse], writes: [ColumnUse]) -> FieldUse {
      FieldUse(table: new.name, field: "*", truths: truths, reads: reads, writes: writes)
    }
    return CopiedField(
      before: use(reads: oldUse, writes: oldUse), readsOld: use(reads: oldUse, writes: both),
      readsNew: use(reads: newUse, writes: both), after: use(reads: newUse, writes: newUse), source: a,
      target: b)
  }
}
