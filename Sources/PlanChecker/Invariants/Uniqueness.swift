// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Why no two rows disagree with a unique index that nobody enforced or counted.
extension Replay {
  /// Whether no two rows can be alike in the columns of a unique index, since among them are a key, or up to date copies
  /// of what another unique index keeps apart.
  func isKeptApart(_ unique: UniqueID, in next: Store) -> Bool {
    var paths = Set(unique.paths)
    for path in unique.paths {
      guard let first = path.first else { continue }
      for other in originals(of: ColumnID(unique.table, StoredName(first.text))) {
        paths.insert([FieldName(other.column.text)] + path.dropFirst())
      }
    }
    if containsKey(paths, of: unique.table, in: next) || containsPromise(paths, of: unique.table) { return true }
    let isUpToDate = !staleRows.contains(unique.table) && unique.columns.allSatisfy { (stale[$0] ?? [:]).isEmpty }
    return watch.twins[unique.table] != nil && isUpToDate && isPromised(unique, in: next) { _ in true }
  }

  /// Whether some of the paths are the key of a table; the key of a copy says nothing of the rows that it takes over.
  func containsKey(_ paths: Set<[FieldName]>, of table: StoredName, in store: Store) -> Bool {
    guard watch.twins[table] == nil, let keys = store.tables[table]?.keyFields, !keys.isEmpty else { return false }
    return keys.allSatisfy { paths.contains([FieldName($0.storedName.text)]) }
  }

  private func containsPromise(_ paths: Set<[FieldName]>, of table: StoredName) -> Bool {
    paths.contains { path in
      guard let first = path.first, let uniques = uniques[ColumnID(table, StoredName(first.text))] else { return false }
      return uniques.contains { unbroken.contains($0) && paths.isSuperset(of: $0.paths) }
    }
  }

  /// Columns of the same table that this one is a copy of: where they differ, it differs.
  private func originals(of column: ColumnID) -> [ColumnID] {
    (copies[column] ?? []).filter { copy in
      let isUpToDate = [column, copy.source].allSatisfy { (stale[$0] ?? [:]).isEmpty }
      return copy.source.table == column.table && copy.transform.keepsApart && isUpToDate
    }
    .map(\.source)
  }

  /// Whether no two rows of a copied table's original disagree with the copy's unique index.
  ///
  /// - Parameter holds: whether a unique index of the original is a promise to rely on.
  func isPromised(_ unique: UniqueID, in store: Store, where holds: (UniqueID) -> Bool) -> Bool {
    guard let original = watch.twins[unique.table] else { return true }
    var paths: Set<[FieldName]> = []
    for path in unique.paths {
      guard let first = path.first, !watch.wholeRows.contains(unique.table) else {
        paths.insert(path)
        continue
      }
      let column = ColumnID(unique.table, StoredName(first.text))
      let sources = meanings.truths(in: column).flatMap(meanings.holders).filter { $0.table == original }
      // A column that no copied row has a value in makes no two rows alike.
      guard let source = sources.min() else { return store.filling(of: column) == nil }
      paths.insert([FieldName(source.column.text)] + path.dropFirst())
    }
    let keys = types.keys.filter { $0.table == original }.map { [FieldName($0.column.text)] }
    return !keys.isEmpty && paths.isSuperset(of: keys)
      || unbroken.contains { $0.table == original && paths.isSuperset(of: $0.paths) && holds($0) }
  }
}

extension Transform {
  /// Whether what differs still differs afterwards.
  fileprivate var keepsApart: Bool {
    switch self {
    case .copy, .convert: true
    case .fill, .remap, .unset, .custom: false
    }
  }
}
