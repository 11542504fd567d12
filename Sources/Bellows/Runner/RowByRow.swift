// Part of Bellows. MIT licence: see LICENSE.

/// Functions that ran side by side wrote to other rows, and one of them failed: the batch is done again, one by one.
struct RetryOneByOne: Error {}

/// The database failed, or a mark is missing, while a function was called on its own result: no fault of the row.
private struct SecondCallFailed: Error {
  var error: any Error
}

extension DatabaseSession {
  /// Moves one batch: reads the rows, asks the function, and writes what it gives.
  func executeRowByRow(_ batch: Batch, concurrency: Int) async throws -> BatchOutcome {
    let backfill = batch.backfill
    // Where the database can say which rows are pending, what they hold now need not be looked at.
    let pending = backfill.needsFunctionToDecide ? nil : backfill.sql?.pending
    let layout = RowLayout(backfill, withWrites: pending == nil)
    let query = Query(
      backfill.table, columns: layout.columns, condition: both(backfill.scope, batch.condition), order: backfill.key,
      after: batch.after, upTo: batch.upTo, limit: batch.limit)
    let rows =
      if let pending { try await read(query, testing: pending) } else { try await read(query).map { TestedRow($0) } }
    guard let lastKey = rows.last.map({ layout.key($0.row) }) else {
      return BatchOutcome(lastKey: nil, scanned: 0, changed: 0)
    }
    if var backup = batch.backup {
      if backup.isOnce { backup.condition = both(backfill.scope, batch.condition) }
      _ = try await backUp(backup, after: batch.after, upTo: lastKey)
    }
    var outcome = BatchOutcome(lastKey: lastKey, scanned: rows.count, changed: 0)
    try await move(rows, layout, backfill, concurrency: concurrency, &outcome)
    if let backup = batch.backup { try await recordResult(in: backup, after: batch.after, upTo: lastKey) }
    return outcome
  }

  private func move(
    _ rows: [TestedRow], _ layout: RowLayout, _ backfill: Backfill, concurrency: Int, _ outcome: inout BatchOutcome
  ) async throws {
    if backfill.deletesRows {
      for row in rows { outcome.changed += try await delete(from: backfill.table, where: layout.filter(row.row)) }
      return
    }
    guard concurrency > 1, !backfill.isCopy else {
      // A function that looks at other rows finds all that come before its own written, wherever batches end; as long as
      // none looks, they are written together.
      let waiting = WaitingRows(self)
      let session = FunctionSession(self, usesSavepoint: true, after: waiting)
      let isCopy = layout.isCopy
      for row in rows {
        let verdict = try await evaluate(row, layout, backfill, session)
        if case .changed(let changes, wroteOthers: false) = verdict, !isCopy {
          waiting.add(RowUpdate(key: layout.filter(row.row), changes))
        } else {
          if verdict.writes { try await waiting.write() }
          try await write(verdict, of: row.row, layout, backfill, isAlone: true, &outcome)
        }
      }
      return try await waiting.finish(&outcome)
    }
    let verdicts = try await inParallel(rows, at: concurrency) { row in
      try await evaluate(row, layout, backfill, FunctionSession(self, usesSavepoint: false))
    }
    for (row, verdict) in zip(rows, verdicts) {
      try await write(verdict, of: row.row, layout, backfill, isAlone: false, &outcome)
    }
  }

  /// Whether a row needs the backfill, and what to write then; nobody else uses `session` meanwhile.
  @inline(__always) func evaluate(
    _ row: TestedRow, _ layout: RowLayout, _ backfill: Backfill, _ session: FunctionSession
  ) async throws -> RowVerdict {
    let read = layout.reads(row.row)
    if let passes = row.passes {
      guard passes else { return .upToDate }
    } else if !backfill.needsFunctionToDecide,
      try await !backfill.isPending(read, current: layout.writes(row.row), Rows(self))
    {
      return .upToDate
    }
    var state: FunctionSession.State?
    do {
      let changes = try await backfill.changes(for: read, Rows(session))
      let became = session.end()
      state = became
      let wrote = became.writes > 0
      if backfill.mustBeIdempotent {
        try await refuseChange(after: changes, for: read, current: layout.writes(row.row), backfill, session, wrote)
      }
      if !wrote, became.hasSavepoint { try await releaseSavepoint() }
      if row.passes != nil { return .changed(changes, wroteOthers: wrote) }
      let current = layout.isCopy ? try await copy(of: changes, backfill) : layout.writes(row.row)
      guard let current else { return .missing(changes, wroteOthers: wrote) }
      if backfill.wanted(changes, over: current) != current { return .changed(changes, wroteOthers: wrote) }
      return wrote ? .othersChanged : .upToDate
    } catch {
      if let failed = error as? SecondCallFailed { throw failed.error }
      let state = state ?? session.end()
      if let failure = state.failure, !(error is RowRefused) { throw failure }
      if error is CancellationError { throw error }
      if state.hasSavepoint { try await rollBackToSavepoint() }
      if !session.usesSavepoint, state.writes > 0 { throw RetryOneByOne() }
      return .quarantined("\(error)", isIdempotent: !(error is NotIdempotent))
    }
  }

