// Part of Bellows. MIT licence: see LICENSE.

/// What a rollback of a deploy does in addition to its statements, frozen in the plan.
///
/// The statements restore the schema. The rollback plan says which rows that schema rejects, which values the
/// statements delete, and which columns they create without values or with current ones.
public struct RollbackPlan: Hashable, Sendable {
  /// Checks for rows that the schema before the deploy rejects.
  ///
  /// Each must find no row before the statements run.
  public let accepts: [StoredCheck]
  /// Values that the statements delete and that cannot be computed again.
  public let discards: [StoredValues]
  /// Values that only newer code writes: if they differ from the backfill's result, older code does not see them.
  public let hides: [StoredValues]
  /// Columns that are created without values: backups have them.
  public let empties: [StoredColumns]
  /// Columns that get the current values of the columns they were synchronised with: backups would be older.
  public let synchronises: [StoredColumns]
  /// How columns and tables in `synchronises` get their values, where the statements leave them empty.
  public let fills: [StoredFill]
  /// Checks of columns that were created without values.
  ///
  /// Each must find no row after the backups are restored.
  public let demands: [StoredCheck]
  /// Steps that run after that, outside a transaction; empty on most databases.
  public let preparations: [PreparationStep]
  /// Statements that run after that, and make these columns required.
  public let then: [SchemaStatement]

  /// Creates a rollback plan.
  public init(
    accepts: [StoredCheck] = [], discards: [StoredValues] = [], hides: [StoredValues] = [],
    empties: [StoredColumns] = [], synchronises: [StoredColumns] = [], fills: [StoredFill] = [],
    demands: [StoredCheck] = [], preparations: [PreparationStep] = [], then: [SchemaStatement] = []
  ) {
    self.accepts = accepts
    self.discards = discards
    self.hides = hides
    self.empties = empties
    self.synchronises = synchronises
    self.fills = fills
    self.demands = demands
    self.preparations = preparations
    self.then = then
  }
}

/// Columns of a table, by their names in the database; all columns if the whole table is created or dropped.
public struct StoredColumns: Hashable, Sendable {
  /// The table.
  public let table: String
  /// The columns.
  public let columns: [String]

  /// Creates a list of columns.
  public init(_ table: String, _ columns: [String]) {
    self.table = table
    self.columns = columns
  }
}

/// Values of a table that a rollback affects.
public struct StoredValues: Hashable, Sendable {
  /// The table's name in the database.
  public let table: String
  /// The columns of its key.
  public let key: [Column]
  /// The columns that hold the values.
  public let columns: [Column]
  /// The SQL condition for rows with such values; `nil` for all rows.
  public let condition: String?
  /// The backfill that writes these columns, if only its function distinguishes its results from other values.
  public let backfill: String?

  /// Creates a description of values.
  public init(
    _ table: String, key: [Column], columns: [Column], where condition: String? = nil,
    exceptFrom backfill: String? = nil
  ) {
    self.table = table
    self.key = key
    self.columns = columns
    self.condition = condition
    self.backfill = backfill
  }
}

/// Values that are computed from the rows of a table, in batches: for columns of the table, or for the rows of another.
public struct StoredFill: Hashable, Sendable {
  /// The table that is read, by its name in the database.
  public let table: String
  /// The columns of its key.
  public let key: [Column]
  /// The table that is written: the same, or one that each row is copied to unless it has it.
  public let target: String
  /// The columns that are written.
  public let columns: [String]
  /// An SQL expression for each of these columns.
  public let values: [String]
  /// The SQL condition for rows that lack the values; `nil` for a copy.
  public let condition: String?

  /// Creates a fill.
  public init(
    _ table: String, key: [Column], into target: String, columns: [String], values: [String],
    where condition: String? = nil
  ) {
    self.table = table
    self.key = key
    self.target = target
    self.columns = columns
    self.values = values
    self.condition = condition
  }
}
