// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The stored tables whose definitions may differ between two revisions.
func possiblyChangedTables(_ old: StoreRevision, _ new: StoreRevision) -> Set<StoredName> {
  let before = Dictionary(old.schema.tables.map { ($0.storedName, $0) }) { first, _ in first }
  var changed: Set<StoredName> = []
  for table in new.schema.tables where before[table.storedName] != table { changed.insert(table.storedName) }
  let after = Set(new.schema.tables.map(\.storedName))
  for table in old.schema.tables where !after.contains(table.storedName) { changed.insert(table.storedName) }
  if old.synced != new.synced || old.demanded != new.demanded {
    for pair in old.synced + new.synced { changed.formUnion([pair.old.table, pair.new.table]) }
  }
  if changed.isEmpty { return changed }
  // References to a table contain its name and key.
  let (keysBefore, keysAfter) = (old.referenceTargets, new.referenceTargets)
  let moved = Set(keysBefore.keys).union(keysAfter.keys).filter { keysBefore[$0] != keysAfter[$0] }
  guard !moved.isEmpty else { return changed }
  for table in old.schema.tables + new.schema.tables where !changed.contains(table.storedName) {
    if table.references.contains(where: moved.contains) { changed.insert(table.storedName) }
  }
  return changed
}

/// The definition of references to a table.
private struct ReferenceTarget: Hashable {
  var table: StoredName
  var key: StoredName?
  var type: Storage.Key?
}

extension StoreRevision {
  fileprivate var referenceTargets: [TableName: ReferenceTarget] {
    let storage = Storage(of: schema)
    return Dictionary(
      schema.tables.map { table in
        (
          table.name,
          ReferenceTarget(
            table: table.storedName, key: table.keyFields.first?.storedName, type: storage.key(of: table.name))
        )
      }, uniquingKeysWith: { first, _ in first })
  }
}
