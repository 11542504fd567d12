// Part of Bellows. MIT licence: see LICENSE.

/// What a rollback over a deploy has to look after beside the statements that undo it, frozen when the plan was written.
///
/// The statements bring the schema back. These say which rows that schema refuses, which values go with what the
/// statements take away, and which columns come back empty or filled.
public struct RollbackPlan: Hashable, Sendable {
  /// What the schema before the deploy refuses: each must find nothing before the statements run.
  public let accepts: [StoredCheck]
  /// What the statements take away, as far as it cannot be computed again.
  public let discards: [StoredValues]
  /// What only the code of this deploy keeps up to date: where it differs from what the backfill gives, older code reads
  /// something older.
  public let outdates: [StoredValues]
  /// Columns that come back without what they held: backups have it.
  public let empties: [StoredColumns]
  /// Columns that come back with what is stored now in those that were in step with them: backups would be older.
  public let refills: [StoredColumns]
  /// What columns demand that came back empty: each must find nothing when the backups have been given back.
  public let demands: [StoredCheck]
  /// Run after that: makes them demand it.
  public let then: [SchemaStatement]

  /// A way back.
  public init(
    accepts: [StoredCheck] = [], discards: [StoredValues] = [], outdates: [StoredValues] = [],
    empties: [StoredColumns] = [], refills: [StoredColumns] = [], demands: [StoredCheck] = [],
    then: [SchemaStatement] = []
  ) {
    self.accepts = accepts
    self.discards = discards
    self.outdates = outdates
    self.empties = empties
    self.refills = refills
    self.demands = demands
    self.then = then
  }
}

/// Some columns of a table, by their names in the database; all of them for one that comes back or goes as a whole.
public struct StoredColumns: Hashable, Sendable {
  /// The table.
  public let table: String
  /// The columns.
  public let columns: [String]

  /// Some columns of a table.
  public init(_ table: String, _ columns: [String]) {
    self.table = table
    self.columns = columns
  }
}

/// Values of a table's rows that somebody may miss.
public struct StoredValues: Hashable, Sendable {
  /// The table's name in the database.
  public let table: String
  /// The columns that make its key.
  public let key: [Column]
  /// The columns that hold the values.
  public let columns: [Column]
  /// A condition of the database's language for the rows that hold such values; `nil` for all rows.
  public let condition: String?
  /// The backfill that puts values there, where only its function can tell them from those of somebody else.
  public let backfill: String?

  /// Values of a table's rows.
  public init(
    _ table: String, key: [Column], columns: [Column], where condition: String? = nil, exceptFrom backfill: String? = nil
  ) {
    self.table = table
    self.key = key
    self.columns = columns
    self.condition = condition
    self.backfill = backfill
  }
}
