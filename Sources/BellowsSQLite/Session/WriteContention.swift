// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite

extension SQLite {
  /// Whether there is such a table.
  public func hasLedgerTable(_ table: LedgerTable) async throws -> Bool { try await read { try $0.exists(table.name) } }
}

extension Session {
  /// Who else writes.
  ///
  /// "The integer values returned by two invocations of PRAGMA data_version from the same connection will be different
  /// if changes were committed to the database by any other connection in the interim."
  func writeContention() async throws -> WriteContention? {
    try await run { connection in
      let statement = try connection.prepare("PRAGMA data_version")
      defer { statement.reset() }
      return try statement.step() ? WriteContention(writes: statement.int(0), writableTime: connection.log.writableTime) : nil
    }
  }
}

extension Session {
  /// Writes a row for a function; where a constraint refuses it, it is the function's row that is refused, not the run.
  func refusing<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) async throws -> Result {
    do {
      return try await run(work)
    } catch let error as SQLiteError where error.primaryCode == SQLITE_CONSTRAINT {
      throw RowRefused(error.message)
    }
  }
}
