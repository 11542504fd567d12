// Part of Bellows. MIT licence: see LICENSE.

/// What a body reaches other rows through: counts what it writes, sets a mark before the first of it, and remembers when
/// the database itself failed, which is no fault of the row.
actor BodySession: DatabaseSession {
  private let session: any DatabaseSession
  private let setsMark: Bool
  private let waiting: WaitingRows?
  /// How many rows were added, changed or removed.
  private(set) var writes = 0
  /// The first failure of the database.
  private(set) var failure: (any Error)?

  /// - Parameter waiting: What has to be written before the body looks at anything.
  init(_ session: any DatabaseSession, setsMark: Bool, after waiting: WaitingRows? = nil) {
    self.session = session
    self.setsMark = setsMark
    self.waiting = waiting
  }

  func read(_ query: Query) async throws -> [StoredRow] { try await noting { try await session.read(query) } }

  func count(_ query: Query) async throws -> Int { try await noting { try await session.count(query) } }

  func insert(_ row: RowChanges) async throws {
    try await mark()
    try await noting { try await session.insert(row) }
    writes += 1
  }

  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int {
    try await mark()
    let count = try await noting { try await session.update(changes, where: filter) }
    writes += count
    return count
  }

  func delete(from table: String, where filter: [Filter]) async throws -> Int {
    try await mark()
    let count = try await noting { try await session.delete(from: table, where: filter) }
    writes += count
    return count
  }

  /// On its way or there: a body may write to several rows at once, and all of them come after one mark.
  private var marking: Task<Void, any Error>?

  /// Whether a mark stands before what was written.
  var isMarked: Bool { marking != nil }

  private func mark() async throws {
    guard setsMark else { return }
    let marking =
      marking
      ?? Task {
        // What waits is no part of what the mark takes back.
        try await waiting?.write()
        try await session.setMark()
      }
    self.marking = marking
    try await noting { try await marking.value }
  }

  private func noting<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    do {
      try await waiting?.write()
      return try await work()
    } catch {
      if !(error is RowRefused), failure == nil { failure = error }
      throw error
    }
  }
}
