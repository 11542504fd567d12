// Part of Bellows. MIT licence: see LICENSE.

/// An open transaction.
///
/// A driver must implement the requirements without a default, which read and write rows. The default of every other
/// requirement documents what is unsupported without it.
public protocol DatabaseSession: Sendable {
  // MARK: Rows

  /// Returns the rows of a query, in its order.
  func read(_ query: Query) async throws -> [StoredRow]
  /// Returns the rows of a query, and for each whether it passes `condition`, an SQL condition frozen in a plan.
  ///
  /// Unsupported by default.
  func read(_ query: Query, testing condition: String) async throws -> [TestedRow]
  /// Returns the tables with these names, and their indexes and triggers, as they are defined now; sorted.
  ///
  /// Empty by default.
  func objects(of tables: [String]) async throws -> [StoredObject]
  /// Returns the number of rows of a query.
  func count(_ query: Query) async throws -> Int
  /// Inserts a row.
  ///
  /// Throws `RowRefused` if a constraint of the database rejects it.
  func insert(_ row: RowChanges) async throws
  /// Changes columns of all rows that pass the filter, and returns their number.
  ///
  /// Throws `RowRefused` if a constraint of the database rejects one.
  @discardableResult func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int
  /// Changes many rows, each by its key.
  ///
  /// A driver must write all other rows if some are rejected. By default the rows are updated one by one, and the first
  /// error ends the batch.
  func update(_ rows: [RowUpdate]) async throws -> [RowUpdateOutcome]
  /// Whether another transaction can change a row between its read and its write in this one.
  ///
  /// Then `RowUpdate.expected` has the values that were read, and a driver must not write a row that differs from them.
  /// `false` by default.
  var hasConcurrentWriters: Bool { get }
  /// Deletes all rows that pass the filter, and returns their number.
  @discardableResult func delete(from table: String, where filter: [Filter]) async throws -> Int

  // MARK: Schema

  /// Executes one step of a deploy's schema change.
  ///
  /// Unsupported by default.
  func execute(_ statement: SchemaStatement) async throws
  /// Returns how many rows a query of a plan finds, with the first `samples` of them as text.
  ///
  /// Unsupported by default.
  func check(_ query: String, samples: Int) async throws -> CheckOutcome
  /// Returns whether a table of that name exists, tables of Bellows included.
  ///
  /// `false` by default.
  func exists(table: String) async throws -> Bool

  // MARK: Batches

  /// Executes one batch of a backfill inside the database.
  ///
  /// Returns `nil` if it did not execute the batch: then rows are read, changed and written one by one. The batch may
  /// be unsupported, or the database rejected a row and nothing was changed. `nil` by default.
  ///
  /// A driver must back up the rows into `batch.backup`, change them, and record the result, all in this transaction.
  /// It must quarantine rows that the function or a constraint rejects and change all others.
  func execute(_ batch: Batch) async throws -> BatchOutcome?
  /// Returns the columns of a table's key in the order of the index that finds rows by it.
  ///
  /// `nil` by default: the order does not matter.
  func keyOrder(of table: String) async throws -> [String]?
  /// Returns the key of the last row of a query, which has a limit, for a key range that one worker scans.
  ///
  /// `nil` if fewer rows are left, and by default: then one worker scans them all.
  func lastKey(of query: Query) async throws -> [JSONValue]?
  /// Returns the time of the database's clock, which is the same for all of its clients.
  ///
  /// The time of this process by default.
  func now() async throws -> Timestamp
  /// Makes a row of a query free that a silent client has locked, and returns what still locks it, for a message.
  ///
  /// A driver must end the transaction of a client that waits for its next statement, and must not interrupt one that
  /// executes a statement. `nil` by default: no row is locked.
  func release(_ query: Query) async throws -> String?
  /// Returns what statements of Bellows wait for now, for the status: a line each.
  ///
  /// Empty by default.
  func waits() async throws -> [String]
  /// Returns how many versions of rows tables have that no transaction reads any more, for the status: a line each.
  ///
  /// Empty by default: the database has none, or they need no care.
  func deadRows(of tables: [String]) async throws -> [String]
  /// Returns the position at which the log of the database ends now, as the database writes it.
  ///
  /// `nil` by default: the database has no log that replicas replay.
  func logPosition() async throws -> String?
  /// Returns how far the replicas are behind.
  ///
  /// No replica by default.
  ///
  /// - Parameter position: A position of the log: only replicas that have not replayed it are behind. `nil` for its end.
  func replicationLag(behind position: String?) async throws -> ReplicationLag
  /// Returns how much other connections write, or `nil` if that is unknown.
  ///
  /// `nil` by default.
  ///
  /// A scan pauses longer between its batches while other connections write.
  func writeContention() async throws -> WriteContention?

