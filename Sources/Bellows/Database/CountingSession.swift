// Part of Bellows. MIT licence: see LICENSE.

/// Forwards to another session, and counts the rows that are written.
actor CountingSession: DatabaseSession {
  private let session: any DatabaseSession
  /// The number of rows that were inserted, changed or deleted.
  private(set) var writes = 0

  /// Creates a session that counts.
  init(_ session: any DatabaseSession) { self.session = session }

  func read(_ query: Query) async throws -> [StoredRow] { try await session.read(query) }

  func count(_ query: Query) async throws -> Int { try await session.count(query) }

  func insert(_ row: RowChanges) async throws {
    try await session.insert(row)
    writes += 1
  }

  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int {
    let count = try await session.update(changes, where: filter)
    writes += count
    return count
  }

  func delete(from table: String, where filter: [Filter]) async throws -> Int {
    let count = try await session.delete(from: table, where: filter)
    writes += count
    return count
  }

  func execute(_ statement: SchemaStatement) async throws { try await session.execute(statement) }

  func createSavepoint() async throws { try await session.createSavepoint() }

  func rollBackToSavepoint() async throws { try await session.rollBackToSavepoint() }

  func releaseSavepoint() async throws { try await session.releaseSavepoint() }
}
