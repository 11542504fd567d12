// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite

extension SQLite {
  /// Whether there is such a table.
  public func has(_ table: LedgerTable) async throws -> Bool { try await read { try $0.exists(table.name) } }
}

extension Session {
  /// Who else writes.
  ///
  /// "The integer values returned by two invocations of PRAGMA data_version from the same connection will be different
  /// if changes were committed to the database by any other connection in the interim."
  func company() async throws -> Company? {
    try await run { connection in
      let statement = try connection.prepare("PRAGMA data_version")
      defer { statement.reset() }
      return try statement.step() ? Company(writes: statement.int(0), room: connection.log.room) : nil
    }
  }
}

extension Session {
  /// Writes a row for a body; where a constraint refuses it, it is the body's row that is refused, not the run.
  func refusing<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) async throws -> Result {
    do {
      return try await run(work)
    } catch let error as SQLiteError where error.primaryCode == SQLITE_CONSTRAINT {
      throw RowRefused(error.message)
    }
  }
}
