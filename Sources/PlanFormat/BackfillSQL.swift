// Part of Bellows. MIT licence: see LICENSE.

/// A backfill in SQL.
public struct BackfillSQL: Hashable, Sendable {
  /// The condition for pending rows; `nil` if only the function can decide.
  public let pending: String?
  /// An expression for each column in `writes`; `nil` if only the function can compute them.
  public let values: [String]?

  /// Creates a backfill in SQL.
  public init(pending: String?, values: [String]? = nil) {
    self.pending = pending
    self.values = values
  }
}

/// How a rollback restores the values before a backfill.
public enum BackfillRollback: Hashable, Sendable {
  /// Nothing to restore: the rollback drops the columns that it writes, or a backup gate has the old values.
  case nothing
  /// This statement reverses the conversion.
  case statement(String)
  /// The old values are backed up in the transaction that overwrites them.
  case backup
}
