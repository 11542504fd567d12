// Part of Bellows. MIT licence: see LICENSE.

/// A transaction that reaches nothing: what a function gets that cannot use one anyway.
struct NoSession: DatabaseSession {
  private var unreachable: DatabaseUnable {
    DatabaseUnable("a body that computes from its row alone has no other rows")
  }

  func read(_ query: Query) async throws -> [StoredRow] { throw unreachable }
  func count(_ query: Query) async throws -> Int { throw unreachable }
  func insert(_ row: RowChanges) async throws { throw unreachable }
  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int { throw unreachable }
  func delete(from table: String, where filter: [Filter]) async throws -> Int { throw unreachable }
}
