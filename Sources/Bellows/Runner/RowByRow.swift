// Part of Bellows. MIT licence: see LICENSE.

/// Bodies that ran side by side wrote to other rows, and one of them failed: the batch is done again, one by one.
struct RedoAlone: Error {}

extension DatabaseSession {
  /// Moves one batch: reads the rows, asks the body, and writes what it gives.
  func carryOutByRows(_ batch: Batch, concurrency: Int) async throws -> BatchOutcome {
    let places = RowPlaces(batch.backfill)
    let query = Query(
      batch.backfill.table, columns: places.columns, condition: batch.condition, order: batch.backfill.key,
      after: batch.after, upTo: batch.upTo, limit: batch.limit)
    let rows = try await read(query)
    var outcome = BatchOutcome(reached: rows.last.map(places.key), visited: rows.count, changed: 0)
    try await move(rows, places, batch.backfill, concurrency: concurrency, &outcome)
    return outcome
  }

  /// Moves the row with a key, if it is still there.
  func carryOut(_ backfill: Backfill, row key: [JSONValue]) async throws -> BatchOutcome {
    let places = RowPlaces(backfill)
    let query = Query(
      backfill.table, columns: places.columns, filter: zip(backfill.key, key).map { Filter($0, $1) },
      condition: backfill.scope, limit: 1)
    let rows = try await read(query)
    var outcome = BatchOutcome(reached: nil, visited: rows.count, changed: 0)
    try await move(rows, places, backfill, concurrency: 1, &outcome)
    return outcome
  }

  private func move(
    _ rows: [StoredRow], _ places: RowPlaces, _ backfill: Backfill, concurrency: Int, _ outcome: inout BatchOutcome
  ) async throws {
    if backfill.deletesRows {
      for row in rows { outcome.changed += try await delete(from: backfill.table, where: places.filter(row)) }
      return
    }
    if backfill.pureBody == nil, concurrency <= 1 {
      // Each row is written before the next body runs, so that where batches end makes no difference to a body that
      // reads other rows.
      for row in rows {
        let verdict = try await judge(row, places, backfill, isAlone: true)
        try await write([(row, verdict)], places, &outcome)
      }
      return
    }
    var verdicts: [RowVerdict] = []
    if concurrency <= 1 {
      for row in rows { verdicts.append(try await judge(row, places, backfill, isAlone: true)) }
    } else {
      verdicts = try await inParallel(rows, at: concurrency) { row in
        try await judge(row, places, backfill, isAlone: false)
      }
    }
    try await write(Array(zip(rows, verdicts)), places, &outcome)
  }

  /// Whether a row needs the backfill, and what to write then.
  private func judge(
    _ row: StoredRow, _ places: RowPlaces, _ backfill: Backfill, isAlone: Bool
  ) async throws -> RowVerdict {
    let read = places.reads(row)
    let current = places.writes(row)
    switch backfill.pending {
    case .differs: break
    case .unfit, .present:
      if try await !backfill.isPending(read, current: current, Rows(self)) { return .upToDate }
    }
    let session = BodySession(self, setsMark: isAlone)
    do {
      let changes = try await backfill.changes(for: read, Rows(session))
      let wrote = await session.writes > 0
      if places.isChange(changes, current) { return wrote ? .changedWithOthers(changes) : .changed(changes) }
      return wrote ? .othersChanged : .upToDate
    } catch {
      if let failure = await session.failure, !(error is RowRefused) { throw failure }
      if error is CancellationError { throw error }
      if await session.writes > 0 {
        guard isAlone else { throw RedoAlone() }
        try await undoToMark()
      }
      return .refused("\(error)")
    }
  }

  private func write(
    _ rows: [(StoredRow, RowVerdict)], _ places: RowPlaces, _ outcome: inout BatchOutcome
  ) async throws {
    var updates: [(key: [JSONValue], update: RowUpdate)] = []
    for (row, verdict) in rows {
      switch verdict {
      case .upToDate: continue
      case .refused(let reason): outcome.refused.append(.init(key: places.key(row), reason: reason))
      case .othersChanged:
        try await forgetMark()
        outcome.changed += 1
      case .changedWithOthers(let changes):
        let reason = try await update([RowUpdate(key: places.filter(row), changes)]).first ?? nil
        if let reason {
          try await undoToMark()
          outcome.refused.append(.init(key: places.key(row), reason: reason))
        } else {
          try await forgetMark()
          outcome.changed += 1
        }
      case .changed(let changes): updates.append((places.key(row), RowUpdate(key: places.filter(row), changes)))
      }
    }
    if updates.isEmpty { return }
    for (reason, (key, _)) in zip(try await update(updates.map(\.update)), updates) {
      if let reason {
        outcome.refused.append(.init(key: key, reason: reason))
      } else {
        outcome.changed += 1
      }
    }
  }
}

/// What a body made of a row.
private enum RowVerdict: Sendable {
  case upToDate
  case changed(RowChanges)
  /// It wrote to other rows, after a mark.
  case changedWithOthers(RowChanges)
  case othersChanged
  case refused(String)
}

/// Which columns are read of each row, and where they are then.
struct RowPlaces: Sendable {
  let columns: [Column]
  private let key: [Column]
  private let keyPlaces: [Int]
  private let readPlaces: [Int]
  private let writePlaces: [Int]
  private let placeOfWrite: [ByteString: Int]

  init(_ backfill: Backfill) {
    var columns: [Column] = []
    var places: [ByteString: Int] = [:]
    func place(_ column: Column) -> Int {
      if let place = places[ByteString(column.name)] { return place }
      places[ByteString(column.name)] = columns.count
      columns.append(column)
      return columns.count - 1
    }
    keyPlaces = backfill.key.map(place)
    readPlaces = backfill.reads.map(place)
    writePlaces = backfill.writes.map(place)
    key = backfill.key
    placeOfWrite = Dictionary(
      backfill.writes.enumerated().map { (ByteString($0.element.name), $0.offset) }, uniquingKeysWith: { $1 })
    self.columns = columns
  }

  func key(_ row: StoredRow) -> [JSONValue] { keyPlaces.map { row.values[$0] ?? .null } }
  func filter(_ row: StoredRow) -> [Filter] { zip(key, keyPlaces).map { Filter($0, row.values[$1]) } }
  func reads(_ row: StoredRow) -> StoredRow { StoredRow(readPlaces.map { row.values[$0] }) }
  func writes(_ row: StoredRow) -> StoredRow { StoredRow(writePlaces.map { row.values[$0] }) }

  /// Whether changes give a row other values than it has in the columns that are written.
  func isChange(_ changes: RowChanges, _ current: StoredRow) -> Bool {
    changes.values.contains { change in
      placeOfWrite[ByteString(change.column.name)].map { current.values[$0] != change.value } ?? true
    }
  }
}

/// Runs `work` for each element, a few at a time; the results are in the elements' order.
private func inParallel<Element: Sendable, Result: Sendable>(
  _ elements: [Element], at width: Int, _ work: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
  try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var results: [Result?] = elements.map { _ in nil }
    for (place, element) in elements.enumerated() {
      if place >= width, let (done, result) = try await group.next() { results[done] = result }
      group.addTask { (place, try await work(element)) }
    }
    for try await (done, result) in group { results[done] = result }
    return results.compactMap { $0 }
  }
}
