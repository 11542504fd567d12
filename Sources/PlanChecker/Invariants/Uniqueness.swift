// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Decides whether rows may be duplicates for a unique index, enforced or not.
struct Uniqueness {
  let context: PlanContext

  private var scope: ChangeScope { context.scope }

  /// Returns whether no two rows can be duplicates: the columns include a key, or fresh copies of the columns of
  /// another unique index.
  func isImplied(_ unique: UniqueID, in next: Store, _ state: RolloutState) -> Bool {
    var paths = Set(unique.paths)
    for path in unique.paths {
      guard let first = path.first else { continue }
      for source in injectiveSources(of: ColumnID(unique.table, StoredName(first.text)), state) {
        paths.insert([FieldName(source.column.text)] + path.dropFirst())
      }
    }
    if containsKey(paths, of: unique.table, in: next) { return true }
    if containsUnbroken(paths, of: unique.table, state) { return true }
    let isFresh = !state.stale.hasStaleRows(unique.table) && !unique.columns.contains(where: state.stale.isStale(_:))
    return scope.isShadow(unique.table) && isFresh && isImpliedByOriginal(unique, in: next, state) { _ in true }
  }

  /// Returns whether a version may write duplicates.
  func mayBreak(_ unique: UniqueID, _ version: Contract, _ state: RolloutState) -> Bool {
    guard unique.columns.contains(where: { mayWrite($0, version, state.store) }) else { return false }
    guard scope.isShadow(unique.table), !version.writes(unique.table) else {
      return !version.respects(unique) && !containsKey(Set(unique.paths), of: unique.table, in: state.store)
    }
    // It writes only the original table; the database copies its rows.
    return !isImpliedByOriginal(unique, in: state.store, state) { version.respects($0) }
  }

  private func mayWrite(_ column: ColumnID, _ version: Contract, _ store: Store) -> Bool {
    guard scope.contains(column), !scope.wholeRows.contains(column.table) else { return version.uses(column.table) }
    if !insertsRows(of: column.table, version), isWrittenWithKey(column, version, store) { return false }
    let writesPartner = store.partners(of: column).contains { version.writes[$0.column] != nil }
    if version.writes[column] != nil || writesPartner { return true }
    return version.uses(column.table) && store.defaultContents(of: column) != nil
  }

  /// Returns whether only an insert writes a column: it is a key, or a copy of one that the version writes too.
  private func isWrittenWithKey(_ column: ColumnID, _ version: Contract, _ store: Store) -> Bool {
    let mapping = context.columnMapping
    let copies = mapping.logicalFields(in: column).flatMap(mapping.columns(of:))
    return store.columns[column]?.isKey == true
      || copies.contains { store.columns[$0]?.isKey == true && version.writes[$0] != nil }
  }

  private func insertsRows(of table: StoredName, _ version: Contract) -> Bool {
    version.uses(table) || version.listedTables.contains { scope.haveSameRows($0, table) }
  }

  /// Returns whether the paths contain the key of a table.
  ///
  /// The key of a shadow table does not restrict the copied rows.
  func containsKey(_ paths: Set<[FieldName]>, of table: StoredName, in store: Store) -> Bool {
    guard !scope.isShadow(table), let keys = store.tables[table]?.keyFields, !keys.isEmpty else { return false }
    return keys.allSatisfy { paths.contains([FieldName($0.storedName.text)]) }
  }

  private func containsUnbroken(_ paths: Set<[FieldName]>, of table: StoredName, _ state: RolloutState) -> Bool {
    paths.contains { path in
      guard let first = path.first, let uniques = context.uniques[ColumnID(table, StoredName(first.text))] else {
        return false
      }
      return uniques.contains { state.uniques.isUnbroken($0) && paths.isSuperset(of: $0.paths) }
    }
  }

  /// Returns columns of the same table of which this one is a fresh copy, by a function that maps different values to
  /// different ones.
  private func injectiveSources(of column: ColumnID, _ state: RolloutState) -> [ColumnID] {
    context.copies[column].filter { copy in
      copy.source.table == column.table && copy.transform.isInjective && !state.stale.isStale(column)
        && !state.stale.isStale(copy.source)
    }
    .map(\.source)
  }

  /// Returns whether no two rows of a shadow table's original are duplicates for the shadow table's unique index.
  ///
  /// - Parameter holds: Whether a unique index of the original can be relied on.
  private func isImpliedByOriginal(
    _ unique: UniqueID, in store: Store, _ state: RolloutState, where holds: (UniqueID) -> Bool
  ) -> Bool {
    guard let original = scope.originals[unique.table] else { return true }
    var paths: Set<[FieldName]> = []
    for path in unique.paths {
      guard let first = path.first, !scope.wholeRows.contains(unique.table) else {
        paths.insert(path)
        continue
      }
      let column = ColumnID(unique.table, StoredName(first.text))
      let mapping = context.columnMapping
      let sources = mapping.logicalFields(in: column).flatMap(mapping.columns(of:)).filter { $0.table == original }
      // Rows without a value are not duplicates.
      guard let source = sources.min() else { return store.defaultContents(of: column) == nil }
      paths.insert([FieldName(source.column.text)] + path.dropFirst())
    }
    let keys = context.types.keys.filter { $0.table == original }.map { [FieldName($0.column.text)] }
    return !keys.isEmpty && paths.isSuperset(of: keys)
      || state.uniques.unbroken.contains { $0.table == original && paths.isSuperset(of: $0.paths) && holds($0) }
  }
}

extension Transform {
  /// Whether different values stay different.
  fileprivate var isInjective: Bool {
    switch self {
    case .copy, .convert: true
    case .fill, .remap, .renameMembers, .unset, .custom, .sql: false
    }
  }
}
