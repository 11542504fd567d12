// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The parts of the tables that a plan changes, backfills or relies on.
///
/// A plan describes only these: other plans may add, change and drop the rest of a table meanwhile.
struct OwnColumns {
  /// Tables that are created, dropped or copied, or whose variants change: all their columns.
  private var whole: Set<StoredName> = []
  private var columns: Set<ColumnID> = []
  private var indexes: Set<IndexID> = []

  init(of plan: Plan) {
    let revisions = [plan.revision(after: 0)] + plan.deploys.map { plan.revision(after: $0.number) }
    for (old, new) in zip(revisions, revisions.dropFirst()) { addChanges(from: old.schema, to: new.schema) }
    for pair in revisions.flatMap(\.synced) {
      if pair.old.table != pair.new.table { whole.formUnion([pair.old.table, pair.new.table]) }
      columns.formUnion([pair.old, pair.new])
    }
    for backfill in plan.backfills {
      columns.formUnion(backfill.targets + backfill.sources)
      if backfill.deletesRows || backfill.copiesTable { whole.insert(backfill.storedTable) }
    }
    columns.formUnion(plan.columnMapping.keys)
    let changed = columns
    for table in revisions.flatMap(\.schema.tables) {
      for index in table.indexes {
        let covered = index.coveredFields(of: table).map { ColumnID(table.storedName, $0) }
        let id = IndexID(table.storedName, index.name)
        if indexes.contains(id) {
          columns.formUnion(covered)
        } else if !covered.isEmpty, covered.allSatisfy(changed.contains) {
          // Another plan may change the other columns of an index that stays.
          indexes.insert(id)
        }
      }
    }
  }

  private mutating func addChanges(from old: Schema, to new: Schema) {
    for (before, after) in new.tables(changedSince: old) {
      guard let before, let after, before.keepsRows(as: after) else {
        whole.formUnion([before, after].compactMap { $0?.storedName })
        continue
      }
      for (one, other) in [(before, after), (after, before)] {
        let known = Dictionary(other.fields.map { ($0.storedName, $0) }, uniquingKeysWith: { first, _ in first })
        for field in one.fields where known[field.storedName] != field {
          columns.insert(ColumnID(one.storedName, field.storedName))
        }
        for index in one.indexes {
          let isKept =
            other.index(index.name) == index && index.coveredFields(of: one) == index.coveredFields(of: other)
          if !isKept { indexes.insert(IndexID(one.storedName, index.name)) }
        }
      }
    }
  }

  /// Returns a revision whose tables have only these parts, and their keys.
  func limiting(_ revision: StoreRevision) -> StoreRevision {
    var limited = revision
    limited.schema.tables = revision.schema.tables.map { table in
      if whole.contains(table.storedName) { return table }
      var table = table
      if case .fields(let fields) = table.content {
        table.content = .fields(
          fields.filter { $0.isKey || columns.contains(ColumnID(table.storedName, $0.storedName)) })
      }
      table.indexes = table.indexes.filter { indexes.contains(IndexID(table.storedName, $0.name)) }
      return table
    }
    return limited
  }
}

extension Table {
  /// Whether another revision of the table has its rows: only columns beside the key, and indexes, may differ.
  fileprivate func keepsRows(as other: Table) -> Bool {
    switch (content, other.content) {
    case (.fields(let left), .fields(let right)):
      storedName == other.storedName
        && left.filter(\.isKey).map(\.storedName) == right.filter(\.isKey).map(\.storedName)
    case (.variants, _), (_, .variants): storedName == other.storedName && content == other.content
    }
  }
}

extension Index {
  /// The stored names of the fields that it covers or filters.
  fileprivate func coveredFields(of table: Table) -> [StoredName] {
    (paths + filters).compactMap { $0.first.flatMap(table.field)?.storedName }
  }
}
