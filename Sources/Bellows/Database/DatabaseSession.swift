// Part of Bellows. MIT licence: see LICENSE.

/// An open transaction.
public protocol DatabaseSession: Sendable {
  /// The rows that a query asks for.
  func read(_ query: Query) async throws -> [StoredRow]
  /// The same, and of each row whether it passes a condition in the database's own language, frozen in a plan.
  func read(_ query: Query, testing condition: String) async throws -> [TestedRow]
  /// How many rows a query asks for.
  func count(_ query: Query) async throws -> Int
  /// Adds a row.
  func insert(_ row: RowChanges) async throws
  /// Changes columns of all rows that pass the filter, and says how many these were.
  @discardableResult func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int
  /// Changes many rows, each by its key, and says for each why the database refused it, or `nil`.
  func update(_ rows: [RowUpdate]) async throws -> [String?]
  /// Removes all rows that pass the filter, and says how many these were.
  @discardableResult func delete(from table: String, where filter: [Filter]) async throws -> Int

  /// Carries out a step of a schema revision.
  func execute(_ statement: SchemaStatement) async throws
  /// Moves one batch of rows without taking them out of the database; `nil` when it can't, and rows must be read,
  /// changed and written one by one.
  func execute(_ batch: Batch) async throws -> BatchOutcome?

  /// Counts what a query of a plan finds, with the first rows of it as text.
  func check(_ query: String, samples: Int) async throws -> CheckOutcome

