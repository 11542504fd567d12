// Part of Bellows. MIT licence: see LICENSE.

/// A backup of some columns: their old values, in a table of its own, from before a step deletes or overwrites them.
///
///     let backup = Backup("_bellows_backup_1", of: "users", key: [Column("_id", .int)], columns: ["nickname"])
///     try await session.backUp(backup)
public struct Backup: Hashable, Sendable {
  /// The name of the backup table; it begins with `_bellows_`.
  public var name: String
  /// The table whose values are backed up.
  public var table: String
  /// The columns of that table's key.
  public var key: [Column]
  /// The names of the columns that are backed up; `*` for all columns outside the key.
  public var columns: [String]
  /// Only rows that pass this SQL condition are backed up; `nil` for all.
  public var condition: String?
  /// Columns that a rollback has created again without values.
  ///
  /// Their backups are restored in any case.
  public var empty: [String] = []
  /// Columns that hold newer values than the backup.
  ///
  /// Their backups are not restored.
  public var current: [String] = []
  /// Which rows are inserted again if they do not exist when the backup is restored.
  public var absent = Absent.asRecorded
  /// Whether each row is backed up only once: later backups skip it, and its copy stays even if the row is unchanged.
  public var isOnce = false

  /// Which missing rows a restored backup inserts.
  public enum Absent: Hashable, Sendable {
    /// Rows that were missing when the result was recorded: the backfill deleted them.
    case asRecorded
    /// All: the table itself was dropped and has been created again without rows.
    case all
    /// None: the table has been created again with its rows.
    case none
  }

  /// Creates the description of a backup.
  public init(_ name: String, of table: String, key: [Column], columns: [String]) {
    self.name = name
    self.table = table
    self.key = key
    self.columns = columns
  }
}

/// What a backup table contains.
public struct BackupContents: Hashable, Sendable {
  /// The table whose values are backed up; `nil` if the backup table does not say.
  public var table: String?
  /// The columns that are backed up.
  public var columns: [String]
  /// The number of rows.
  public var rows: Int

  /// Creates a description of a backup table.
  public init(table: String?, columns: [String], rows: Int) {
    self.table = table
    self.columns = columns
    self.rows = rows
  }
}

/// The result of restoring a backup.
public struct RestoreOutcome: Hashable, Sendable {
  /// The number of rows whose old values were restored.
  public var restored: Int
  /// The keys of rows that were written since the backup; they were not restored.
  public var touched: [[JSONValue]]

  /// Creates the result of restoring a backup.
  public init(restored: Int = 0, touched: [[JSONValue]] = []) {
    self.restored = restored
    self.touched = touched
  }
}
