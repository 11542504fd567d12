// Part of Bellows. MIT licence: see LICENSE.

/// Bodies that ran side by side wrote to other rows, and one of them failed: the batch is done again, one by one.
struct RedoAlone: Error {}

/// The database failed, or a mark is missing, while a function was called on its own result: no fault of the row.
private struct SecondCallFailed: Error {
  var error: any Error
}

extension DatabaseSession {
  /// Moves one batch: reads the rows, asks the body, and writes what it gives.
  func carryOutByRows(_ batch: Batch, concurrency: Int) async throws -> BatchOutcome {
    let backfill = batch.backfill
    // Where the database can say which rows are pending, what they hold now need not be looked at.
    let pending = backfill.isAskedForChanges ? nil : backfill.sql?.pending
    let places = RowPlaces(backfill, withWrites: pending == nil)
    let query = Query(
      backfill.table, columns: places.columns, condition: both(backfill.scope, batch.condition), order: backfill.key,
      after: batch.after, upTo: batch.upTo, limit: batch.limit)
    let rows =
      if let pending { try await read(query, marking: pending) } else { try await read(query).map { MarkedRow($0) } }
    guard let reached = rows.last.map({ places.key($0.row) }) else {
      return BatchOutcome(reached: nil, visited: 0, changed: 0)
    }
    if var image = batch.image {
      if image.isOnce { image.condition = both(backfill.scope, batch.condition) }
      _ = try await keep(image, after: batch.after, upTo: reached)
    }
    var outcome = BatchOutcome(reached: reached, visited: rows.count, changed: 0)
    try await move(rows, places, backfill, concurrency: concurrency, &outcome)
    if let image = batch.image { try await note(image, after: batch.after, upTo: reached) }
    return outcome
  }

  private func move(
    _ rows: [MarkedRow], _ places: RowPlaces, _ backfill: Backfill, concurrency: Int, _ outcome: inout BatchOutcome
  ) async throws {
    if backfill.deletesRows {
      for row in rows { outcome.changed += try await delete(from: backfill.table, where: places.filter(row.row)) }
      return
    }
    guard concurrency > 1, !backfill.isCopy else {
      // A body that looks at other rows finds all that come before its own written, wherever batches end; as long as
      // none looks, they are written together.
      let waiting = WaitingRows(self)
      let session = BodySession(self, setsMark: true, after: waiting)
      let isCopy = places.isCopy
      for row in rows {
        let verdict = try await judge(row, places, backfill, session)
        if case .changed(let changes, wroteOthers: false) = verdict, !isCopy {
          waiting.add(RowUpdate(key: places.filter(row.row), changes))
        } else {
          if verdict.writes { try await waiting.write() }
          try await write(verdict, of: row.row, places, backfill, isAlone: true, &outcome)
        }
      }
      return try await waiting.finish(&outcome)
    }
    let verdicts = try await inParallel(rows, at: concurrency) { row in
      try await judge(row, places, backfill, BodySession(self, setsMark: false))
    }
    for (row, verdict) in zip(rows, verdicts) {
      try await write(verdict, of: row.row, places, backfill, isAlone: false, &outcome)
    }
  }

  /// Whether a row needs the backfill, and what to write then; nobody else uses `session` meanwhile.
  @inline(__always) func judge(
    _ row: MarkedRow, _ places: RowPlaces, _ backfill: Backfill, _ session: BodySession
  ) async throws -> RowVerdict {
    let read = places.reads(row.row)
    if let isMarked = row.isMarked {
      guard isMarked else { return .upToDate }
    } else if !backfill.isAskedForChanges,
      try await !backfill.isPending(read, current: places.writes(row.row), Rows(self))
    {
      return .upToDate
    }
    var state: BodySession.State?
    do {
      let changes = try await backfill.changes(for: read, Rows(session))
      let became = session.end()
      state = became
      let wrote = became.writes > 0
      if backfill.mustBeIdempotent {
        try await refuseChange(after: changes, for: read, current: places.writes(row.row), backfill, session, wrote)
      }
      if !wrote, became.isMarked { try await forgetMark() }
      if row.isMarked != nil { return .changed(changes, wroteOthers: wrote) }
      let current = places.isCopy ? try await copy(of: changes, backfill) : places.writes(row.row)
      guard let current else { return .missing(changes, wroteOthers: wrote) }
      if backfill.wanted(changes, over: current) != current { return .changed(changes, wroteOthers: wrote) }
      return wrote ? .othersChanged : .upToDate
    } catch {
      if let failed = error as? SecondCallFailed { throw failed.error }
      let state = state ?? session.end()
      if let failure = state.failure, !(error is RowRefused) { throw failure }
      if error is CancellationError { throw error }
      if state.isMarked { try await undoToMark() }
      if !session.setsMark, state.writes > 0 { throw RedoAlone() }
      return .refused("\(error)", isIdempotent: !(error is NotIdempotent))
    }
  }