  /// Keeps aside what the columns of a backup hold now, for the rows between two keys, and says for how many.
  ///
  /// A backfill's rows are kept batch by batch, just before they are written: what the application writes until then is
  /// part of what they hold. A row that is kept already and holds what was noted for it stays as it was kept.
  func backUp(_ backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws -> Int
  /// Notes in a backup what its columns hold now for rows between two keys: what a backfill has made of them.
  func recordResult(in backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws
  /// Gives rows back what the backup has kept, unless somebody wrote to them since.
  func restore(_ backup: Backup) async throws -> RestoreOutcome
  /// How many bytes a backup would take, as far as can be told without reading every row.
  func size(of backup: Backup) async throws -> Int
  /// Forgets a backup.
  func discard(_ backup: Backup) async throws
  /// Removes one row from a backup, as if it had not been backed up.
  func discard(_ backup: Backup, key: [JSONValue]) async throws
  /// The condition, in the database's language, that a backup has no finished copy of a row, and that the row's key is
  /// not greater than `last`.
  func condition(notIn backup: Backup, upTo last: [JSONValue]?) async throws -> String
  /// Whether there is a table of that name, Bellows' own tables included.
  func exists(table: String) async throws -> Bool
  /// What a backup holds; `nil` where there is none.
  func contents(of backup: String) async throws -> BackupContents?

  /// The columns of a table's key in the order in which the database finds rows by them; `nil` where any does as well.
  func keyOrder(of table: String) async throws -> [String]?

  /// Who else writes, as far as can be told; `nil` when nobody can tell.
  ///
  /// A scan leaves more room between its batches while somebody else wants to write.
  func writeContention() async throws -> WriteContention?

  /// Sets a mark; what is written after it can be taken back alone.
  func createSavepoint() async throws
  /// Takes back what was written since the last mark, and forgets the mark.
  func rollBackToSavepoint() async throws
  /// Forgets the last mark.
  func releaseSavepoint() async throws
}

extension DatabaseSession {
  /// A store without a language of its own has no conditions.
  public func read(_ query: Query, testing condition: String) async throws -> [TestedRow] {
    throw DatabaseUnable("this database has no language for the condition \(condition)")
  }
  /// One after the other; every failure ends the batch.
  public func update(_ rows: [RowUpdate]) async throws -> [String?] {
    for row in rows { try await update(row.changes, where: row.key) }
    return rows.map { _ in nil }
  }
  /// A store without a language of its own has no schema to change.
  public func execute(_ statement: SchemaStatement) async throws {
    throw DatabaseUnable("this database has no schema to change")
  }
  /// Rows are taken out one by one.
  public func execute(_ batch: Batch) async throws -> BatchOutcome? { nil }
  /// A store without a language of its own cannot be asked.
  public func check(_ query: String, samples: Int) async throws -> CheckOutcome {
    throw DatabaseUnable("this database cannot be asked: count by its own means")
  }
  /// Not without knowing how.
  public func backUp(_ backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws -> Int {
    throw DatabaseUnable("this database cannot keep old values aside: make a backup by its own means")
  }
  /// Keeps aside what the columns of a backup hold now, for all rows: just before a step takes the columns away.
  public func backUp(_ backup: Backup) async throws -> Int { try await backUp(backup, after: nil, upTo: nil) }
  /// Nothing was kept.
  public func recordResult(in backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws {}
  /// Nothing was kept.
  public func restore(_ backup: Backup) async throws -> RestoreOutcome { RestoreOutcome() }
  /// Nothing will be kept.
  public func size(of backup: Backup) async throws -> Int { 0 }
  /// Nothing was kept.
  public func discard(_ backup: Backup) async throws {}
  /// Nothing was kept.
  public func discard(_ backup: Backup, key: [JSONValue]) async throws {}
  /// Unsupported by default: without backups nothing tells which rows are done.
  public func condition(notIn backup: Backup, upTo last: [JSONValue]?) async throws -> String {
    throw DatabaseUnable("this database keeps no backups, so nothing tells which rows a repair has changed already")
  }
  /// No table is known by default.
  public func exists(table: String) async throws -> Bool { false }
  /// Nothing was kept.
  public func contents(of backup: String) async throws -> BackupContents? { nil }
  /// Any does as well, as far as anybody knows.
  public func keyOrder(of table: String) async throws -> [String]? { nil }
  /// Not without knowing how.
  public func writeContention() async throws -> WriteContention? { nil }
  /// Not without knowing how.
  public func createSavepoint() async throws {}
  /// The whole transaction ends instead.
  public func rollBackToSavepoint() async throws { throw DatabaseUnable("this database cannot take part of a transaction back") }
  /// Nothing was set.
  public func releaseSavepoint() async throws {}
}

/// Others who write, as one connection sees them.
public struct WriteContention: Hashable, Sendable {
  /// A number that changes when others have written.
  public var writes: Int
  /// For how long others could write, in all, while this connection had something else to do.
  public var writableTime: Duration

  /// Others who write.
  public init(writes: Int, writableTime: Duration = .zero) {
    self.writes = writes
    self.writableTime = writableTime
  }
}

/// What to write to the row with a key.
public struct RowUpdate: Hashable, Sendable {
  /// The key's columns.
  public var key: [Filter]
  /// The columns to set.
  public var changes: RowChanges

  /// An update of one row.
  public init(key: [Filter], _ changes: RowChanges) {
    self.key = key
    self.changes = changes
  }
}

/// A stretch of a backfill's scan, in the order of the key: done in one transaction.
public struct Batch: Sendable {
  /// The scan.
  public var backfill: Backfill
  /// Only rows that come after this key.
  public var after: [JSONValue]?
  /// Only rows that do not come after this key.
  public var upTo: [JSONValue]?
  /// A condition in the database's language for the rows that are wanted at all.
  public var condition: String?
  /// At most so many rows.
  public var limit: Int
  /// Where `carryOut` keeps what the rows held before it, and notes what they hold then.
  public var backup: Backup?

  /// A stretch.
  public init(
    _ backfill: Backfill, after: [JSONValue]?, upTo: [JSONValue]?, condition: String? = nil, limit: Int,
    backup: Backup? = nil
  ) {
    self.backup = backup
    self.backfill = backfill
    self.after = after
    self.upTo = upTo
    self.condition = condition
    self.limit = limit
  }
}

/// What became of a batch.
public struct BatchOutcome: Hashable, Sendable {
  /// The key of its last row, pending or not; `nil` when there was no row left.
  public var lastKey: [JSONValue]?
  /// How many rows it went over.
  public var scanned: Int
  /// How many rows it changed.
  public var changed: Int
  /// The rows that could not be moved.
  public var quarantined: [QuarantinedRow]

  /// A row that could not be moved.
  public struct QuarantinedRow: Hashable, Sendable {
    /// The values of its key.
    public var key: [JSONValue]
    /// Why.
    public var reason: String
    /// Whether the function is idempotent as far as this row tells; otherwise no other row is moved either.
    public var isIdempotent: Bool

    /// A row that could not be moved.
    public init(key: [JSONValue], reason: String, isIdempotent: Bool = true) {
      self.key = key
      self.reason = reason
      self.isIdempotent = isIdempotent
    }
  }

  /// What became of a batch.
  public init(lastKey: [JSONValue]?, scanned: Int, changed: Int, quarantined: [QuarantinedRow] = []) {
    self.lastKey = lastKey
    self.scanned = scanned
    self.changed = changed
    self.quarantined = quarantined
  }
}

/// What a check found.
public struct CheckOutcome: Hashable, Sendable {
  /// How many rows break it.
  public var count: Int
  /// The first of them: `_id 7, email "a@b"`.
  public var samples: [String]

  /// What a check found.
  public init(count: Int, samples: [String]) {
    self.count = count
    self.samples = samples
  }
}

/// The values that some columns held before a step that deletes or writes over them, kept in a table of their own.
public struct Backup: Hashable, Sendable {
  /// The table that holds it; begins with `_bellows_`.
  public var name: String
  /// The table that the values are from.
  public var table: String
  /// The columns that make its key.
  public var key: [Column]
  /// The names of the columns whose values are kept; all of them for a table that goes.
  public var columns: [String]
  /// A condition of the database's language for the rows that are kept; `nil` for all.
  public var condition: String?
  /// The columns that have come back empty, and to which nobody can have written since: what was kept of them comes back
  /// in any case.
  public var empty: [String] = []
  /// The columns that hold what is true now: what was kept of them is older, and stays aside.
  public var current: [String] = []
  /// Which rows come back that are not there.
  public var absent = Absent.asNoted
  /// Whether a row that it has is done for good: it is never backed up again, and stays in the backup unchanged or not.
  public var isOnce = false

  /// Which rows of a backup come back that are not there.
  public enum Absent: Hashable, Sendable {
    /// Those that went when it was noted what became of them.
    case asNoted
    /// All: the table itself went, and came back without rows.
    case all
    /// None: the table came back with those that it should have.
    case none
  }

  /// A backup.
  public init(_ name: String, of table: String, key: [Column], columns: [String]) {
    self.name = name
    self.table = table
    self.key = key
    self.columns = columns
  }
}

/// What a backup table holds.
public struct BackupContents: Hashable, Sendable {
  /// The table that the values are from; `nil` where the backup does not say.
  public var table: String?
  /// The columns whose values it has.
  public var columns: [String]
  /// How many rows it has.
  public var rows: Int

  /// What a backup table holds.
  public init(table: String?, columns: [String], rows: Int) {
    self.table = table
    self.columns = columns
    self.rows = rows
  }
}

/// What came back from a backup.
public struct RestoreOutcome: Hashable, Sendable {
  /// How many rows have their old values again.
  public var restored: Int
  /// The keys of rows that somebody wrote to since: they are left as they are.
  public var touched: [[JSONValue]]

  /// What came back.
  public init(restored: Int = 0, touched: [[JSONValue]] = []) {
    self.restored = restored
    self.touched = touched
  }
}
