// Part of Bellows. MIT licence: see LICENSE.

/// A statement that runs before its deploy and outside a transaction, because the database requires it, such as the
/// build of an index while the application writes.
///
///     PreparationStep(
///       #"CREATE INDEX CONCURRENTLY "users_by_email" ON "users" ("email")"#,
///       isDone: "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass('users_by_email') AND indisvalid",
///       inverse: #"DROP INDEX CONCURRENTLY IF EXISTS "users_by_email""#)
///
/// Such a statement can stop halfway, so the database, not the ledger, shows whether it is done.
public struct PreparationStep: Hashable, Sendable {
  /// The statement.
  public let statement: String
  /// A query that returns a row once the statement is done.
  public let isDone: String
  /// The statement that removes the result, complete or partial; it does nothing if there is none.
  public let inverse: String

  /// Creates a step.
  public init(_ statement: String, isDone: String, inverse: String) {
    self.statement = statement
    self.isDone = isDone
    self.inverse = inverse
  }
}
