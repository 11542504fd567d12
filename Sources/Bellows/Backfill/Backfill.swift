// Part of Bellows. MIT licence: see LICENSE.

/// A scan over all rows of a table, in key order and in batches, that brings some columns up to date.
///
///     Backfill("users.age", after: 1, kind: .custom, pending: .invalid, function: AddAge.usersAge)
///
/// It can be run again at any time: rows that are up to date are left alone, and so are, of one that is `once`, rows that
/// were changed already.
public struct Backfill: Sendable {
  /// Unique in its plan: `users.age`.
  public let name: String
  /// The deploy after whose release it runs.
  public let after: Int
  /// Where its values come from.
  public let kind: Kind
  /// Which rows still need it.
  public let pending: Pending
  /// The table's name in the database.
  public let table: String
  /// The columns that the function reads.
  public let reads: [Column]
  /// The columns that make the key; the scan goes in their order.
  public private(set) var key: [Column]
  /// The table that it writes, by its name in the database: the same one, or another that gets a copy of each row.
  public let targetTable: String
  /// The columns of a copy's key; none where rows are changed in place.
  public let targetKey: [Column]
  /// The columns that it writes.
  public let writes: [Column]
  /// Whether its function is still to be written; then its plan is refused before a row is touched.
  public let isUnfilled: Bool
  /// Whether the rows themselves go, because nothing uses their table any more.
  public let deletesRows: Bool
  /// The same in the language of the plan's database, where it can be said there.
  public let sql: BackfillSQL?
  /// How a rollback gets back what rows held that it has changed.
  public let rollback: BackfillRollback
  /// A condition in the database's language: rows that do not pass it are none of this backfill's business.
  public private(set) var scope: String?
  /// What the function gives for a row, if it needs nothing but the row: then it can run inside the database.
  public let pureFunction: (@Sendable (StoredRow) throws -> RowChanges)?
  /// Whether rows that are added later have greater keys: then the last key at the beginning tells old rows from new ones.
  public let keysGrow: Bool
  /// Whether its function is called on its own result before anything is written.
  ///
  /// It is where nothing else tells which rows are converted: the next run would convert them again.
  let mustBeIdempotent: Bool
  /// For each column in `writes` its index in `reads`, where it is read too.
  let resultIndices: [Int?]
  private let function: @Sendable (StoredRow, Rows) async throws -> RowChanges
  private let fits: @Sendable (StoredRow) -> Bool

  /// Where the values of a backfill come from.
  public enum Kind: String, Sendable, CaseIterable {
    /// The same value for every row.
    case `default`
    /// Another column, as it is.
    case copy
    /// Another column, through a function that loses nothing.
    case convert
    /// Old spellings become new ones.
    case remap
    /// Nowhere: the values disappear.
    case unset
    /// A function that a person writes.
    case custom
  }

  /// Which rows still need a backfill.
  public enum Pending: String, Sendable, CaseIterable {
    /// Those whose columns hold something that the patch's types do not allow.
    case invalid
    /// Those that the function would change: their columns differ from what it gives, or it writes other rows.
    case differs
    /// Those whose columns have a value at all.
    case present
    /// Those of which the plan's backup has no copy: each row is changed once, however often the backfill runs.
    case once
  }

  /// A backfill by its parts.
  @usableFromInline init(
    _ name: String, after: Int, kind: Kind, pending: Pending, table: String, reads: [Column], key: [Column],
    targetTable: String, targetKey: [Column], writes: [Column], isUnfilled: Bool = false, deletesRows: Bool = false,
    sql: BackfillSQL?, rollback: BackfillRollback = .nothing, keysGrow: Bool = false,
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
    self.rollback = rollback
    self.keysGrow = keysGrow
    let isInPlace = ByteString(targetTable) == ByteString(table)
    mustBeIdempotent = kind == .custom && pending == .differs && isInPlace && !deletesRows
    resultIndices = writes.map { column in reads.firstIndex { ByteString($0.name) == ByteString(column.name) } }
    self.pureFunction = pureFunction
    self.fits = fits
    self.function = function
  }

  /// The same with a scan in the order in which the table's own key has its columns: any other is without an index.
  func scanning(in order: [String]) -> Backfill {
    let key = order.compactMap { name in self.key.first { ByteString($0.name) == ByteString(name) } }
    guard key.count == self.key.count, order.count == key.count else { return self }
    var scan = self
    scan.key = key
    return scan
  }

  /// The same for the rows that pass a condition of the database's language, an index range say.
  ///
  ///     Repairs.plan.backfills[0].limited(to: "id BETWEEN 1000 AND 1999")
  public func limited(to condition: String) -> Backfill {
    var limited = self
    limited.scope = scope.map { "(\($0)) AND (\(condition))" } ?? condition
    return limited
  }

  /// What the function gives for a row of the columns in `reads`.
  @inline(__always) public func changes(for row: StoredRow, _ rows: Rows) async throws -> RowChanges {
    try await function(row, rows)
  }

  /// What a function that needs nothing but the row gives for it; `nil` when the row needs nothing.
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

  /// The columns in `writes` as they are once the changes are made.
  package func wanted(_ changes: RowChanges, over current: StoredRow) -> StoredRow {
    var wanted = current
    for change in changes.values {
      if let index = writes.firstIndex(of: change.column) {
        wanted.values[index] = change.column.form == .json ? change.value?.withTextForBytes : change.value
      }
    }
    return wanted
  }

  /// Whether a row still needs it: `row` has the columns in `reads`, `current` those in `writes`.
  ///
  /// Where that is what the function would change, the function is asked, and what it writes to other rows is written: the
  /// transaction must be rolled back.
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

/// What a backfill does, in the language of its plan's database.
public struct BackfillSQL: Hashable, Sendable {
  /// Whether a row still needs it, as a condition over the table's columns; `nil` where only the function can tell.
  public let pending: String?
  /// What to write, an expression over the table's columns for each column in `writes`; `nil` where only the function can.
  public let values: [String]?

  /// A backfill in the words of a database.
  public init(pending: String?, values: [String]? = nil) {
    self.pending = pending
    self.values = values
  }
}

/// How a rollback gets back what rows held before a backfill.
public enum BackfillRollback: Hashable, Sendable {
  /// There is nothing to get back: it writes to columns that go again, or a backup gate keeps what it writes over.
  case nothing
  /// What it writes can be computed back, by this statement.
  case statement(String)
  /// What rows held is kept aside while they are changed.
  case backup
}
