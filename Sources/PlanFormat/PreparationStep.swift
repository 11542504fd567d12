// Part of Bellows. MIT licence: see LICENSE.

/// A statement that runs before its deploy and outside its transaction: because the database requires it, such as the
/// build of an index while the application writes, or because it takes long, such as the check of all rows.
///
///     PreparationStep(
///       #"CREATE INDEX CONCURRENTLY "users_by_email" ON "users" ("email")"#, .index("users_by_email"))
///
/// Such a statement can stop halfway, so the database, not the ledger, shows whether it is done.
public struct PreparationStep: Hashable, Sendable {
  /// The statement.
  public let statement: String
  /// What it creates: this says how to see that it is done, and how to remove it.
  public let result: Result

  /// Creates a step.
  public init(_ statement: String, _ result: Result) {
    self.statement = statement
    self.result = result
  }

  /// What a statement creates.
  public enum Result: Hashable, Sendable {
    /// A PostgreSQL table without rows.
    case table(String)
    /// A column of a PostgreSQL table, without reading a row.
    case column(String, of: String)
    /// A constraint of a PostgreSQL table that applies to rows written from now on.
    case constraint(String, of: String)
    /// The check that all rows pass a constraint of a PostgreSQL table.
    case validity(String, of: String)
    /// An index of PostgreSQL, built while others write.
    case index(String)
    /// Values of an enum type of PostgreSQL, and the type itself if it does not exist.
    ///
    /// They stay when the step is undone: the server removes no value of a type.
    case labels([String], of: String)
    /// Something else.
    ///
    /// `isDone` is a query that returns a row once the statement is done; `inverse` is the statement that removes the
    /// result, complete or partial, and does nothing if there is none.
    case other(isDone: String, inverse: String)
  }
}
