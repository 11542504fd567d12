// Part of Bellows. MIT licence: see LICENSE.

/// An error that a PostgreSQL server, or the connection to it, reports.
public struct PostgreSQLError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The five characters that say what went wrong: `23505`; empty where the connection failed.
  public var state: String
  /// The server's sentence.
  public var message: String
  /// The database's name, for messages.
  public var database: String

  /// The database, what is wrong, and its code.
  public var description: String { "\(database): \(message)" + (state.isEmpty ? "" : " (SQLSTATE \(state))") }

  /// Whether a row's values are refused: another row may be accepted.
  var isOfRow: Bool { state.hasPrefix("22") || state.hasPrefix("23") }

  /// Whether the same transaction may succeed if it runs again: a lock was not free, or two transactions waited for each
  /// other.
  var isTransient: Bool { ["55P03", "40P01", "40001"].contains(state) }
}
