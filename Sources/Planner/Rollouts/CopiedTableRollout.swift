// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A table whose rows move to another stored table, because its name or its key changed.
struct CopiedTableRollout {
  let table: TableContext
  /// The new table, with the name that it has while both tables exist.
  let second: Table
  /// Whether the database keeps both tables in sync.
  let isSynced: Bool

  /// 1. Release: adds the second table; code writes both and reads the old one. Backfill.
  /// 2. Release: code writes both and reads the new table.
  /// 3. Release: code uses only the new table. Backup; deletion of the old rows on `document`.
  /// 4. Store: drops the old table.
  ///
  /// In sync:
  /// 1. Store: adds the second table. Backfill.
  /// 2. Release: code uses the new table. Backup.
  /// 3. Store: drops the old table.
  var rollout: Rollout {
    let (old, new) = (table.old, table.new)
    let fields = copiedFields
    let oldTable = [old.storedName]
    let newTable = [second.storedName]
    func code(_ stored: [StoredName], _ uses: [FieldUse?]) -> CodeVersion {
      CodeVersion(uses: uses.compactMap { $0 }, tables: [TableUse(new.name, stored: stored)])
    }
    let before = RolloutState(tables: [old], code: code(oldTable, fields.map(\.before)))
    // At most one of two columns in sync may have a default, which would hide the value that code writes to the other.
    let both = [old, isSynced ? second.withoutDefaults : second]
    let fill = Backfill(
      name: new.name.text, table: new.name, storedTable: old.storedName, fields: ["*"],
      sources: fields.compactMap(\.source), targets: fields.compactMap(\.target), transform: .copy, pending: .differs,
      after: 0, assessment: 0)
    let after = code(newTable, fields.map(\.after))
    let drop = RolloutStep.storeOnly(.drop, RolloutState(tables: [finalTable], code: after))
    let steps: [RolloutStep]
    if isSynced {
      let synced = fields.compactMap(\.synced)
      let kept = RolloutState(tables: both, synced: synced, code: before.code)
      let switched = RolloutState(tables: both, synced: synced, code: after)
      steps = [
        .storeOnly(.keepInSync, kept, backfill: fill), .release(.switchOver, switched, backup: old.columnIDs), drop,
      ]
    } else {
      let stored = oldTable + newTable
      let readsOld = RolloutState(tables: both, code: code(stored, fields.map(\.readsOld)))
      let readsNew = RolloutState(tables: both, code: code(stored, fields.map(\.readsNew)))
      let newOnly = RolloutState(tables: both, code: after)
      steps =
        [.release(.writeBothReadOld, readsOld, backfill: fill)]
        + (table.overlaps ? [.release(.writeBothReadNew, readsNew)] : [])
        + [
          .release(.useOnlyNew, newOnly, backfill: old.deletingRows(on: table.target), backup: old.columnIDs), drop,
        ]
    }
    return Rollout(
      table: new.name, before: before, steps: steps, oldWritesEnd: steps.count - 1,
      oldReferences: old.referencesToOthers, newReferences: new.referencesToOthers)
  }

  /// The second table with its name in the new schema.
  private var finalTable: Table {
    var result = second
    result.name = table.new.name
    result.explicitStoredName = second.storedName.text.hasSameBytes(as: table.new.name.text) ? nil : second.storedName
    return result
  }

  /// The use of one field by code in each state of the rollout.
  private struct CopiedField {
    var before, readsOld, readsNew, after: FieldUse?
    /// The columns between which the value is copied.
    var source, target: ColumnID?

    var synced: SyncedColumns? {
      guard let source, let target else { return nil }
      return SyncedColumns(old: source, new: target, transform: .copy)
    }
  }

  /// The fields of both tables; none of a table of several variants, which has no key of its own and is never copied.
  private var copiedFields: [CopiedField] {
    let matching = matchFields(table.old, table.new)
    let pairs = matching.pairs.map { pair -> CopiedField in
      let logicalFields = table.logicalField(pair.old)
      let oldColumn = table.column(pair.old)
      let newColumn = ColumnID(second.storedName, pair.new.storedName)
      let oldUse = [ColumnUse(oldColumn, pair.old.type)]
      let newUse = [ColumnUse(newColumn, pair.new.type)]
      let both = oldUse + [ColumnUse(newColumn, table.typeOfCopy(of: pair.old.type, as: pair.new.type, by: .copy))]
      return CopiedField(
        before: table.use(pair.old, logicalFields, reads: oldUse, writes: oldUse),
        readsOld: table.use(pair.new, logicalFields, reads: oldUse, writes: both),
        readsNew: table.use(pair.new, logicalFields, reads: newUse, writes: both),
        after: table.use(pair.new, logicalFields, reads: newUse, writes: newUse), source: oldColumn, target: newColumn)
    }
    // New fields of a copied table are optional: see `RolloutBuilder.rejectBesideCopy`.
    let added = matching.added.map { field -> CopiedField in
      let all = [ColumnUse(ColumnID(second.storedName, field.storedName), field.type)]
      let logicalFields: Set = [LogicalField(table.new.name, field.name)]
      let whole = table.use(field, logicalFields, reads: all, writes: all)
      // Until the backfill has run, the second table lacks rows, so the field is not read.
      let onlyWritten = table.use(field, logicalFields, writes: all)
      return CopiedField(before: nil, readsOld: onlyWritten, readsNew: whole, after: whole)
    }
    let removed = matching.removed.map { field -> CopiedField in
      let all = [ColumnUse(table.column(field), field.type)]
      let logicalFields = table.logicalField(field)
      let onlyWritten = table.use(field, logicalFields, writes: all)
      return CopiedField(
        before: table.use(field, logicalFields, reads: all, writes: all), readsOld: onlyWritten, readsNew: onlyWritten,
        after: nil)
    }
    return pairs + added + removed
  }
}

extension Table {
  /// The table without defaults: inserts must give every value.
  fileprivate var withoutDefaults: Table {
    guard case .fields(let fields) = content else { return self }
    var table = self
    table.content = .fields(fields.map { $0.defaultValue == .auto ? $0 : $0.with(defaultValue: nil) })
    return table
  }
}
