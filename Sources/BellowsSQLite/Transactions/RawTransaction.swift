// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// An open transaction in which another driver runs its own SQL.
package struct RawTransaction: Sendable {
  private let session: Session

  fileprivate init(_ session: Session) { self.session = session }

  /// The transaction as one on tables.
  package var tables: any DatabaseSession { session }

  /// Runs `work` with the connection, on its queue.
  package func run<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) async throws -> Result {
    try await session.run(work)
  }
}

extension SQLite {
  /// Runs `work` in one transaction, as `transaction` does.
  package func rawTransaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (RawTransaction) async throws -> Result
  ) async throws -> Result {
    try await pool.sessionTransaction(access) { try await work(RawTransaction($0)) }
  }
}
