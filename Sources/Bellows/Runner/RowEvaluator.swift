// Part of Bellows. MIT licence: see LICENSE.

/// The database failed, or the batch must be repeated, while a function was called on its own result: not an error of
/// the row.
private struct SecondCallFailed: Error {
  var error: any Error
}

/// What a backfill does to a row.
enum RowVerdict: Sendable {
  case upToDate
  case changed(RowChanges, wroteOthers: Bool)
  /// The target table has no copy of the row yet.
  case missing(RowChanges, wroteOthers: Bool)
  /// The function wrote other rows, after a savepoint.
  case othersChanged
  /// A function that is not idempotent is an error of the backfill, not of the row.
  case quarantined(String, isIdempotent: Bool)

  /// Whether anything is written for the row.
  var writes: Bool {
    switch self {
    case .changed, .missing, .othersChanged: true
    case .upToDate, .quarantined: false
    }
  }
}

/// Decides what a backfill does to a row: calls its function if nothing else can decide.
struct RowEvaluator: Sendable {
  let session: any DatabaseSession
  let backfill: Backfill
  let layout: RowLayout

  /// Decides whether a row is pending, and what to write.
  ///
  /// Nothing else may use `functions` meanwhile.
  @inline(__always) func evaluate(_ row: TestedRow, _ functions: FunctionSession) async throws -> RowVerdict {
    let read = layout.reads(row.row)
    if let passes = row.passes {
      guard passes else { return .upToDate }
    } else if !backfill.needsFunctionToDecide,
      try await !backfill.isPending(read, current: layout.writes(row.row), Rows(session))
    {
      return .upToDate
    }
    var state: FunctionSession.State?
    do {
      let changes = try await backfill.changes(for: read, Rows(functions))
      let became = functions.end()
      state = became
      let wrote = became.writes > 0
      if backfill.mustBeIdempotent {
        try await refuseChange(
          after: changes, for: read, current: layout.writes(row.row), functions, wroteOthers: wrote)
      }
      if !wrote, became.hasSavepoint { try await session.releaseSavepoint() }
      if row.passes != nil { return .changed(changes, wroteOthers: wrote) }
      let current = layout.isCopy ? try await copy(of: changes) : layout.writes(row.row)
      guard let current else { return .missing(changes, wroteOthers: wrote) }
      if backfill.wanted(changes, over: current) != current { return .changed(changes, wroteOthers: wrote) }
      return wrote ? .othersChanged : .upToDate
    } catch {
      if let failed = error as? SecondCallFailed { throw failed.error }
      let state = state ?? functions.end()
      if let failure = state.failure, !(error is RowRefused) { throw failure }
      if error is CancellationError { throw error }
      if state.hasSavepoint { try await session.rollBackToSavepoint() }
      if !functions.usesSavepoint, state.writes > 0 { throw RetryOneByOne() }
      return .quarantined("\(error)", isIdempotent: !(error is NotIdempotent))
    }
  }

  /// Returns whether a row is pending.
  ///
  /// Rolls back what the function wrote to other rows.
  func isPending(_ row: StoredRow) async throws -> Bool {
    switch try await evaluate(TestedRow(row), FunctionSession(session, usesSavepoint: true)) {
    case .upToDate: return false
    case .quarantined: return true
    case .othersChanged, .changed(_, wroteOthers: true), .missing(_, wroteOthers: true):
      try await session.rollBackToSavepoint()
      return true
    case .changed, .missing: return true
    }
  }

  /// Calls a function on its own result.
  ///
  /// Throws `NotIdempotent` if it changes the row again, or writes other rows again.
  ///
  /// The second call sees what the first has written to other rows; its own writes are rolled back.
  private func refuseChange(
    after changes: RowChanges, for row: StoredRow, current: StoredRow, _ functions: FunctionSession, wroteOthers: Bool
  ) async throws {
    let wanted = backfill.wanted(changes, over: current)
    // An unchanged row was the function's own result.
    if wanted == current, !wroteOthers { return }
    let second = functions.beside()
    let next: Result<RowChanges, any Error>
    do { next = .success(try await backfill.changes(for: backfill.result(of: row, wanted), Rows(second))) } catch {
      next = .failure(error)
    }
    let state = second.end()
    if let failure = state.failure { throw SecondCallFailed(error: failure) }
    if case .failure(let error as CancellationError) = next { throw error }
    if state.writes > 0, !second.usesSavepoint { throw SecondCallFailed(error: RetryOneByOne()) }
    if state.hasSavepoint { try await session.rollBackToSavepoint() }
    if state.writes > 0 {
      throw NotIdempotent(
        description: "called on its own result, the function writes \(rows(state.writes)) beside it again")
    }
    try backfill.refuseChange(of: wanted, from: current, next: try next.get())
  }

  /// Returns the copy of a row in the target table.
  private func copy(of changes: RowChanges) async throws -> StoredRow? {
    let key = changes.key(backfill.targetKey)
    return try await session.read(Query(changes.table, columns: backfill.writes, filter: key, limit: 1)).first
  }
}

extension RowChanges {
  /// Returns the values of its key.
  func key(_ columns: [Column]) -> [Filter] {
    columns.map { column in
      Filter(column, values.first { ByteString($0.column.name) == ByteString(column.name) }?.value)
    }
  }
}

extension Backfill {
  /// Whether only the result of its function decides whether a row is pending.
  var needsFunctionToDecide: Bool { isCopy || deletesRows || pending == .differs || pending == .once }
}
