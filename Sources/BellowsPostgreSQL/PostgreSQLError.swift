// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// An error that a PostgreSQL server, or the connection to it, reports.
public struct PostgreSQLError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The SQLSTATE, five characters such as `23505`; empty if the connection failed.
  public var state: String
  /// The server's message.
  public var message: String
  /// The database's name, for messages.
  public var database: String

  /// The database, what is wrong, and its code.
  public var description: String { "\(database): \(message)" + (state.isEmpty ? "" : " (SQLSTATE \(state))") }

  /// Whether the values of the row, not the database, caused the error.
  var isOfRow: Bool { state.hasPrefix("22") || state.hasPrefix("23") }

  /// Whether the same transaction may succeed if it runs again: after a lock timeout, a deadlock or a serialization
  /// failure.
  var isTransient: Bool { ["55P03", "40P01", "40001"].contains(state) }
}

/// Another transaction has added the same row to the ledger at the same time, such as the next event: if this one runs
/// again, it sees that row.
struct LedgerConflict: Error {
  var error: PostgreSQLError
}

extension PostgreSQLError: ConnectionError {
  /// Whether the connection failed or broke, or the server shuts down or starts.
  package var isConnectionLost: Bool {
    state.isEmpty || state.hasPrefix("08") || ["57P01", "57P02", "57P03"].contains(state)
  }
}
