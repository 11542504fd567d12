// Part of Bellows. MIT licence: see LICENSE.

/// A backfill in SQL; the runtime's `BackfillSQL`.
package struct BackfillStatements: Hashable {
  /// The condition of rows that need it.
  package var pending: String?
  /// The new value of each column.
  package var values: [String]?
}

/// How a rollback restores the values before a backfill; the runtime's `BackfillRollback`.
package enum BackfillRollback: Hashable {
  case nothing
  case statement(String)
  case backup
}
