// Part of Bellows. MIT licence: see LICENSE.

/// Values that a rollback deletes, or that older code does not see.
struct BackedUpValues: Hashable, Sendable {
  var table: String
  var columns: [String]
  var rows: Int
  /// The first of them: `_id 7, age 26`.
  var samples: [String]
  /// The backup table; `nil` if the database cannot back up.
  var backup: String?
  /// The backfill whose copies cannot be distinguished from them.
  var copiedBy: String?
}

extension DatabaseSession {
  /// Counts the rows with values that a rollback affects, and returns the first ones as samples.
  ///
  /// If a backfill function has written these columns, it is called again: its result is not a later write. Its writes
  /// to other rows are rolled back.
  func found(_ values: StoredValues, _ backfill: Backfill?, samples: Int) async throws -> PendingRows {
    let columns = values.key + values.columns
    func line(_ row: StoredRow) -> String { sample(columns, row.values, keys: values.key.count) }
    var query = Query(values.table, columns: columns, condition: values.condition, order: values.key)
    guard let backfill, !backfill.isUnfilled, !backfill.isCopy else {
      let count = try await count(query)
      query.limit = samples
      return PendingRows(count: count, samples: count == 0 ? [] : try await read(query).map(line))
    }
    let layout = RowLayout(backfill)
    var found = PendingRows()
    var scan = Query(
      backfill.table, columns: layout.columns + values.columns, condition: values.condition, order: backfill.key,
      limit: 1000)
    while true {
      let rows = try await read(scan)
      for row in rows {
        let current = layout.writes(row)
        let function = FunctionSession(self, usesSavepoint: true)
        let changes = try? await backfill.changes(for: layout.reads(row), Rows(function))
        if function.end().hasSavepoint { try await rollBackToSavepoint() }
        if let changes, backfill.wanted(changes, over: current) == current { continue }
        found.count += 1
        if found.samples.count < samples {
          let shown = layout.key(row).map { $0 } + row.values.suffix(values.columns.count)
          found.samples.append(sample(columns, shown, keys: values.key.count))
        }
      }
      guard rows.count == 1000, let last = rows.last else { return found }
      scan.after = layout.key(last)
    }
  }
}
