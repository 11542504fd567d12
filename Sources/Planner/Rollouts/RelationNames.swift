// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The names of all tables and indexes of both schemas and of the plan between them, as the database compares them.
///
/// Tables, indexes and the tables of a search index share one space, so the second index `by_name_2` may meet an index
/// of that name, or a table `users_by_name_2`.
struct RelationNames {
  private let target: Target
  private var taken: Set<String> = []

  init(_ old: Schema, _ new: Schema) {
    target = new.target
    for schema in [old, new] {
      for table in schema.tables {
        taken.insert(key(table.name.text))
        taken.insert(key(table.storedName.text))
        // Also where each table has a space of its own: there an index only has a number that it would not need.
        taken.formUnion(table.indexes.flatMap { table.storedNames(of: $0, in: target) }.map { key($0.text) })
      }
    }
  }

  /// Takes all of the names if each of them is free.
  mutating func claim(_ names: [StoredName]) -> Bool {
    let keys = names.map { key($0.text) }
    guard keys.allSatisfy({ !taken.contains($0) }), Set(keys).count == keys.count else { return false }
    taken.formUnion(keys)
    return true
  }

  // Names of tables become names of files too, where more than ASCII may be folded.
  private func key(_ name: String) -> String { folded(name, target).lowercased() }
}

/// Finds the first free name with a number: `age_2`, `age_3`.
///
/// The beginning is cut where the name would be longer than the target allows.
///
/// - Parameter table: Whose name stands before it, if any does: `users_by_name_2`.
/// - Returns: `nil` where that leaves too little room for a free name.
func numberedName(like name: String, behind table: StoredName?, _ target: Target, isFree: (String) -> Bool) -> String? {
  for number in 2..<10_000 {
    let suffix = "_\(number)"
    var base = name
    switch target {
    case .postgresql:
      let room = 63 - suffix.utf8.count - (table.map { $0.text.utf8.count + 1 } ?? 0)
      guard room > 0 else { return nil }
      base = name.cut(after: room)
    case .sqlite, .document: break
    }
    if isFree(base + suffix) { return base + suffix }
  }
  return nil
}
