// Part of Bellows. MIT licence: see LICENSE.

/// The session of a backfill function: counts its writes, creates a savepoint before the first, and records failures of
/// the database, which are not errors of the row.
///
/// Not an actor: most functions access no other rows, and hops to an actor would dominate the cost of a row.
final class FunctionSession: DatabaseSession {
  /// What the function has done so far.
  struct State: Sendable {
    fileprivate var isUsed = false
    /// The number of rows that were inserted, changed or deleted.
    var writes = 0
    /// The first failure of the database.
    var failure: (any Error)?
    /// The creation of the savepoint: concurrent writes of a function share one.
    fileprivate var savepoint: Task<Void, any Error>?
    /// Whether a savepoint was created before the writes.
    var hasSavepoint: Bool { savepoint != nil }
  }

  private let session: any DatabaseSession
  /// Whether to create a savepoint before the function's writes, so that they can be rolled back alone.
  let usesSavepoint: Bool
  private let waiting: WaitingRows?
  private let locked = Locked(State())

  /// - Parameter waiting: Updates to write before the function accesses other rows.
  init(_ session: any DatabaseSession, usesSavepoint: Bool, after waiting: WaitingRows? = nil) {
    self.session = session
    self.usesSavepoint = usesSavepoint
    self.waiting = waiting
  }

  /// Returns a session for the second call for the same row.
  func beside() -> FunctionSession { FunctionSession(session, usesSavepoint: usesSavepoint, after: waiting) }

  /// Returns what the function has done, and resets the session for the next row.
  func end() -> State {
    locked.with { state in
      // The common case; avoids a copy of the state.
      guard state.isUsed else { return State() }
      defer { state = State() }
      return state
    }
  }

  func read(_ query: Query) async throws -> [StoredRow] { try await noting { try await session.read(query) } }

  func count(_ query: Query) async throws -> Int { try await noting { try await session.count(query) } }

  func insert(_ row: RowChanges) async throws {
    try await mark()
    try await noting { try await session.insert(row) }
    locked.with { $0.writes += 1 }
  }

  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int {
    try await mark()
    let count = try await noting { try await session.update(changes, where: filter) }
    locked.with { $0.writes += count }
    return count
  }

  func delete(from table: String, where filter: [Filter]) async throws -> Int {
    try await mark()
    let count = try await noting { try await session.delete(from: table, where: filter) }
    locked.with { $0.writes += count }
    return count
  }

  private func mark() async throws {
    guard usesSavepoint else { return }
    let savepoint = locked.with { state in
      let savepoint =
        state.savepoint
        ?? Task {
          // Collected updates are not rolled back with the savepoint.
          try await waiting?.write()
          try await session.createSavepoint()
        }
      state.savepoint = savepoint
      return savepoint
    }
    try await noting { try await savepoint.value }
  }

  private func noting<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    locked.with { $0.isUsed = true }
    do {
      try await waiting?.write()
      return try await work()
    } catch {
      if !(error is RowRefused) { locked.with { $0.failure = $0.failure ?? error } }
      throw error
    }
  }
}
