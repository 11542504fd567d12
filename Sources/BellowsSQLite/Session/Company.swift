// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension SQLite {
  /// Whether there is such a table.
  public func has(_ table: LedgerTable) async throws -> Bool { try await read { try $0.exists(table.name) } }
}

extension Session {
  /// A number that changes when another connection has written.
  ///
  /// "The integer values returned by two invocations of PRAGMA data_version from the same connection will be different
  /// if changes were committed to the database by any other connection in the interim."
  func writesOfOthers() async throws -> Int? {
    try await run { connection in
      let statement = try connection.prepare("PRAGMA data_version")
      defer { statement.reset() }
      return try statement.step() ? statement.int(0) : nil
    }
  }
}
