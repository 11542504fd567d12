// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What a schema revision may do to a table that has rows, besides adding and dropping columns.
extension Replay {
  /// I1 for promises about several rows: a key or a unique index that old rows may break already.
  mutating func checkUniques(from old: Store, to next: Store) {
    // A copy takes over whatever rows its original has; any other new table has none.
    let added = Set(next.tables.keys.filter { old.tables[$0] == nil && watch.twins[$0] == nil })
    if !added.isEmpty { unbroken.formUnion(uniques.values.joined().lazy.filter { added.contains($0.table) }) }
    for unique in next.uniques.keys.sorted() where old.uniques[unique] == nil {
      let isOverNothing = unique.columns.contains {
        old.columns[$0] == nil && next.columns[$0] != nil && next.filling(of: $0) == nil
      }
      let isCopy = watch.twins[unique.table] != nil && old.tables[unique.table] == nil
      if isOverNothing && !isCopy || isKeptApart(unique, in: next) { unbroken.insert(unique) }
      if !unbroken.contains(unique) {
        report(
          .rowsFit, ColumnID(unique.table, StoredName(unique.spelling)),
          "stored rows may disagree with the unique index \(next.uniques[unique]?.text ?? "")")
      }
    }
    for (column, before) in columns {
      guard let after = next.columns[column], before.isKey != after.isKey else { continue }
      report(.rowsFit, column, "the key of a table with rows changes under them")
    }
  }

  /// Indexes under a name that stays: queries count on what they are over, and vectors must fit.
  ///
  /// A contract does not say what code expects of an index: code of the plan is taken to know the new one.
  mutating func checkIndexes(from old: Store, to next: Store) {
    for (index, definition) in next.indexes.sorted(by: { $0.key < $1.key }) {
      guard let before = old.indexes[index], before != definition else { continue }
      let place = ColumnID(index.table, StoredName(index.name.text))
      if case .vector(let dimensions) = before.kind, case .vector(let after) = definition.kind, after != dimensions,
        !verifiedIndexes.contains(index)
      {
        report(.rowsFit, place, "stored vectors may have \(dimensions) dimensions, and no gate has counted them")
      }
      if running.contains(where: { $0.release == 0 && $0.neededIndexes.contains(index) }) {
        report(.rowsReadable, place, "code from before the plan queries the index as it was")
      }
    }
  }

  /// I4: the store finds the row that it keeps in step with another by its key.
  mutating func checkCopies(in next: Store) {
    for (copy, original) in watch.twins.sorted(by: { $0.key < $1.key }) where next.keepsInSync(copy, original) {
      let keys = [copy, original].map { name in
        Set(
          (next.tables[name]?.keyFields ?? []).flatMap { columnMapping.logicalFields(in: ColumnID(name, $0.storedName)) })
      }
      guard keys[0] != keys[1] else { continue }
      report(
        .nothingStale, ColumnID(copy, ColumnID.wholeRow),
        "the store is to keep its rows in step with those of \(original), which have another key")
    }
  }

  /// I2 and I3: code that runs reads and writes a column in the form that it had.
  mutating func checkForms(from old: Store, to next: Store) {
    if old.target != next.target { report(.wellFormed, nil, "a plan cannot lead from one target to another") }
    guard next.target.isSQL else { return }
    let changed = columns.compactMap { column, _ -> (column: ColumnID, before: Field, after: Field)? in
      guard let before = old.field(of: column), let after = next.field(of: column) else { return nil }
      return before.type == after.type && before.storedForm == after.storedForm ? nil : (column, before, after)
    }
    let storage = (
      old: old.schema.storage(of: changed.map(\.before)), next: next.schema.storage(of: changed.map(\.after))
    )
    for (column, before, after) in changed {
      if storage.old.form(of: before) != storage.next.form(of: after) {
        report(.writesAccepted, column, "the store would hold it in another form, which running code does not know")
      }
      if let (one, other) = storage.next.indistinguishableMembers(of: after.type.value) {
        report(.nothingStale, column, "once stored, nothing tells \(one) from \(other)")
      }
    }
  }
}

extension Schema {
  /// How some of its fields are stored: only the tables that they refer to matter, and those that their keys refer to.
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
