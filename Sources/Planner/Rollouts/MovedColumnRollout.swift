// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A field whose values move to a second column.
struct MovedColumnRollout {
  private let table: TableContext
  /// The field in the old schema, stored in the first column.
  let old: Field
  /// The field in the new schema, stored in the second column.
  let new: Field
  /// The field of the second column while both columns exist.
  var second: Field
  let transform: Transform
  /// Whether every old value is also a new value, unchanged: then the first versions write only old values to both
  /// columns.
  private let isWidening: Bool

  /// Creates the rollout and chooses the second column: the renamed one, or a fresh one if the stored name does not
  /// change.
  init(_ table: inout TableContext, from old: Field, to new: Field, _ transform: Transform) {
    self.old = old
    self.transform = transform
    // A reference to a row with a new key is a different value, even if the table keeps its name.
    isWidening =
      old.type.renamingReferences(table.assessment.tableRenames).isSubset(of: new.type, on: table.target)
      && !new.type.value.references.contains(where: table.assessment.rekeyed.contains)
    if old.storedName != new.storedName {
      self.new = new
      // A field that keeps its name needs a second name while both columns are in one schema.
      second =
        old.name == new.name ? new.renamed(table.freshName(like: new.name.text)).stored(as: new.storedName) : new
    } else {
      let name = table.freshName(like: new.storedName.text)
      table.move(new.name, to: StoredName(name))
      self.new = new.stored(as: StoredName(name))
      second = new.renamed(name)
    }
    self.table = table
  }

  private var oldColumn: ColumnID { table.column(old) }
  private var newColumn: ColumnID { table.column(new) }
  private var oldUse: [ColumnUse] { [ColumnUse(oldColumn, old.type)] }
  private var newUse: [ColumnUse] { [ColumnUse(newColumn, new.type)] }
  private var logicalFields: Set<LogicalField> { table.logicalField(old) }
  private var synced: [SyncedColumns] { [SyncedColumns(old: oldColumn, new: newColumn, transform: transform)] }

  /// Whether there are new values in addition to the old ones.
  private var isWider: Bool { isWidening && !new.type.isSameSet(as: old.type, on: table.target) }

  private var before: RolloutState {
    RolloutState(fields: [old], code: CodeVersion(table.use(old, logicalFields, reads: oldUse, writes: oldUse)))
  }

  private var fill: Backfill { table.backfill(new, from: [oldColumn], to: [newColumn], transform, .differs) }

  /// The rollout in which code writes both columns.
  ///
  /// 1. Release: adds the new column, nullable; code writes both and reads the old one. Backfill of rows whose new
  ///    column differs.
  /// 2. Release: requires the new column; code writes both and reads the new one.
  /// 3. Release: makes the old column nullable; code uses only the new one. Backup; unset on `document`.
  /// 4. Store: drops the old column.
  ///
  /// If the database can keep both columns in sync after step 1, `switchOver` replaces the other steps.
  func writingBoth() -> Rollout {
    let copied = isWidening ? old.type : table.typeOfCopy(of: old.type, as: new.type, by: transform)
    var both = oldUse + [ColumnUse(newColumn, copied)]
    // Rows without a value get the default afterwards, so code writes none that lack it.
    if case .fill = transform { both[0].type = old.type.required }
    // If the database cleared only the second column, the first would be stale.
    let isCleared = new.onDelete == .setNull && old.onDelete != .setNull
    let second = isCleared ? self.second.with(onDelete: old.onDelete) : self.second
    func code(reads: [ColumnUse], writes: [ColumnUse]) -> CodeVersion {
      CodeVersion(
        uses: [table.use(new, logicalFields, reads: reads, writes: writes)],
        tolerates: isCleared ? table.tolerance(newColumn, of: [second, self.second]) : [:])
    }
    // If the first version reads the whole new type, the next may write it, provided that the first column can store
    // it.
    let isReadWide = canWidenInSync
    let readsOld = RolloutState(
      fields: [old, second.relaxed],
      code: code(reads: isReadWide ? [ColumnUse(oldColumn, new.type)] : oldUse, writes: both))
    let readsNew = RolloutState(
      fields: [old, second.with(defaultValue: nil)], code: code(reads: newUse, writes: both))
    let newOnly = RolloutState(
      fields: [old.relaxed, second.with(defaultValue: nil)], code: code(reads: newUse, writes: newUse))
    let steps: [RolloutStep]
    let oldWritesEnd: Int
    if canSyncWithoutDefault {
      // The database can keep both in sync once no code leaves the first column to its default.
      var switched = newOnly.with(fields: newOnly.fields, synced: synced)
      if isReadWide { switched.fields[0] = old.widened(to: new.type).relaxed }
      steps =
        [.release(isReadWide ? .writeBothReadWide : .writeBothReadOld, readsOld, backfill: fill)]
        + switchOver(switched, isReadWide: isReadWide)
      oldWritesEnd = 2
    } else {
      steps =
        [.release(.writeBothReadOld, readsOld, backfill: fill)]
        + (table.overlaps ? [.release(.writeBothReadNew, readsNew)] : [])
        + [
          .release(.useOnlyNew, newOnly, backfill: table.unsetting(old), backup: [oldColumn]),
          .storeOnly(.drop, newOnly.with(fields: [new])),
        ]
      oldWritesEnd = steps.count - 1
    }
    return rollout(steps, oldWritesEnd: oldWritesEnd)
  }