  /// Calls a function on its own result, and refuses the row if it changes it again, or writes other rows again.
  ///
  /// What the second call writes is taken back. It sees what the first has written to other rows.
  private func refuseChange(
    after changes: RowChanges, for row: StoredRow, current: StoredRow, _ backfill: Backfill, _ session: FunctionSession,
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
    if state.writes > 0, !second.usesSavepoint { throw SecondCallFailed(error: RetryOneByOne()) }
    if state.hasSavepoint { try await rollBackToSavepoint() }
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
    _ verdict: RowVerdict, of row: StoredRow, _ layout: RowLayout, _ backfill: Backfill, isAlone: Bool,
    _ outcome: inout BatchOutcome
  ) async throws {
    let reason: String?
    let wroteOthers: Bool
    var isIdempotent = true
    switch verdict {
    case .upToDate: return
    case .quarantined(let refusal, let idempotent): (reason, wroteOthers, isIdempotent) = (refusal, false, idempotent)
    case .othersChanged: (reason, wroteOthers) = (nil, true)
    case .changed(let changes, let wrote):
      let key = backfill.isCopy ? changes.key(backfill.targetKey) : layout.filter(row)
      reason = try await update([RowUpdate(key: key, changes)]).first ?? nil
      wroteOthers = wrote
    case .missing(let changes, let wrote):
      reason = try await refusal(of: changes)
      wroteOthers = wrote
    }
    if let reason {
      if wroteOthers {
        guard isAlone else { throw RetryOneByOne() }
        try await rollBackToSavepoint()
      }
      outcome.quarantined.append(.init(key: layout.key(row), reason: reason, isIdempotent: isIdempotent))
    } else {
      if wroteOthers, isAlone { try await releaseSavepoint() }
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

/// What a function made of a row.
enum RowVerdict: Sendable {
  case upToDate
  case changed(RowChanges, wroteOthers: Bool)
  /// The other table has no copy of it yet.
  case missing(RowChanges, wroteOthers: Bool)
  /// It wrote to other rows, after a mark.
  case othersChanged
  /// A function that is not idempotent is a fault of the backfill, and not of the row.
  case quarantined(String, isIdempotent: Bool)

  /// Whether something is written for it.
  var writes: Bool {
    switch self {
    case .changed, .missing, .othersChanged: true
    case .upToDate, .quarantined: false
    }
  }
}

extension Backfill {
  /// Whether only what its function gives tells if a row is pending.
  var needsFunctionToDecide: Bool { isCopy || deletesRows || pending == .differs || pending == .once }
}

/// Which columns are read of each row, and where they are then.
struct RowLayout: Sendable {
  let columns: [Column]
  private let key: [Column]
  let keyIndices: [Int]
  private let readIndices: [Int]
  private let readsAll: Bool
  /// Whether another table gets a copy of each row.
  let isCopy: Bool
  let writeIndices: [Int]

  /// - Parameter withWrites: Whether it matters what the row holds where something will be written.
  init(_ backfill: Backfill, withWrites: Bool = true) {
    var columns: [Column] = []
    var layout: [ByteString: Int] = [:]
    func index(_ column: Column) -> Int {
      if let index = layout[ByteString(column.name)] { return index }
      layout[ByteString(column.name)] = columns.count
      columns.append(column)
      return columns.count - 1
    }
    readIndices = backfill.reads.map(index)
    keyIndices = backfill.key.map(index)
    isCopy = backfill.isCopy
    writeIndices = isCopy || !withWrites ? [] : backfill.writes.map(index)
    readsAll = readIndices == Array(columns.indices)
    key = backfill.key
    self.columns = columns
  }

  func key(_ row: StoredRow) -> [JSONValue] { keyIndices.map { row.values[$0] ?? .null } }
  func filter(_ row: StoredRow) -> [Filter] { zip(key, keyIndices).map { Filter($0, row.values[$1]) } }
  func reads(_ row: StoredRow) -> StoredRow {
    readsAll && row.values.count == columns.count ? row : StoredRow(readIndices.map { row.values[$0] })
  }
  func writes(_ row: StoredRow) -> StoredRow { StoredRow(writeIndices.map { row.values[$0] }) }
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
    for (index, element) in elements.enumerated() {
      if index >= width, let (done, result) = try await group.next() { results[done] = result }
      group.addTask { (index, try await work(element)) }
    }
    for try await (done, result) in group { results[done] = result }
    return results.compactMap { $0 }
  }
}
