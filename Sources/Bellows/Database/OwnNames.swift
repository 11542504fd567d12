// Part of Bellows. MIT licence: see LICENSE.

/// The names of what the runtime creates in a database.
///
/// The compiler refuses schemas with names that begin so: `ReservedNames` of `SchemaModel`.
package enum OwnNames {
  /// The beginning of all of them.
  package static let prefix = "_bellows_"

  // MARK: Ledger

  static let state = prefix + "state"
  static let plans = prefix + "plans"
  static let backfills = prefix + "backfills"
  static let quarantine = prefix + "quarantine"
  static let gates = prefix + "gates"
  static let backups = prefix + "backups"
  static let events = prefix + "events"
  static let steps = prefix + "steps"
  static let objects = prefix + "objects"
  package static let ranges = prefix + "ranges"
  package static let leases = prefix + "leases"
  package static let definitions = prefix + "definitions"

  /// The name of the backup table with an id.
  static func backup(_ id: Int64) -> String { "\(prefix)backup_\(id)" }

  // MARK: What drivers create

  /// The savepoint of a session.
  package static let savepoint = prefix + "savepoint"
  /// The savepoint around an operation on one row.
  package static let rowSavepoint = prefix + "row"
  /// The savepoint around an operation on many rows.
  package static let rowsSavepoint = prefix + "rows"
  /// The savepoint around a change of a table that may have to be made in another way.
  package static let changeSavepoint = prefix + "change"
  /// The savepoint around a default that is only set to find the rows that read it.
  package static let defaultSavepoint = prefix + "default"
  /// The name under which queries refer to a backup table.
  package static let backupAlias = prefix + "done"
  /// The schema in which tables are created to be compared.
  package static let comparisonSchema = prefix + "compare"

  /// The name of a table's new version until the old one is dropped.
  package static func rebuilt(_ table: String) -> String { "\(prefix)new_\(table)" }

  /// The SQL functions with which a statement asks for the result of a backfill's function.
  package enum Function {
    package static let isPending = prefix + "is_pending"
    package static let hasValue = prefix + "has_value"
    package static let value = prefix + "value"
  }
}
