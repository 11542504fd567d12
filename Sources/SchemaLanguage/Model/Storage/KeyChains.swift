// Part of Bellows. MIT licence: see LICENSE.

/// Follows keys that are references to the keys that they hold; a table with several key fields has no entry.
///
/// A circle (the key of `a` is an `id<b>` and the other way round) has no entry either, and is returned by its tables.
func resolveKeys(
  _ keyFields: [TableName: [Field]]
) -> (keys: [TableName: Storage.Key], circles: [[TableName]]) {
  var keys: [TableName: Storage.Key] = [:]
  keys.reserveCapacity(keyFields.count)
  var references: [TableName: TableName] = [:]
  for (table, fields) in keyFields where fields.count < 2 {
    guard let field = fields.first else {
      keys[table] = .assigned
      continue
    }
    if case .reference(let next) = field.type.value {
      references[table] = next
    } else {
      keys[table] = Storage.Key(type: field.type.value, storedForm: field.storedForm)
    }
  }
  var circles: [[TableName]] = []
  var followed: Set<TableName> = []
  for start in references.keys where !followed.contains(start) {
    // Each table is walked through once: all of a chain get the key at its end.
    var chain: [TableName] = []
    var places: [TableName: Int] = [:]
    var table = start
    while let next = references[table], followed.insert(table).inserted {
      places[table] = chain.count
      chain.append(table)
      table = next
    }
    if let place = places[table] { circles.append(rotated(Array(chain[place...]))) }
    // A table that is declared nowhere is an error of its own.
    guard let end = keys[table] ?? (keyFields[table] == nil ? .assigned : nil) else { continue }
    for table in chain { keys[table] = end }
  }
  return (keys, circles.sorted { ($0.first ?? "") < ($1.first ?? "") })
}

/// The same circle, told from its first name on, whatever the walk began with.
private func rotated(_ circle: [TableName]) -> [TableName] {
  guard let first = circle.min(), let place = circle.firstIndex(of: first) else { return circle }
  return Array(circle[place...] + circle[..<place])
}
