// Part of Bellows. MIT licence: see LICENSE.

/// A whole schema, resolved: every name stands for something, every type is whole, nothing is declared twice.
package struct Schema: Hashable, Sendable {
  package var target: Target
  /// In order of their names.
  package var tables: [Table]
  /// Tables of another owner, of which only the key is known, in order of their names.
  ///
  /// Fields refer to them; no plan creates, changes or drops them, and they are no part of `tables`.
  package var externalTables: [Table]

  package init(target: Target = .document, tables: [Table] = [], externalTables: [Table] = []) {
    self.target = target
    let isInOrder = zip(tables, tables.dropFirst()).allSatisfy { $0.name < $1.name }
    self.tables = isInOrder ? tables : sorted(tables)
    self.externalTables = externalTables.count < 2 ? externalTables : sorted(externalTables)
  }

  /// Returns the table that a reference of that name leads to, external or not.
  package func referencedTable(_ name: TableName) -> Table? { table(name) ?? externalTable(name) }

  package func externalTable(_ name: TableName) -> Table? { externalTables.first { $0.name == name } }

  /// The external tables that fields refer to: only these matter to a database and to code.
  package var referencedExternalTables: [Table] {
    if externalTables.isEmpty { return [] }
    let names = Set((tables + externalTables).flatMap(\.references))
    return externalTables.filter { names.contains($0.name) }
  }

  /// The external tables of this schema, and those of another one that this one does not declare.
  package func externalTables(with other: Schema) -> [Table] {
    if other.externalTables.isEmpty { return externalTables }
    return externalTables + other.externalTables.filter { referencedTable($0.name) == nil }
  }

  /// Returns the two schemas of a comparison for one target, where one of them has no tables.
  ///
  /// A schema without tables stores nothing, so it fits every target: an empty file need not name one.
  package static func forOneTarget(_ old: Schema, _ new: Schema) -> (old: Schema, new: Schema) {
    if old.target == new.target { return (old, new) }
    if old.tables.isEmpty { return (Schema(target: new.target), new) }
    return new.tables.isEmpty ? (old, Schema(target: old.target)) : (old, new)
  }

  package func table(_ name: TableName) -> Table? { place(of: name).map { tables[$0] } }

  /// Whether it has this very table, as one in memory: then nothing about it need be compared.
  package func holds(_ table: Table) -> Bool {
    place(of: table.name).map { tables[$0].isIdentical(to: table) } ?? false
  }

  /// The tables that are not one in memory with those of an older schema, beside them by their names; in order of these.
  ///
  /// Two revisions, and the schemas of two deploys, share nearly all of their tables: those are passed over without a look.
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

  /// Where the table of that name stands, found by halving.
  package func place(of name: TableName) -> Int? {
    // Threads that look for tables at the same time would hold each other up over copies of them.
    tables.withUnsafeBufferPointer { tables in
      var range = 0..<tables.count
      while !range.isEmpty {
        let middle = range.lowerBound + range.count / 2
        range = tables[middle].name < name ? middle + 1..<range.upperBound : range.lowerBound..<middle
      }
      let place = range.lowerBound
      return place < tables.count && tables[place].name == name ? place : nil
    }
  }
}

/// Tables by their names.
private func sorted(_ tables: [Table]) -> [Table] {
  // Most names differ in their first bytes, and numbers are quicker to compare than texts, places to move than tables.
  let keys = tables.map(\.name.text.firstBytes)
  let order = tables.indices.sorted { one, two in
    keys[one] == keys[two] ? tables[one].name < tables[two].name : keys[one] < keys[two]
  }
  return order.map { tables[$0] }
}

/// What kind of database a schema is for.
package enum Target: String, CaseIterable, Hashable, Sendable {
  case postgresql
  case sqlite
  /// A store that enforces nothing and fills in nothing: nothing is assumed of it.
  case document
}
