// Part of Bellows. MIT licence: see LICENSE.

/// A backfill: scans a table in key order and in batches, and writes some columns.
///
///     Backfill("users.age", after: 1, kind: .custom, pending: .invalid, function: AddAge.usersAge)
///
/// It can run again at any time: it does not change rows that are up to date, nor, if it is `once`, rows that it has
/// changed already.
public struct Backfill: Sendable {
  /// The name, unique in its plan: `users.age`.
  public let name: String
  /// The deploy after whose release it runs.
  public let after: Int
  /// Where its values come from.
  public let kind: Kind
  /// Which rows are pending.
  public let pending: Pending
  /// The table's name in the database.
  public let table: String
  /// The columns that the function reads.
  public let reads: [Column]
  /// The columns of the key; the scan follows their order.
  public private(set) var key: [Column]
  /// The table that it writes, by its name in the database: the same table, or one that each row is copied to.
  public let targetTable: String
  /// The columns of a copy's key; empty if rows are changed in place.
  public let targetKey: [Column]
  /// The columns that it writes.
  public let writes: [Column]
  /// Whether its function is not written yet; then its plan does not start.
  public let isUnfilled: Bool
  /// Whether it deletes the rows, because their table is unused.
  public let deletesRows: Bool
  /// The backfill in SQL; `nil` if SQL cannot express it.
  public let sql: BackfillSQL?
  /// The expressions of a repair in SQL, one for each column in `writes`; empty for other backfills.
  ///
  /// `pureFunction` then gets their results instead of a row, and throws for values that do not fit their columns.
  public let expressions: [String]
  /// How a rollback restores the rows that it has changed.
  public let rollback: BackfillRollback
  /// An SQL condition; rows that do not pass it are ignored.
  public private(set) var scope: String?
  /// The synchronous function, which can run inside the database; `nil` if it is asynchronous.
  public let pureFunction: (@Sendable (StoredRow) throws -> RowChanges)?
  /// Whether new rows have greater keys, so that the last key at the start distinguishes old and new rows.
  public let keysGrow: Bool
  /// Whether the function is checked for idempotence on each row before the row is written.
  ///
  /// Required if only the function decides which rows are pending: the next run calls it on converted rows again.
  let mustBeIdempotent: Bool
  /// For each column in `writes` its index in `reads`; `nil` if it is not read.
  let resultIndices: [Int?]
  private let function: @Sendable (StoredRow, Rows) async throws -> RowChanges
  private let fits: @Sendable (StoredRow) -> Bool

  /// Where the values of a backfill come from.
  public enum Kind: String, Sendable, CaseIterable {
    /// The same value for every row.
    case `default`
    /// Another column, unchanged.
    case copy
    /// Another column, through a lossless conversion.
    case convert
    /// Old literals become new ones.
    case remap
    /// No value: the values are deleted.
    case unset
    /// A hand-written function.
    case custom
  }

  /// Which rows still need a backfill.
  public enum Pending: String, Sendable, CaseIterable {
    /// Rows with a value that the new types do not allow.
    case invalid
    /// Rows that the function would change: a column differs from its result, or it writes other rows.
    case differs
    /// Rows with any value in the written columns.
    case present
    /// Rows without a copy in the plan's backup: each row is changed once, however often the backfill runs.
    case once
  }

  /// Creates a backfill from its parts.
  @usableFromInline init(
    _ name: String, after: Int, kind: Kind, pending: Pending, table: String, reads: [Column], key: [Column],
    targetTable: String, targetKey: [Column], writes: [Column], isUnfilled: Bool = false, deletesRows: Bool = false,
    sql: BackfillSQL?, expressions: [String] = [], rollback: BackfillRollback = .nothing, keysGrow: Bool = false,
    pureFunction: (@Sendable (StoredRow) throws -> RowChanges)?, fits: @escaping @Sendable (StoredRow) -> Bool,
    function: @escaping @Sendable (StoredRow, Rows) async throws -> RowChanges
  ) {
    self.name = name
    self.after = after
    self.kind = kind
    self.pending = pending
    self.table = table
    self.reads = reads
    self.key = key
    self.targetTable = targetTable
    self.targetKey = targetKey
    self.writes = writes
    self.isUnfilled = isUnfilled
    self.deletesRows = deletesRows
    self.sql = sql
    self.expressions = expressions
    self.rollback = rollback
    self.keysGrow = keysGrow
    let isInPlace = ByteString(targetTable) == ByteString(table)
    mustBeIdempotent = kind == .custom && pending == .differs && isInPlace && !deletesRows
    resultIndices = writes.map { column in reads.firstIndex { ByteString($0.name) == ByteString(column.name) } }
    self.pureFunction = pureFunction
    self.fits = fits
    self.function = function
  }

  /// Returns the backfill with its key in the order of the table's own key: no index supports another order.
  func scanning(in order: [String]) -> Backfill {
    let key = order.compactMap { name in self.key.first { ByteString($0.name) == ByteString(name) } }
    guard key.count == self.key.count, order.count == key.count else { return self }
    var scan = self
    scan.key = key
    return scan
  }

  /// Returns the backfill limited to the rows that pass an SQL condition, such as an index range.
  ///
  ///     Repairs.plan.backfills[0].limited(to: "id BETWEEN 1000 AND 1999")
  public func limited(to condition: String) -> Backfill {
    var limited = self
    limited.scope = scope.map { "(\($0)) AND (\(condition))" } ?? condition
    return limited
  }

  /// Calls the function for a row with the columns in `reads`.
  @inline(__always) public func changes(for row: StoredRow, _ rows: Rows) async throws -> RowChanges {
    try await function(row, rows)
  }

  /// Calls the synchronous function for a row; returns `nil` if the row is up to date.
  ///
  /// `row` has the columns in `reads`, `current` those in `writes`.
  package func pureChanges(for row: StoredRow, current: StoredRow) throws -> RowChanges? {
    guard let pureFunction else { return nil }
    switch pending {
    case .invalid: return fits(current) ? nil : try pureFunction(row)
    case .present: return current.values.contains { $0 != nil } ? try pureFunction(row) : nil
    case .differs:
      let changes = try pureFunction(row)
      let wanted = wanted(changes, over: current)
      if wanted == current { return nil }
      if mustBeIdempotent { try refuseChange(of: wanted, from: current, next: pureFunction(result(of: row, wanted))) }
      return changes
    case .once:
      let changes = try pureFunction(row)
      return wanted(changes, over: current) == current ? nil : changes
    }
  }

  /// Returns the values of the columns in `writes` after the changes.
  package func wanted(_ changes: RowChanges, over current: StoredRow) -> StoredRow {
    var wanted = current
    for change in changes.values {
      if let index = writes.firstIndex(of: change.column) {
        wanted.values[index] = change.column.form == .json ? change.value?.withTextForBytes : change.value
      }
    }
    return wanted
  }

  /// Returns whether a row is pending.
  ///
  /// `row` has the columns in `reads`, `current` those in `writes`. If only the function can decide, it is called and
  /// may write other rows: then the caller must roll the transaction back.
  public func isPending(_ row: StoredRow, current: StoredRow, _ rows: Rows) async throws -> Bool {
    switch pending {
    case .invalid: return !fits(current)
    case .present: return current.values.contains { $0 != nil }
    case .differs:
      let session = CountingSession(rows.session)
      if wanted(try await changes(for: row, Rows(session)), over: current) != current { return true }
      return await session.writes > 0
    case .once: return true
    }
  }
}
