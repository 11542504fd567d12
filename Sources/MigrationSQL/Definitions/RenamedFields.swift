// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A column that a plan only renames.
///
/// While code of both versions runs, the column of the new name is a copy that triggers keep in sync. In the last deploy
/// the copy is dropped and the column gets its name, so that everything that the database has of it stays.
struct RenamedField: Hashable {
  var old: ColumnID
  /// The copy, which is the name at the end.
  var new: ColumnID
  /// The type before and after the plan; in between, a schema also accepts rows without a value.
  var type: FieldType
  /// The default before and after the plan, if the schema in between has none: all running code writes the copy.
  var hiddenDefault: Default?
  /// Whether running code writes the column instead of the copy: in a rollback.
  var isSwapped = false
}

extension Plan {
  /// The columns that the plan renames without another change of their definition.
  var renamedFields: [RenamedField] {
    guard let last = deploys.last?.schema else { return [] }
    let pairs = Set(deploys.flatMap(\.synced))
    return pairs.compactMap { pair -> RenamedField? in
      let ends = [pair.old, pair.new]
      guard pair.old.table == pair.new.table, pair.transform == .copy,
        !pairs.contains(where: { $0 != pair && (ends.contains($0.old) || ends.contains($0.new)) }),
        let before = base.field(pair.old), base.field(pair.new) == nil, let after = last.field(pair.new),
        last.field(pair.old) == nil, before.isStoredLike(after)
      else { return nil }
      return RenamedField(old: pair.old, new: pair.new, type: before.type, hiddenDefault: before.defaultValue)
    }.sorted { $0.new < $1.new }
  }
}

extension StoreRevision {
  /// The columns that are renamed from this revision to the next: both columns exist here, and only the new one there.
  func renames(until next: StoreRevision) -> [RenamedField] {
    // The new column stays until the end of the plan.
    renames.filter { next.schema.field($0.old) == nil }
  }

  /// Adds those of a plan's renames of which both columns exist and are in sync.
  mutating func addRenames(_ fields: [RenamedField]) {
    renames = fields.compactMap { rename in
      guard synced.contains(where: { $0.old == rename.old && $0.new == rename.new }) else { return nil }
      var rename = rename
      if schema.field(rename.old)?.defaultValue != nil { rename.hiddenDefault = nil }
      return rename
    }
  }

  /// Returns the revision without the copies, in which the columns have their new names.
  func renaming(_ fields: [RenamedField]) -> StoreRevision {
    changing(fields) { rename, table in
      let copy = table.fields.first { $0.storedName == rename.new.column }?.name
      table.indexes.removeAll { index in (index.paths + index.filters).contains { $0.first == copy } }
      table.content = .fields(
        table.fields.filter { $0.storedName != rename.new.column }.map { field in
          guard field.storedName == rename.old.column else { return field }
          var renamed = field.stored(as: rename.new.column)
          renamed.type = rename.type
          if let value = rename.hiddenDefault { renamed.defaultValue = value }
          return renamed
        })
    }
  }

  /// Returns the revision in which the columns have the names of their copies, and the copies those of the columns.
  func swapping(_ fields: [RenamedField]) -> StoreRevision {
    var swapped = changing(fields) { rename, table in
      table.content = .fields(
        table.fields.map { field in
          if field.storedName == rename.old.column { return field.stored(as: rename.new.column) }
          return field.storedName == rename.new.column ? field.stored(as: rename.old.column) : field
        })
    }
    for rename in fields {
      var other = rename
      (other.old, other.new, other.isSwapped) = (rename.new, rename.old, true)
      swapped.renames.append(other)
      swapped.synced.append(SyncedColumns(old: rename.new, new: rename.old, transform: .copy))
    }
    return swapped
  }

  /// Returns the revision in which the columns have the names that they had before the rename.
  ///
  /// - Parameter fields: Columns of which only the new names are in this revision.
  func withFormerNames(_ fields: [RenamedField]) -> StoreRevision {
    changing(fields) { rename, table in
      table.content = .fields(
        table.fields.map { $0.storedName == rename.new.column ? $0.stored(as: rename.old.column) : $0 })
    }
  }

  /// Returns the revision with changed tables, and without what keeps the columns in sync.
  private func changing(_ fields: [RenamedField], _ change: (RenamedField, inout Table) -> Void) -> StoreRevision {
    var changed = self
    let tables = Set(fields.map(\.new.table))
    for index in changed.schema.tables.indices where tables.contains(changed.schema.tables[index].storedName) {
      for rename in fields where rename.new.table == changed.schema.tables[index].storedName {
        change(rename, &changed.schema.tables[index])
      }
    }
    changed.renames.removeAll { fields.contains($0) }
    changed.synced.removeAll { pair in fields.contains { $0.old == pair.old && $0.new == pair.new } }
    return changed
  }
}

extension Schema {
  /// The field that is stored in a column.
  fileprivate func field(_ column: ColumnID) -> Field? {
    tables.first { $0.storedName == column.table }?.fields.first { $0.storedName == column.column }
  }
}

extension Field {
  /// Whether the definitions of both columns differ only in the name.
  fileprivate func isStoredLike(_ other: Field) -> Bool {
    !isKey && !other.isKey && type == other.type && storedForm == other.storedForm && defaultValue == other.defaultValue
      && onDelete == other.onDelete
  }

  fileprivate func stored(as name: StoredName) -> Field {
    var field = self
    field.explicitStoredName = name
    return field
  }
}
