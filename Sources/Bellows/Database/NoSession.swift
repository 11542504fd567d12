// Part of Bellows. MIT licence: see LICENSE.

/// A transaction without a database, for a function that does not use one.
struct NoSession: DatabaseSession {
  private var unreachable: DatabaseUnable {
    DatabaseUnable("a synchronous backfill function cannot access other rows")
  }

  func read(_ query: Query) async throws -> [StoredRow] { throw unreachable }
  func count(_ query: Query) async throws -> Int { throw unreachable }
  func insert(_ row: RowChanges) async throws { throw unreachable }
  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int { throw unreachable }
  func delete(from table: String, where filter: [Filter]) async throws -> Int { throw unreachable }
}