  /// The rollout in which the database keeps both columns in sync: one release, unless the new type is wider.
  ///
  /// 1. Store: adds the new column, nullable and in sync with the old one. Backfill.
  /// 2. Release: makes the old column nullable; code uses the new one. Backup.
  /// 3. Store: drops the old column.
  ///
  /// Both columns are nullable while either may be written alone: SQLite's triggers run after the check of NOT NULL.
  func inSync() -> Rollout {
    let both = before.with(fields: [old, second.relaxed], synced: synced)
    // The old default is kept for code that relies on it; a value that code writes to the new column overrides it.
    let switched = RolloutState(
      fields: [old.with(type: old.type.optional), second.relaxed], synced: synced,
      code: CodeVersion(table.use(new, logicalFields, reads: newUse, writes: newUse)))
    return rollout(
      [.storeOnly(.keepInSync, both, backfill: fill)] + switchOver(switched, isReadWide: false), oldWritesEnd: 2)
  }

  /// Whether the short rollout is possible: values move unchanged, and no index needs all of them under one name.
  var canReplace: Bool {
    func uses(_ table: Table, _ field: Field) -> Bool {
      table.indexes.contains { index in (index.paths + index.filters).contains { $0.first == field.name } }
    }
    return table.target.capabilities.replacesCode && transform == .copy && isWidening && old.name != new.name
      && !uses(table.old, old) && !uses(table.new, new)
      && !table.new.fields.contains { $0.sources.contains(old.name) || $0.sources.contains(new.name) }
  }

  /// The rollout in which each row has its value in one of the two columns.
  ///
  /// 1. Release: both columns are optional; code reads the new one or else the old one, writes the new one and removes
  ///    the old one. Backfill that moves the values of the other rows.
  /// 2. Release: requires the new column, drops the old one; code uses only the new one.
  func replacing() -> Rollout {
    var use = table.use(
      new, logicalFields,
      reads: [ColumnUse(newColumn, new.type.optional), ColumnUse(oldColumn, old.type.optional)], writes: newUse)
    use.replaces = oldColumn
    var move = fill
    move.replaces = oldColumn
    let both = RolloutState(fields: [old.relaxed, second.relaxed], code: CodeVersion(use))
    let newOnly = RolloutState(
      fields: [new], code: CodeVersion(table.use(new, logicalFields, reads: newUse, writes: newUse)))
    return rollout(
      [.release(.replaceOnWrite, both, backfill: move), .release(.useOnlyNew, newOnly)], oldWritesEnd: 1)
  }

  private func rollout(_ steps: [RolloutStep], oldWritesEnd: Int) -> Rollout {
    Rollout(
      table: table.new.name, before: before, steps: steps, oldWritesEnd: oldWritesEnd,
      oldReferences: old.type.value.references, newReferences: new.type.value.references)
  }

  /// Returns the last steps for columns in sync.
  ///
  /// 1. Release: code uses the new column. Backup.
  /// 2. Drops the old column: store, or a release in which code writes the wider type.
  ///
  /// - Parameter isReadWide: Whether the previous code reads the whole new type from the old column.
  private func switchOver(_ switched: RolloutState, isReadWide: Bool) -> [RolloutStep] {
    guard isWider, !isReadWide else {
      return [
        .release(.switchOver, switched, backup: [oldColumn]), .storeOnly(.drop, switched.with(fields: [new])),
      ]
    }
    // While older code reads the old column, code writes only values to the new one that the older code can read.
    var narrow = switched
    narrow.code.uses = narrow.code.uses.map { use in
      var use = use
      use.writes = [ColumnUse(newColumn, old.type)]
      return use
    }
    let wide = RolloutState(fields: [new], code: switched.code)
    return [.release(.switchOver, narrow, backup: [oldColumn]), .release(.writeWide, wide)]
  }

  /// Whether the database can keep both columns in sync with every write of old and new code.
  var canSync: Bool {
    // With a default, an empty optional column would not show which of the two columns is newer. Values that belong
    // only to the new type are written after the old column is dropped.
    canSyncWithoutDefault && !(old.defaultValue != nil && old.type.isOptional)
  }

  /// Whether both columns stay in sync when the new one stores values that the old type rejects: the old column is then
  /// widened, too.
  var canWidenInSync: Bool {
    let wide = old.widened(to: new.type)
    let assessment = table.assessment
    return isWider && canSyncWithoutDefault && assessment.storesAlike(old, wide)
      && assessment.newForms.canSync(wide, second, in: assessment.newForms)
  }

  /// Whether the database can keep both columns in sync once no code leaves the old column to its default.
  private var canSyncWithoutDefault: Bool {
    guard table.target.capabilities.syncsColumns, table.overlaps,
      table.assessment.oldForms.canSync(old, second, in: table.assessment.newForms)
    else { return false }
    let source = old.type.renamingReferences(table.assessment.tableRenames)
    switch transform {
    case .copy: return source.isSubset(of: new.type)
    case .remap(let renames):
      return transform.isInvertible(on: old.type) && new.type.isSameSet(as: source.applying(renames))
        && renames.areInReach(of: table.target)
        && !renames.contains { rename in renames.contains { $0.path == rename.path && $0.old == rename.new } }
    case .fill, .convert, .renameMembers, .unset, .custom, .sql: return false
    }
  }
}
