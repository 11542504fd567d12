// Part of Bellows. MIT licence: see LICENSE.

/// A gate: a condition that must hold before a deploy.
public enum MigrationGate: Hashable, Sendable {
  /// No code older than this deploy runs any more.
  case released(deploy: Int)
  /// The values of some columns are backed up; all columns for a dropped table.
  case backup(table: String, key: [Column], columns: [String])
  /// The backfill has run, and none of its rows is pending.
  case backfilled(String)
  /// No row fails the checks of the deploy.
  case verified([StoredCheck])
}

/// A check: a query that must find no rows before a deploy.
public struct StoredCheck: Hashable, Sendable {
  /// What it checks, as a path in the deploy's schema: `users.age`, `users#by_email`.
  public let path: String
  /// The query for the rows that fail; `nil` for a store without SQL.
  public let query: String?

  /// Creates a check.
  public init(_ path: String, query: String? = nil) {
    self.path = path
    self.query = query
  }
}
