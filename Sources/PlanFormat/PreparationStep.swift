// Part of Bellows. MIT licence: see LICENSE.

/// A statement that runs before its deploy and outside a transaction, because the database demands it: an index that is
/// built while the application writes, for example.
///
///     PreparationStep(
///       #"CREATE INDEX CONCURRENTLY "users_by_email" ON "users" ("email")"#,
///       isDone: "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass('users_by_email') AND indisvalid",
///       inverse: #"DROP INDEX CONCURRENTLY IF EXISTS "users_by_email""#)
///
/// Such a statement can stop halfway. Whether it is done is therefore read from the database, and not from the ledger.
public struct PreparationStep: Hashable, Sendable {
  /// The statement.
  public let statement: String
  /// A query that returns a row once the statement is done.
  public let isDone: String
  /// Removes what the statement made, finished or not, and does nothing where there is nothing.
  public let inverse: String

  /// A step.
  public init(_ statement: String, isDone: String, inverse: String) {
    self.statement = statement
    self.isDone = isDone
    self.inverse = inverse
  }
}
