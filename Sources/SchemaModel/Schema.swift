// Part of Bellows. MIT licence: see LICENSE.

/// A whole schema, resolved: every name stands for something, every type is whole, nothing is declared twice.
package struct Schema: Hashable, Sendable {
  package var target: Target
  /// In order of their names.
  package var tables: [Table]

  package init(target: Target = .document, tables: [Table] = []) {
    self.target = target
    let isInOrder = zip(tables, tables.dropFirst()).allSatisfy { $0.name < $1.name }
    self.tables = isInOrder ? tables : sorted(tables)
  }

  package func table(_ name: TableName) -> Table? { place(of: name).map { tables[$0] } }

  /// Whether it has this very table, as one in memory: then nothing about it need be compared.
  package func holds(_ table: Table) -> Bool { place(of: table.name).map { tables[$0].isOne(with: table) } ?? false }

  /// The tables that are not one in memory with those of an older schema, beside them by their names; in order of these.
  ///
  /// Two revisions, and the schemas of two deploys, share nearly all of their tables: those are passed over without a look.
  package func tables(apartFrom old: Schema) -> [(old: Table?, new: Table?)] {
    old.tables.withUnsafeBufferPointer { left in
      tables.withUnsafeBufferPointer { right in
        var pairs: [(old: Table?, new: Table?)] = []
        var (one, other) = (0, 0)
        while one < left.count, other < right.count {
          if left[one].isOne(with: right[other]) {
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

  /// Whether the database itself fills in defaults, checks columns and keeps columns in step.
  package var isSQL: Bool {
    switch self {
    case .postgresql, .sqlite: true
    case .document: false
    }
  }
}
