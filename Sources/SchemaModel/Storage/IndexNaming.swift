// Part of Bellows. MIT licence: see LICENSE.

extension IndexName {
  /// Creates a name for an index that a database calls `stored`: without the table's prefix, which Bellows adds again, and
  /// with a number if the name is taken.
  ///
  /// - Parameter folded: How the database compares names.
  package init(
    stored: String, of table: String, folded: (String) -> String = { $0 }, isTaken: (IndexName) -> Bool
  ) {
    let hasPrefix = folded(stored).hasPrefix(folded(table) + "_") && stored.count > table.count + 1
    let name = hasPrefix ? String(stored.dropFirst(table.count + 1)) : stored
    self.init(name)
    var number = 2
    while isTaken(self) {
      self = IndexName("\(name)_\(number)")
      number += 1
    }
  }
}
