// Part of Bellows. MIT licence: see LICENSE.

/// One batch of a backfill's scan: a range of keys, written in one transaction.
public struct Batch: Sendable {
  /// The backfill that is executed.
  public var backfill: Backfill
  /// Only rows after this key.
  public var after: [JSONValue]?
  /// Only rows up to this key.
  public var upTo: [JSONValue]?
  /// Only rows that pass this SQL condition; `nil` for all.
  public var condition: String?
  /// The largest number of rows.
  public var limit: Int
  /// Where the old values of the batch's rows are backed up and the results are recorded; `nil` for no backup.
  public var backup: Backup?

  /// Creates a batch.
  public init(
    _ backfill: Backfill, after: [JSONValue]?, upTo: [JSONValue]?, condition: String? = nil, limit: Int,
    backup: Backup? = nil
  ) {
    self.backfill = backfill
    self.after = after
    self.upTo = upTo
    self.condition = condition
    self.limit = limit
    self.backup = backup
  }
}

/// The result of a batch.
public struct BatchOutcome: Hashable, Sendable {
  /// The key of the last row that was scanned, pending or not; `nil` if no row was left.
  public var lastKey: [JSONValue]?
  /// The number of rows that were scanned.
  public var scanned: Int
  /// The number of rows that were changed.
  public var changed: Int
  /// The rows that could not be changed.
  public var quarantined: [QuarantinedRow]
  /// The keys of rows that were not written, because another transaction changed them after they were read.
  public var changedMeanwhile: [[JSONValue]] = []

  /// A row that could not be changed.
  public struct QuarantinedRow: Hashable, Sendable {
    /// The values of its key.
    public var key: [JSONValue]
    /// Why it could not be changed.
    public var reason: String
    /// Whether the function is idempotent for this row.
    ///
    /// If it is not, the batch is rolled back.
    public var isIdempotent: Bool

    /// Creates a quarantined row.
    public init(key: [JSONValue], reason: String, isIdempotent: Bool = true) {
      self.key = key
      self.reason = reason
      self.isIdempotent = isIdempotent
    }
  }

  /// Creates the result of a batch.
  public init(lastKey: [JSONValue]?, scanned: Int, changed: Int, quarantined: [QuarantinedRow] = []) {
    self.lastKey = lastKey
    self.scanned = scanned
    self.changed = changed
    self.quarantined = quarantined
  }
}

/// An update of one row.
public struct RowUpdate: Hashable, Sendable {
  /// The columns of the key with their values.
  public var key: [Filter]
  /// The columns to set.
  public var changes: RowChanges
  /// The values that were read of the row, if other transactions can change it meanwhile.
  public var expected: [Filter]

  /// Creates an update of the row with a key.
  public init(key: [Filter], _ changes: RowChanges, expected: [Filter] = []) {
    self.key = key
    self.changes = changes
    self.expected = expected
  }
}

/// The result of an update of one row.
public enum RowUpdateOutcome: Hashable, Sendable {
  /// The row was changed, or does not exist any more.
  case written
  /// A constraint of the database, or the form of a value, rejects the update, for this reason.
  case refused(String)
  /// The row differs from what is expected: another transaction changed it, and it was not written.
  case changedMeanwhile
}

/// The writes of other connections, as one connection observes them.
public struct WriteContention: Hashable, Sendable {
  /// A number that changes whenever another connection has written.
  public var writes: Int
  /// How long, in total, other connections could write while this one held no lock.
  public var writableTime: Duration

  /// Creates a measurement.
  public init(writes: Int, writableTime: Duration = .zero) {
    self.writes = writes
    self.writableTime = writableTime
  }
}

/// How far the replicas of a database are behind.
public enum ReplicationLag: Hashable, Sendable {
  /// There is no replica, or none is behind the position.
  case none
  /// The role may not see the replicas; the text says how to permit it.
  case hidden(remedy: String)
  /// The replicas, at least one: the slowest first.
  case behind([Replica])

  /// A replica, and the number of bytes by which it is behind.
  public struct Replica: Hashable, Sendable {
    /// Its name, for messages: `the replica standby1`.
    public var name: String
    /// The number of bytes.
    public var bytes: Int

    /// Creates a replica.
    public init(name: String, bytes: Int) {
      self.name = name
      self.bytes = bytes
    }
  }
}

/// The result of a check.
public struct CheckOutcome: Hashable, Sendable {
  /// The number of rows that fail the check.
  public var count: Int
  /// The first of them: `_id 7, email "a@b"`.
  public var samples: [String]

  /// Creates the result of a check.
  public init(count: Int, samples: [String]) {
    self.count = count
    self.samples = samples
  }
}
