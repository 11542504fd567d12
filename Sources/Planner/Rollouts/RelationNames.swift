// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The names of all tables and indexes of both schemas and of the plan between them, in the form that the database
/// compares.
///
/// Tables, indexes and the tables of a search index share one namespace, so the second index `by_name_2` may collide
/// with an index of that name, or with a table `users_by_name_2`.
struct RelationNames {
  private let target: Target
  private var taken: Set<String> = []

  init(_ old: Schema, _ new: Schema) {
    target = new.target
    for schema in [old, new] {
      for table in schema.tables {
        taken.insert(key(table.name.text))
        taken.insert(key(table.storedName.text))
        // On `document` each table has its own namespace; there an index may get a number that it does not need.
        taken.formUnion(table.indexes.flatMap { table.storedNames(of: $0, in: target) }.map { key($0.text) })
      }
    }
  }

  /// Reserves all of the names if each of them is free, and returns whether they are.
  mutating func reserve(_ names: [StoredName]) -> Bool {
    let keys = names.map { key($0.text) }
    guard keys.allSatisfy({ !taken.contains($0) }), Set(keys).count == keys.count else { return false }
    taken.formUnion(keys)
    return true
  }

  // Table names are also file names, and file systems may ignore the case of more than ASCII letters.
  private func key(_ name: String) -> String { folded(name, target).lowercased() }
}

/// Returns the first free name with a number: `age_2`, `age_3`.
///
/// A name that is too long for the target is cut before the number.
///
/// - Parameter table: The table whose name is the prefix of the stored name, if any: `users_by_name_2`.
/// - Returns: `nil` if the prefix leaves no space for a free name.
func numberedName(
  like name: String, prefixedBy table: StoredName?, _ target: Target, isFree: (String) -> Bool
) -> String? {
  for number in 2..<10_000 {
    let suffix = "_\(number)"
    var base = name
    switch target.capabilities.nameComparison {
    case .firstBytes(let limit):
      let available = limit - suffix.utf8.count - (table.map { $0.text.utf8.count + 1 } ?? 0)
      guard available > 0 else { return nil }
      base = name.cut(after: available)
    case .bytes, .withoutASCIICase: break
    }
    if isFree(base + suffix) { return base + suffix }
  }
  return nil
}
