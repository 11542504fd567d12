// Part of Bellows. MIT licence: see LICENSE.

/// What a function reaches other rows through: counts what it writes, sets a mark before the first of it, and remembers when
/// the database itself failed, which is no fault of the row.
///
/// No actor: most functions reach nothing, and then the way to one and back would be most of what their row costs.
final class FunctionSession: DatabaseSession {
  /// What became of the session so far.
  struct State: Sendable {
    fileprivate var isUsed = false
    /// How many rows were added, changed or removed.
    var writes = 0
    /// The first failure of the database.
    var failure: (any Error)?
    /// On its way or there: a function may write to several rows at once, and all of them come after one mark.
    fileprivate var savepoint: Task<Void, any Error>?
    /// Whether a mark stands before what was written.
    var hasSavepoint: Bool { savepoint != nil }
  }

  private let session: any DatabaseSession
  /// Whether a mark stands before what the function writes, so that it can be taken back alone.
  let usesSavepoint: Bool
  private let waiting: WaitingRows?
  private let locked = Locked(State())

  /// - Parameter waiting: What has to be written before the function looks at anything.
  init(_ session: any DatabaseSession, usesSavepoint: Bool, after waiting: WaitingRows? = nil) {
    self.session = session
    self.usesSavepoint = usesSavepoint
    self.waiting = waiting
  }

  /// A session for the same row's second call, beside this one.
  func beside() -> FunctionSession { FunctionSession(session, usesSavepoint: usesSavepoint, after: waiting) }

  /// What became of it; from now on it is another row's.
  func end() -> State {
    locked.with { state in
      // Nearly always: then nothing is copied.
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
          // What waits is no part of what the mark takes back.
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
