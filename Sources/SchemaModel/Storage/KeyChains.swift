// Part of Bellows. MIT licence: see LICENSE.

/// Returns the fields marked `@key`, for the tables that have any.
package func keyFields(of tables: some Sequence<Table>) -> [TableName: [Field]] {
  var result: [TableName: [Field]] = [:]
  for table in tables where !table.keyFields.isEmpty { result[table.name] = table.keyFields }
  return result
}

/// Resolves keys that are references to the keys that they store.
///
/// A table with several key fields has no key. A table in a cycle (the key of `a` is an `id<b>`, and the reverse) has
/// none either; the cycles are returned.
package func resolveKeys(
  _ keyFields: [TableName: [Field]]
) -> (named: [TableName: Storage.Key?], cycles: [[TableName]]) {
  var named: [TableName: Storage.Key?] = [:]
  var references: [TableName: TableName] = [:]
  for (table, fields) in keyFields {
    guard fields.count == 1, let field = fields.first else {
      named.updateValue(nil, forKey: table)
      continue
    }
    if case .reference(let next) = field.type.value {
      references[table] = next
    } else {
      named[table] = Storage.Key(type: field.type.value, storedForm: field.storedForm)
    }
  }
  var cycles: [[TableName]] = []
  var followed: Set<TableName> = []
  for start in references.keys where !followed.contains(start) {
    // Each table is visited once: all tables of a chain get the key at its end.
    var chain: [TableName] = []
    var indices: [TableName: Int] = [:]
    var table = start
    while let next = references[table], followed.insert(table).inserted {
      indices[table] = chain.count
      chain.append(table)
      table = next
    }
    if let index = indices[table] { cycles.append(rotated(Array(chain[index...]))) }
    let end = named[table] ?? (indices[table] == nil ? .assigned : nil)
    for table in chain { named.updateValue(end, forKey: table) }
  }
  return (named, cycles.sorted { ($0.first ?? "") < ($1.first ?? "") })
}

/// Returns the cycle starting with its first name in alphabetical order.
private func rotated(_ cycle: [TableName]) -> [TableName] {
  guard let first = cycle.min(), let index = cycle.firstIndex(of: first) else { return cycle }
  return Array(cycle[index...] + cycle[..<index])
}
