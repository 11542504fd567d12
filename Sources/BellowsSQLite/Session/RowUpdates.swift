// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Connection {
  /// From this many rows on, one statement for all rows is cheaper than one for each.
  private static let fewestRows = 4

  /// Changes many rows, each by its key, and returns for each the reason why SQLite rejected it, or `nil`.
  func update(_ rows: [RowUpdate]) throws -> [String?] {
    guard let first = rows.first else { return [] }
    let areAlike = rows.allSatisfy { $0.setsSameColumns(as: first) }
    return try withoutBrokenReferences { refuse in
      var refusals = [String?](repeating: nil, count: areAlike ? try updateTogether(rows, refuse) : 0)
      refusals.reserveCapacity(rows.count)
      if refusals.count == rows.count { return refusals }
      let statement = areAlike ? try prepare(Self.update(first.changes, first.key)) : nil
      for row in rows.dropFirst(refusals.count) {
        refusals.append(
          try refuse {
            guard let statement else { return _ = try update(row.changes, where: row.key) }
            let next = try statement.bind(row.changes.values)
            try statement.bind(row.key, from: next)
            try statement.run()
          })
      }
      return refusals
    }
  }

  /// Changes rows with the same columns in one statement, in the order of their keys.
  ///
  ///     UPDATE "users" SET "age" = _bellows_value(0, "_id") WHERE "_id" >= ? AND "_id" <= ? AND _bellows_has_value("_id")
  ///
  /// - Returns: The number of leading rows that were changed: all, unless a row is missing or rejects its values.
  private func updateTogether(_ rows: [RowUpdate], _ refuse: Refuse) throws -> Int {
    guard rows.count >= Self.fewestRows, let first = rows.first, let last = rows.last,
      first.key.count < functions.mostArguments
    else { return 0 }
    let key = first.key.map(\.column)
    let range = KeyRange(after: first.keyValues, includesFirst: true, upTo: last.keyValues)
    let assignments = first.changes.values.enumerated().map { index, change in
      "\(quoted(change.column.name)) = \(BackfillFunctions.value(index, key))"
    }
    let conditions = range.conditions(on: key) + [BackfillFunctions.hasValue(key)]
    let statement = try prepare(
      "UPDATE OR ABORT \(quoted(first.changes.table)) SET \(assignments.joined(separator: ", "))"
        + whereClause(conditions))
    defer { functions.end() }
    let refusal = try refuse {
      try functions.begin(rows, key: key)
      _ = try range.bind(to: statement, key: key, from: 1)
      try statement.run()
    }
    return refusal == nil ? functions.met : 0
  }
}

extension RowUpdate {
  /// The values of its key.
  fileprivate var keyValues: [JSONValue] { key.map { $0.value ?? .null } }

  /// Returns whether it sets the same columns as another update.
  fileprivate func setsSameColumns(as other: RowUpdate) -> Bool {
    !changes.values.isEmpty && changes.table == other.changes.table
      && changes.values.count == other.changes.values.count
      && key.count == other.key.count
      && changes.values.indices.allSatisfy { changes.values[$0].column == other.changes.values[$0].column }
      && key.indices.allSatisfy { key[$0].column == other.key[$0].column && key[$0].value != nil }
  }
}
