// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Unique indexes, which only code that knows them respects, and indexes, which queries need.
extension Replay {
  mutating func checkPromises() {
    for version in running {
      for unique in store.uniques.keys.sorted() where mayBreak(unique, version) {
        report(
          .writesAccepted, ColumnID(unique.table, StoredName(unique.spelling)),
          "running code does not expect the unique index \(store.uniques[unique]?.text ?? "") to refuse")
      }
      for index in version.neededIndexes where store.indexes[index] == nil && store.tables[index.table] != nil {
        report(
          .rowsReadable, ColumnID(index.table, StoredName(index.name.text)),
          "running code queries an index that is gone")
      }
    }
    unbroken = unbroken.filter { unique in
      store.uniques[unique] != nil || !running.contains { mayBreak(unique, $0) }
    }
  }

  /// Whether a version may write two rows that disagree with a unique index.
  func mayBreak(_ unique: UniqueID, _ version: Contract) -> Bool {
    guard unique.columns.contains(where: { mayWrite($0, version) }) else { return false }
    guard watch.twins[unique.table] != nil, !version.uses(unique.table) else {
      return !version.respects(unique) && !containsKey(Set(unique.paths), of: unique.table, in: store)
    }
    // It knows only the original, whose rows the store copies.
    return !isPromised(unique, in: store) { version.respects($0) }
  }

  private func mayWrite(_ column: ColumnID, _ version: Contract) -> Bool {
    guard watch.contains(column), !watch.wholeRows.contains(column.table) else {
      return version.uses(column.table)
    }
    if version.writes[column] != nil || store.partners(of: column).contains(where: { version.writes[$0.column] != nil })
    {
      return true
    }
    return version.uses(column.table) && store.filling(of: column) != nil
  }
}

extension UniqueID {
  /// The columns that it is over.
  var columns: [ColumnID] { paths.compactMap { path in path.first.map { ColumnID(table, StoredName($0.text)) } } }

  var spelling: String {
    "(" + paths.map { $0.map(\.text).joined(separator: ".") }.joined(separator: ", ") + ")"
  }
}