  /// Calls a function on its own result, and refuses the row if it changes it again, or writes other rows again.
  ///
  /// What the second call writes is taken back. It sees what the first has written to other rows.
  private func refuseChange(
    after changes: RowChanges, for row: StoredRow, current: StoredRow, _ backfill: Backfill, _ session: BodySession,
    _ wrote: Bool
  ) async throws {
    let wanted = backfill.wanted(changes, over: current)
    // A row that stays as it is was the function's own result.
    if wanted == current, !wrote { return }
    let second = session.beside()
    let next: Result<RowChanges, any Error>
    do { next = .success(try await backfill.changes(for: backfill.result(of: row, wanted), Rows(second))) } catch {
      next = .failure(error)
    }
    let state = second.end()
    if let failure = state.failure { throw SecondCallFailed(error: failure) }
    if case .failure(let error as CancellationError) = next { throw error }
    if state.writes > 0, !second.setsMark { throw SecondCallFailed(error: RedoAlone()) }
    if state.isMarked { try await undoToMark() }
    if state.writes > 0 {
      throw NotIdempotent(
        description: "called on its own result, the function writes \(rows(state.writes)) beside it again")
    }
    try backfill.refuseChange(of: wanted, from: current, next: try next.get())
  }

  /// What the other table holds of a row now.
  private func copy(of changes: RowChanges, _ backfill: Backfill) async throws -> StoredRow? {
    let key = changes.key(backfill.targetKey)
    return try await read(Query(changes.table, columns: backfill.writes, filter: key, limit: 1)).first
  }

  private func write(
    _ verdict: RowVerdict, of row: StoredRow, _ places: RowPlaces, _ backfill: Backfill, isAlone: Bool,
    _ outcome: inout BatchOutcome
  ) async throws {
    let reason: String?
    let wroteOthers: Bool
    var isIdempotent = true
    switch verdict {
    case .upToDate: return
    case .refused(let refusal, let idempotent): (reason, wroteOthers, isIdempotent) = (refusal, false, idempotent)
    case .othersChanged: (reason, wroteOthers) = (nil, true)
    case .changed(let changes, let wrote):
      let key = backfill.isCopy ? changes.key(backfill.targetKey) : places.filter(row)
      reason = try await update([RowUpdate(key: key, changes)]).first ?? nil
      wroteOthers = wrote
    case .missing(let changes, let wrote):
      reason = try await refusal(of: changes)
      wroteOthers = wrote
    }
    if let reason {
      if wroteOthers {
        guard isAlone else { throw RedoAlone() }
        try await undoToMark()
      }
      outcome.refused.append(.init(key: places.key(row), reason: reason, isIdempotent: isIdempotent))
    } else {
      if wroteOthers, isAlone { try await forgetMark() }
      outcome.changed += 1
    }
  }

  /// Adds a row, or says why it is refused.
  private func refusal(of row: RowChanges) async throws -> String? {
    do {
      try await insert(row)
      return nil
    } catch let refusal as RowRefused {
      return refusal.reason
    }
  }
}

/// What a body made of a row.
enum RowVerdict: Sendable {
  case upToDate
  case changed(RowChanges, wroteOthers: Bool)
  /// The other table has no copy of it yet.
  case missing(RowChanges, wroteOthers: Bool)
  /// It wrote to other rows, after a mark.
  case othersChanged
  /// A function that is not idempotent is a fault of the backfill, and not of the row.
  case refused(String, isIdempotent: Bool)

  /// Whether something is written for it.
  var writes: Bool {
    switch self {
    case .changed, .missing, .othersChanged: true
    case .upToDate, .refused: false
    }
  }
}

extension Backfill {
  /// Whether only what its body gives tells if a row is pending.
  var isAskedForChanges: Bool { isCopy || deletesRows || pending == .differs || pending == .once }
}

/// Which columns are read of each row, and where they are then.
struct RowPlaces: Sendable {
  let columns: [Column]
  private let key: [Column]
  let keyPlaces: [Int]
  private let readPlaces: [Int]
  private let readsAll: Bool
  /// Whether another table gets a copy of each row.
  let isCopy: Bool
  let writePlaces: [Int]

  /// - Parameter withWrites: Whether it matters what the row holds where something will be written.
  init(_ backfill: Backfill, withWrites: Bool = true) {
    var columns: [Column] = []
    var places: [ByteString: Int] = [:]
    func place(_ column: Column) -> Int {
      if let place = places[ByteString(column.name)] { return place }
      places[ByteString(column.name)] = columns.count
      columns.append(column)
      return columns.count - 1
    }
    readPlaces = backfill.reads.map(place)
    keyPlaces = backfill.key.map(place)
    isCopy = backfill.isCopy
    writePlaces = isCopy || !withWrites ? [] : backfill.writes.map(place)
    readsAll = readPlaces == Array(columns.indices)
    key = backfill.key
    self.columns = columns
  }

  func key(_ row: StoredRow) -> [JSONValue] { keyPlaces.map { row.values[$0] ?? .null } }
  func filter(_ row: StoredRow) -> [Filter] { zip(key, keyPlaces).map { Filter($0, row.values[$1]) } }
  func reads(_ row: StoredRow) -> StoredRow {
    readsAll && row.values.count == columns.count ? row : StoredRow(readPlaces.map { row.values[$0] })
  }
  func writes(_ row: StoredRow) -> StoredRow { StoredRow(writePlaces.map { row.values[$0] }) }
}

extension RowChanges {
  /// Which row of its table it is.
  fileprivate func key(_ columns: [Column]) -> [Filter] {
    columns.map { column in
      Filter(column, values.first { ByteString($0.column.name) == ByteString(column.name) }?.value)
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