  // MARK: Backups

  /// Copies the columns of a backup into its table, for the rows after one key up to another, and returns their number.
  ///
  /// A driver must create the table if it does not exist. A row that is backed up already and unchanged since its
  /// result was recorded must keep its first copy. Throws `DatabaseUnable` by default.
  func backUp(_ backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws -> Int
  /// Records in a backup what its columns hold now, for the rows after one key up to another: the result of a batch.
  ///
  /// Does nothing by default.
  func recordResult(in backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws
  /// Writes backed up values to their rows, except to rows that were written since the result was recorded.
  ///
  /// By default there is nothing to restore.
  func restore(_ backup: Backup) async throws -> RestoreOutcome
  /// Returns the estimated size of a backup in bytes.
  ///
  /// A driver must not read every row for it. 0 by default.
  func size(of backup: Backup) async throws -> Int
  /// Deletes a backup.
  ///
  /// Does nothing by default.
  func discard(_ backup: Backup) async throws
  /// Deletes one row of a backup, as if it had not been backed up.
  ///
  /// Does nothing by default.
  func discard(_ backup: Backup, key: [JSONValue]) async throws
  /// Deletes the rows of a backup whose rows something else has deleted from the table since, and returns their number.
  ///
  /// A rollback does not bring them back, so nothing needs them. Rows that the plan itself deleted stay, and so does a
  /// backup of a table that does not exist, or of whole rows. A description without a key means the key that the backup
  /// table has. Unsupported by default.
  func discardDeletedRows(of backup: Backup) async throws -> Int
  /// Returns an SQL condition for rows that have no finished copy in a backup and whose key is at most `last`.
  ///
  /// Unsupported by default.
  func condition(notIn backup: Backup, upTo last: [JSONValue]?) async throws -> String
  /// Returns what a backup table contains, or `nil` if it does not exist.
  ///
  /// `nil` by default.
  func contents(of backup: String) async throws -> BackupContents?

  /// Computes values for the rows after a key, at most `limit` of them, and returns the key of the last; `nil` at the end
  /// of the table.
  ///
  /// A driver must leave rows unchanged that have the values. Unsupported by default.
  func fill(_ fill: StoredFill, after: [JSONValue]?, limit: Int) async throws -> [JSONValue]?

  // MARK: Savepoints

  /// Creates a savepoint.
  ///
  /// Savepoints nest. Does nothing by default.
  func createSavepoint() async throws
  /// Rolls back to the last savepoint and releases it.
  ///
  /// Throws `DatabaseUnable` by default, which ends the transaction.
  func rollBackToSavepoint() async throws
  /// Releases the last savepoint.
  ///
  /// Does nothing by default.
  func releaseSavepoint() async throws
}

extension DatabaseSession {
  /// Empty by default: then drift is not noticed.
  public func objects(of tables: [String]) async throws -> [StoredObject] { [] }
  /// Throws `DatabaseUnable` by default.
  public func read(_ query: Query, testing condition: String) async throws -> [TestedRow] {
    throw DatabaseUnable("this database cannot test the condition \(condition)")
  }
  /// Updates the rows one by one; the first error ends the batch.
  public func update(_ rows: [RowUpdate]) async throws -> [RowUpdateOutcome] {
    for row in rows { try await update(row.changes, where: row.key) }
    return rows.map { _ in .written }
  }
  /// `false` by default: one writer at a time.
  public var hasConcurrentWriters: Bool { false }
  /// Throws `DatabaseUnable` by default.
  public func execute(_ statement: SchemaStatement) async throws {
    throw DatabaseUnable("this database has no schema to change")
  }
  /// Returns `nil` by default: rows are read, changed and written one by one.
  public func execute(_ batch: Batch) async throws -> BatchOutcome? { nil }
  /// Throws `DatabaseUnable` by default.
  public func check(_ query: String, samples: Int) async throws -> CheckOutcome {
    throw DatabaseUnable("this database cannot run the query of a check; count the rows with its own tools")
  }
  /// Throws `DatabaseUnable` by default.
  public func backUp(_ backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws -> Int {
    throw DatabaseUnable("this database cannot back up old values; make a backup with its own tools")
  }
  /// Backs up the columns of a backup for all rows: just before a step deletes the columns.
  public func backUp(_ backup: Backup) async throws -> Int { try await backUp(backup, after: nil, upTo: nil) }
  /// Does nothing by default.
  public func recordResult(in backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws {}
  /// Restores nothing by default.
  public func restore(_ backup: Backup) async throws -> RestoreOutcome { RestoreOutcome() }
  /// Returns 0 by default.
  public func size(of backup: Backup) async throws -> Int { 0 }
  /// Does nothing by default.
  public func discard(_ backup: Backup) async throws {}
  /// Does nothing by default.
  public func discard(_ backup: Backup, key: [JSONValue]) async throws {}
  /// Throws `DatabaseUnable` by default: an application relies on it that erased rows are nowhere.
  public func discardDeletedRows(of backup: Backup) async throws -> Int {
    throw DatabaseUnable("this database cannot remove rows that were deleted from the backup \(backup.name)")
  }
  /// Throws `DatabaseUnable` by default.
  public func condition(notIn backup: Backup, upTo last: [JSONValue]?) async throws -> String {
    throw DatabaseUnable("this database does not support backups, so it cannot record which rows a repair has changed")
  }
  /// Throws `DatabaseUnable` by default.
  public func fill(_ fill: StoredFill, after: [JSONValue]?, limit: Int) async throws -> [JSONValue]? {
    throw DatabaseUnable("this database cannot compute the values that a rollback restores")
  }
  /// Returns `false` by default.
  public func exists(table: String) async throws -> Bool { false }
  /// Returns `nil` by default.
  public func contents(of backup: String) async throws -> BackupContents? { nil }
  /// Returns `nil` by default: the order does not matter.
  public func keyOrder(of table: String) async throws -> [String]? { nil }
  /// Returns `nil` by default: one worker scans all rows.
  public func lastKey(of query: Query) async throws -> [JSONValue]? { nil }
  /// Returns the time of this process by default.
  public func now() async throws -> Timestamp { .now }
  /// Returns `nil` by default: no row is locked.
  public func release(_ query: Query) async throws -> String? { nil }
  /// Empty by default.
  public func waits() async throws -> [String] { [] }
  /// Empty by default.
  public func deadRows(of tables: [String]) async throws -> [String] { [] }
  /// Returns `nil` by default: there is no log.
  public func logPosition() async throws -> String? { nil }
  /// No replica by default.
  public func replicationLag(behind position: String?) async throws -> ReplicationLag { .none }
  /// Returns `nil` by default: unknown.
  public func writeContention() async throws -> WriteContention? { nil }
  /// Does nothing by default.
  public func createSavepoint() async throws {}
  /// Throws `DatabaseUnable` by default, which ends the transaction.
  public func rollBackToSavepoint() async throws {
    throw DatabaseUnable("this database cannot roll back a part of a transaction")
  }
  /// Does nothing by default.
  public func releaseSavepoint() async throws {}
}
