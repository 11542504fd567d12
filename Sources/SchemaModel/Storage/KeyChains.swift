// Part of Bellows. MIT licence: see LICENSE.

/// The fields marked `@key` of the tables that have any.
package func keyFields(of tables: some Sequence<Table>) -> [TableName: [Field]] {
  var result: [TableName: [Field]] = [:]
  for table in tables where !table.keyFields.isEmpty { result[table.name] = table.keyFields }
  return result
}

/// Follows keys that are references to the keys that they hold; a table with several key fields has none.
///
/// A cycle (the key of `a` is an `id<b>` and the other way round) has none either, and is returned by its tables.
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
    // Each table is walked through once: all of a chain get the key at its end.
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

/// The same cycle, told from its first name on, whatever the walk began with.
private func rotated(_ cycle: [TableName]) -> [TableName] {
  guard let first = cycle.min(), let index = cycle.firstIndex(of: first) else { return cycle }
  return Array(cycle[index...] + cycle[..<index])
}
