// Part of Bellows. MIT licence: see LICENSE.

/// Follows keys that are references to the keys that they hold; a table with several key fields has no entry.
///
/// A circle (the key of `a` is an `id<b>` and the other way round) has no entry either, and is returned by its tables.
func resolveKeys(
  _ keyFields: [TableName: [Field]]
) -> (keys: [TableName: Storage.Key], circles: [[TableName]]) {
  var resolved: [TableName: Storage.Key?] = [:]
  resolved.reserveCapacity(keyFields.count)
  var circles: [[TableName]] = []
  for start in keyFields.keys where resolved[start] == nil {
    // Each table is walked through once: all of a chain get the key at its end.
    var chain: [TableName] = []
    var places: [TableName: Int] = [:]
    var table = start
    var end: Storage.Key?
    while true {
      if let known = resolved[table] {
        end = known
        break
      }
      if let place = places[table] {
        circles.append(rotated(Array(chain[place...])))
        break
      }
      places[table] = chain.count
      chain.append(table)
      let fields = keyFields[table] ?? []
      guard let field = fields.first else {
        end = .assigned
        break
      }
      guard fields.count == 1 else { break }
      guard case .reference(let next) = field.type.value else {
        end = Storage.Key(type: field.type.value, storedForm: field.storedForm)
        break
      }
      table = next
    }
    for table in chain { resolved.updateValue(end, forKey: table) }
  }
  return (resolved.compactMapValues { $0 }, circles.sorted { ($0.first ?? "") < ($1.first ?? "") })
}

/// The same circle, told from its first name on, whatever the walk began with.
private func rotated(_ circle: [TableName]) -> [TableName] {
  guard let first = circle.min(), let place = circle.firstIndex(of: first) else { return circle }
  return Array(circle[place...] + circle[..<place])
}
