// Part of Bellows. MIT licence: see LICENSE.

/// A resolved schema: every name refers to a declaration, and nothing is declared twice.
package struct Schema: Hashable, Sendable {
  package var target: Target
  /// Sorted by name.
  package var tables: [Table]
  /// Tables that belong to another owner, of which only the key is known; sorted by name.
  ///
  /// Fields may refer to them. No plan creates, changes or drops them, and `tables` does not contain them.
  package var externalTables: [Table]
  /// The `type` declarations, if it was read from files that have any; schemas are equal without them.
  package var namedTypes = NamedTypes()

  package init(target: Target = .document, tables: [Table] = [], externalTables: [Table] = []) {
    self.target = target
    let isInOrder = zip(tables, tables.dropFirst()).allSatisfy { $0.name < $1.name }
    self.tables = isInOrder ? tables : sorted(tables)
    self.externalTables = externalTables.count < 2 ? externalTables : sorted(externalTables)
  }

  /// Returns the table that a reference with this name refers to, external or not.
  package func referencedTable(_ name: TableName) -> Table? { table(name) ?? externalTable(name) }

  package func externalTable(_ name: TableName) -> Table? { externalTables.first { $0.name == name } }

  /// The external tables that fields refer to; others do not matter to a database or to code.
  package var referencedExternalTables: [Table] {
    if externalTables.isEmpty { return [] }
    let names = Set((tables + externalTables).flatMap(\.references))
    return externalTables.filter { names.contains($0.name) }
  }

  /// Returns the external tables of both schemas, without those that this schema declares as its own tables.
  package func externalTables(with other: Schema) -> [Table] {
    if other.externalTables.isEmpty { return externalTables }
    return externalTables + other.externalTables.filter { referencedTable($0.name) == nil }
  }

  /// Returns both schemas with one target.
  ///
  /// A schema without tables takes the target of the other, because an empty file need not name a target.
  package static func forOneTarget(_ old: Schema, _ new: Schema) -> (old: Schema, new: Schema) {
    if old.target == new.target { return (old, new) }
    if old.tables.isEmpty { return (Schema(target: new.target), new) }
    return new.tables.isEmpty ? (old, Schema(target: old.target)) : (old, new)
  }

  package func table(_ name: TableName) -> Table? { index(of: name).map { tables[$0] } }

  /// Returns whether it contains this table, as the same object in memory: then they need not be compared.
  package func holds(_ table: Table) -> Bool {
    index(of: table.name).map { tables[$0].isIdentical(to: table) } ?? false
  }

  /// Returns the tables that are not the same object in memory as in an older schema, paired by name, in the order of
  /// names.
  ///
  /// Two revisions, or the schemas of two deploys, share nearly all tables. These are skipped without a comparison.
  package func tables(changedSince old: Schema) -> [(old: Table?, new: Table?)] {
    old.tables.withUnsafeBufferPointer { left in
      tables.withUnsafeBufferPointer { right in
        var pairs: [(old: Table?, new: Table?)] = []
        var (one, other) = (0, 0)
        while one < left.count, other < right.count {
          if left[one].isIdentical(to: right[other]) {
            one += 1
            other += 1
          } else if left[one].name < right[other].name {
            pairs.append((left[one], nil))
            one += 1
          } else if right[other].name < left[one].name {
            pairs.append((nil, right[other]))
            other += 1
          } else {
            pairs.append((left[one], right[other]))
            one += 1
            other += 1
          }
        }
        for table in left[one...] { pairs.append((table, nil)) }
        for table in right[other...] { pairs.append((nil, table)) }
        return pairs
      }
    }
  }

  /// Returns the index of a table, by binary search.
  package func index(of name: TableName) -> Int? {
    // Without a buffer, threads that search at the same time would contend for the reference count of the array.
    tables.withUnsafeBufferPointer { tables in
      var range = 0..<tables.count
      while !range.isEmpty {
        let middle = range.lowerBound + range.count / 2
        range = tables[middle].name < name ? middle + 1..<range.upperBound : range.lowerBound..<middle
      }
      let index = range.lowerBound
      return index < tables.count && tables[index].name == name ? index : nil
    }
  }
}

/// Returns the tables sorted by name.
private func sorted(_ tables: [Table]) -> [Table] {
  // Most names differ in their first 16 bytes; numbers are compared faster than texts, and indices are moved faster
  // than tables.
  let keys = tables.map(\.name.text.firstBytes)
  let order = tables.indices.sorted { one, two in
    keys[one] == keys[two] ? tables[one].name < tables[two].name : keys[one] < keys[two]
  }
  return order.map { tables[$0] }
}

/// The kind of database that a schema is for.
package enum Target: String, CaseIterable, Hashable, Sendable {
  case postgresql
  case sqlite
  /// A document store that enforces no constraint and sets no default.
  case document
  /// A Convex deployment: a document store in which a push replaces the schema and all functions together.
  case convex
}
