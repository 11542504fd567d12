// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The change of the enforced schema by a deploy.
struct SchemaRevision {
  let old: Store
  let next: Store
  /// Sorted.
  let dropped: [ColumnID]

  /// An index that keeps its name and changes its definition.
  struct IndexChange {
    var id: IndexID
    var before: Index
    var after: Index
  }

  /// A column whose type or stored form changes.
  struct FormChange {
    var column: ColumnID
    /// Whether values that running code knows would be stored in another form.
    var changesStoredForm: Bool
    /// Two members of the new type whose stored values cannot be distinguished.
    var indistinguishableMembers: (ValueType, ValueType)?
  }

  init(from old: Store, to next: Store) {
    self.old = old
    self.next = next
    dropped = old.listed.map(\.column).filter { !next.has($0) }
  }

  /// Sorted.
  var added: [ColumnID] { next.listed.map(\.column).filter { !old.has($0) } }

  /// Sorted.
  var indexChanges: [IndexChange] {
    next.indexes.compactMap { id, after in
      guard let before = old.indexes[id], before != after else { return nil }
      return IndexChange(id: id, before: before, after: after)
    }
    .sorted { $0.id < $1.id }
  }

  /// Sorted; empty for document stores, which have one form of each value.
  var formChanges: [FormChange] {
    guard next.target.capabilities.hasColumns else { return [] }
    let changed = old.listed.compactMap { column, _ -> (column: ColumnID, before: Field, after: Field)? in
      guard let before = old.field(of: column), let after = next.field(of: column) else { return nil }
      return before.type == after.type && before.storedForm == after.storedForm ? nil : (column, before, after)
    }
    let oldStorage = old.schema.storage(of: changed.map(\.before))
    let nextStorage = next.schema.storage(of: changed.map(\.after))
    return changed.map { column, before, after in
      let (form, next) = (oldStorage.form(of: before), nextStorage.form(of: after))
      return FormChange(
        column: column, changesStoredForm: form != next && !form.widensInPlace(to: next),
        indistinguishableMembers: nextStorage.indistinguishableMembers(of: after.type.value))
    }
  }
}

extension Schema {
  /// Returns the storage of some fields; it includes only the tables that they reference, directly or by their keys.
  fileprivate func storage(of fields: [Field]) -> Storage {
    var tables: [TableName: Table] = [:]
    var waiting = fields.map(\.type.value)
    while let type = waiting.popLast() {
      type.forEachReference { name in
        guard tables[name] == nil, let table = referencedTable(name) else { return }
        tables[name] = table
        waiting += table.keyFields.map(\.type.value)
      }
    }
    return Storage(of: Schema(target: target, tables: Array(tables.values)))
  }
}
