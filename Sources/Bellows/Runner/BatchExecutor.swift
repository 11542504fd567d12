// Part of Bellows. MIT licence: see LICENSE.

/// A batch must be repeated row by row: functions that ran in parallel wrote other rows, and one of them failed.
struct RetryOneByOne: Error {}

/// Executes a batch of a backfill in an open transaction.
package struct BatchExecutor {
  let session: any DatabaseSession
  let batch: Batch
  /// How many functions run in parallel.
  let concurrency: Int

  private let evaluator: RowEvaluator
  /// The SQL condition for pending rows; `nil` if only the function can decide.
  private let pending: String?
  /// The columns that a row must still have when it is written; none without concurrent writers.
  private let expectedIndices: [Int]

  package init(_ batch: Batch, in session: any DatabaseSession, concurrency: Int) {
    self.session = session
    self.batch = batch
    self.concurrency = concurrency
    pending = batch.backfill.needsFunctionToDecide ? nil : batch.backfill.sql?.pending
    let layout = RowLayout(batch.backfill, withWrites: pending == nil || session.hasConcurrentWriters)
    evaluator = RowEvaluator(session: session, backfill: batch.backfill, layout: layout)
    // A row that is found by a number still has that number.
    let numbers = layout.keyIndices.filter { layout.columns[$0].form == .int }
    expectedIndices = session.hasConcurrentWriters ? layout.columns.indices.filter { !numbers.contains($0) } : []
  }

  private var backfill: Backfill { batch.backfill }
  private var layout: RowLayout { evaluator.layout }

  /// Executes the batch inside the database if the driver can; otherwise row by row.
  package func execute() async throws -> BatchOutcome {
    let inside = try await session.execute(batch)
    var outcome = if let inside { inside } else { try await executeRowByRow() }
    try await repeatChangedRows(&outcome)
    if let backup = batch.backup, backup.isOnce {
      // A row that was not changed does not count as done.
      for row in outcome.quarantined { try await session.discard(backup, key: row.key) }
    }
    return outcome
  }

  /// Reads and changes rows again that other transactions changed between their read and their write.
  ///
  /// A row that is changed again at each of three attempts stays pending.
  private func repeatChangedRows(_ outcome: inout BatchOutcome) async throws {
    for _ in 0..<3 {
      let keys = outcome.changedMeanwhile
      outcome.changedMeanwhile = []
      for key in keys {
        var row = batch
        row.after = try await session.key(before: key, of: backfill)
        row.upTo = key
        row.limit = 1
        let again = try await BatchExecutor(row, in: session, concurrency: 1).executeRowByRow()
        outcome.changed += again.changed
        outcome.quarantined += again.quarantined
        outcome.changedMeanwhile += again.changedMeanwhile
      }
    }
  }

  /// Reads the rows of the batch, calls the function for each, and writes the results.
  func executeRowByRow() async throws -> BatchOutcome {
    var query = Query(
      backfill.table, columns: layout.columns, condition: both(backfill.scope, batch.condition), order: backfill.key,
      after: batch.after, upTo: batch.upTo, limit: batch.limit)
    // A row that is deleted meanwhile must not be copied.
    query.locksRows = layout.isCopy || backfill.deletesRows || batch.backup != nil
    let rows =
      if let pending {
        try await session.read(query, testing: pending)
      } else {
        try await session.read(query).map { TestedRow($0) }
      }
    guard let lastKey = rows.last.map({ layout.key($0.row) }) else {
      return BatchOutcome(lastKey: nil, scanned: 0, changed: 0)
    }
    if var backup = batch.backup {
      if backup.isOnce { backup.condition = both(backfill.scope, batch.condition) }
      _ = try await session.backUp(backup, after: batch.after, upTo: lastKey)
    }
    var outcome = BatchOutcome(lastKey: lastKey, scanned: rows.count, changed: 0)
    if backfill.deletesRows {
      for row in rows {
        outcome.changed += try await session.delete(from: backfill.table, where: layout.filter(row.row))
      }
    } else if concurrency > 1, !backfill.isCopy {
      try await changeInParallel(rows, &outcome)
    } else {
      try await changeInOrder(rows, &outcome)
    }
    if let backup = batch.backup {
      try await session.recordResult(in: backup, after: batch.after, upTo: lastKey)
    }
    return outcome
  }

  /// Changes the rows one after the other, so that a function that reads other rows sees all earlier results.
  ///
  /// Updates are collected, and written before a function reads or writes other rows.
  private func changeInOrder(_ rows: [TestedRow], _ outcome: inout BatchOutcome) async throws {
    let waiting = WaitingRows(session)
    let functions = FunctionSession(session, usesSavepoint: true, after: waiting)
    let isCopy = layout.isCopy
    for row in rows {
      let verdict = try await evaluator.evaluate(row, functions)
      if case .changed(let changes, wroteOthers: false) = verdict, !isCopy {
        waiting.add(RowUpdate(key: layout.filter(row.row), changes, expected: expected(row.row)))
      } else {
        if verdict.writes { try await waiting.write() }
        try await write(verdict, of: row.row, isAlone: true, &outcome)
      }
    }
    try await waiting.finish(&outcome)
  }

  private func changeInParallel(_ rows: [TestedRow], _ outcome: inout BatchOutcome) async throws {
    let verdicts = try await inParallel(rows, at: concurrency) { [evaluator, session] row in
      try await evaluator.evaluate(row, FunctionSession(session, usesSavepoint: false))
    }
    for (row, verdict) in zip(rows, verdicts) { try await write(verdict, of: row.row, isAlone: false, &outcome) }
  }

  private func write(
    _ verdict: RowVerdict, of row: StoredRow, isAlone: Bool, _ outcome: inout BatchOutcome
  ) async throws {
    let reason: String?
    let wroteOthers: Bool
    var isIdempotent = true
    switch verdict {
    case .upToDate: return
    case .quarantined(let why, let idempotent): (reason, wroteOthers, isIdempotent) = (why, false, idempotent)
    case .othersChanged: (reason, wroteOthers) = (nil, true)
    case .changed(let changes, let wrote):
      let key = backfill.isCopy ? changes.key(backfill.targetKey) : layout.filter(row)
      let update = RowUpdate(key: key, changes, expected: backfill.isCopy ? [] : expected(row))
      switch try await session.update([update]).first {
      case .refused(let why): reason = why
      case .written, nil: reason = nil
      case .changedMeanwhile:
        if wrote {
          guard isAlone else { throw RetryOneByOne() }
          try await session.rollBackToSavepoint()
        }
        return outcome.changedMeanwhile.append(layout.key(row))
      }
      wroteOthers = wrote
    case .missing(let changes, let wrote):
      reason = try await insert(changes)
      wroteOthers = wrote
    }
    if let reason {
      if wroteOthers {
        guard isAlone else { throw RetryOneByOne() }
        try await session.rollBackToSavepoint()
      }
      outcome.quarantined.append(.init(key: layout.key(row), reason: reason, isIdempotent: isIdempotent))
    } else {
      if wroteOthers, isAlone { try await session.releaseSavepoint() }
      outcome.changed += 1
    }
  }

  /// Returns the values that a row must still have when it is written.
  private func expected(_ row: StoredRow) -> [Filter] {
    expectedIndices.map { Filter(layout.columns[$0], row.values[$0]) }
  }

  /// Inserts a row, and returns why the database rejected it, or `nil`.
  private func insert(_ row: RowChanges) async throws -> String? {
    do {
      try await session.insert(row)
      return nil
    } catch let refusal as RowRefused {
      return refusal.reason
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
