// Part of Bellows. MIT licence: see LICENSE.

// The initialiser for synchronous functions is inlinable, so that it is specialised for the row types: this saves
// generic dispatch for each row. The asynchronous one is not: the optimiser of Swift 6.3 crashes on such functions.
extension Backfill {
  /// Creates a backfill with a function that returns the columns to write.
  public init<Row: BackfillRow, Patch: BackfillRow & WritableRow, Failure: Error>(
    _ name: String, after: Int, kind: Kind, pending: Pending, sql: BackfillSQL? = nil,
    rollback: BackfillRollback = .nothing, keysGrow: Bool = false,
    function: @escaping @Sendable (Row, Rows) async throws(Failure) -> Patch
  ) {
    self.init(
      from: Row.self, to: Patch.self, name, after: after, kind: kind, pending: pending,
      isUnfilled: Failure.self == Unfilled.self, sql: sql, rollback: rollback, keysGrow: keysGrow, pureFunction: nil,
      fits: { row in (try? Patch(row: row)) != nil },
      function: { row, rows in try RowChanges(await function(Row(reading: row), rows)) })
  }

  /// Creates a backfill with a synchronous function: it computes from its row alone and can run inside the database.
  @inlinable public init<Row: BackfillRow, Patch: BackfillRow & WritableRow, Failure: Error>(
    _ name: String, after: Int, kind: Kind, pending: Pending, sql: BackfillSQL? = nil,
    rollback: BackfillRollback = .nothing, keysGrow: Bool = false,
    function: @escaping @Sendable (Row, Rows) throws(Failure) -> Patch
  ) {
    // A synchronous function cannot access other rows: every access is asynchronous.
    self.init(
      from: Row.self, to: Patch.self, name, after: after, kind: kind, pending: pending,
      isUnfilled: Failure.self == Unfilled.self, sql: sql, rollback: rollback, keysGrow: keysGrow,
      pureFunction: { row in try RowChanges(function(Row(reading: row), .none)) },
      fits: { row in (try? Patch(row: row)) != nil }, function: nil)
  }

  /// Creates a repair: a backfill whose function returns the whole row.
  public init<Row: BackfillRow & WritableRow, Failure: Error>(
    _ name: String, after: Int, kind: Kind, pending: Pending, rollback: BackfillRollback = .nothing,
    keysGrow: Bool = false, function: @escaping @Sendable (Row, Rows) async throws(Failure) -> After<Row>
  ) {
    self.init(
      from: Row.self, to: After<Row>.self, name, after: after, kind: kind, pending: pending,
      isUnfilled: Failure.self == Unfilled.self, sql: nil, rollback: rollback, keysGrow: keysGrow, pureFunction: nil,
      fits: { _ in true },
      function: { row, rows in try RowChanges(await function(Row(reading: row), rows)) })
  }

  /// Creates a repair with a synchronous function: it computes from its row alone and can run inside the database.
  @inlinable public init<Row: BackfillRow & WritableRow, Failure: Error>(
    _ name: String, after: Int, kind: Kind, pending: Pending, rollback: BackfillRollback = .nothing,
    keysGrow: Bool = false, function: @escaping @Sendable (Row, Rows) throws(Failure) -> After<Row>
  ) {
    self.init(
      from: Row.self, to: After<Row>.self, name, after: after, kind: kind, pending: pending,
      isUnfilled: Failure.self == Unfilled.self, sql: nil, rollback: rollback, keysGrow: keysGrow,
      pureFunction: { row in try RowChanges(function(Row(reading: row), .none)) },
      fits: { _ in true }, function: nil)
  }

  /// - Parameter function: The function; `nil` for `pureFunction`.
  @usableFromInline init<Row: BackfillRow, Patch: WritableRow>(
    from row: Row.Type, to patch: Patch.Type, _ name: String, after: Int, kind: Kind, pending: Pending,
    isUnfilled: Bool, sql: BackfillSQL?, rollback: BackfillRollback, keysGrow: Bool,
    pureFunction: (@Sendable (StoredRow) throws -> RowChanges)?, fits: @escaping @Sendable (StoredRow) -> Bool,
    function: (@Sendable (StoredRow, Rows) async throws -> RowChanges)?
  ) {
    self.init(
      name, after: after, kind: kind, pending: pending, table: Row.table, reads: Row.columns,
      key: Row.keyColumns.map { Row.columns[$0] }, targetTable: Patch.table,
      targetKey: Patch.keyColumns.map { Patch.columns[$0] }, writes: Patch.columns, isUnfilled: isUnfilled, sql: sql,
      rollback: rollback, keysGrow: keysGrow, pureFunction: pureFunction, fits: fits,
      function: function ?? { row, _ in
        guard let pureFunction else { throw Unfilled() }
        return try pureFunction(row)
      })
  }

  /// Creates a backfill that deletes all rows of an unused table.
  public init(_ name: String, after: Int, deletingRowsOf table: String, key: [Column]) {
    self.init(
      name, after: after, kind: .unset, pending: .present, table: table, reads: key, key: key, targetTable: table,
      targetKey: [], writes: [], deletesRows: true, sql: nil, pureFunction: nil, fits: { _ in false },
      function: { _, _ in throw RowRefused("rows of this table are deleted, not changed") })
  }

  /// Creates a backfill that runs in SQL alone: it needs no row types and no function.
  ///
  /// - Parameters:
  ///   - sql: Both the condition and the values.
  ///   - writes: The columns that get the values, in their order.
  public init(
    _ name: String, after: Int, kind: Kind, pending: Pending, table: String, key: [Column], writes: [Column],
    sql: BackfillSQL, rollback: BackfillRollback = .nothing
  ) {
    self.init(
      name, after: after, kind: kind, pending: pending, table: table, reads: key + writes, key: key,
      targetTable: table, targetKey: [], writes: writes, sql: sql, rollback: rollback, pureFunction: nil,
      fits: { _ in false },
      function: { _, _ in throw RowRefused("its new value is computed in SQL, by a statement for the whole batch") })
  }

  /// Creates a repair in SQL: in one table, each row gets the values of some expressions, once.
  ///
  ///     Backfill(
  ///       "users", after: 1, repairing: UsersAfter.self, key: [Column("_id", .int)], keysGrow: true,
  ///       set: ["lower(email)"], where: "email <> lower(email)")
  ///
  /// A row is done when the plan's backup has its key, so the expressions need not be idempotent.
  ///
  /// - Parameters:
  ///   - values: The columns that it writes. A row whose new values are not of this type is quarantined.
  ///   - key: The columns of the key.
  ///   - keysGrow: Whether new rows have greater keys.
  ///   - expressions: An expression for each of the columns that it writes, in their order.
  ///   - condition: Only rows that pass this condition are changed; `nil` for all.
  public init<Values: BackfillRow>(
    _ name: String, after: Int, repairing values: Values.Type, key: [Column], keysGrow: Bool = false,
    set expressions: [String], where condition: String? = nil
  ) {
    self.init(
      name, after: after, kind: .custom, pending: .once, table: Values.table, reads: key + Values.columns, key: key,
      targetTable: Values.table, targetKey: [], writes: Values.columns, sql: condition.map { BackfillSQL(pending: $0) },
      expressions: expressions, rollback: .backup, keysGrow: keysGrow,
      pureFunction: { results in
        _ = try Values(reading: results)
        return RowChanges(Values.table, zip(Values.columns, results.values).map { Filter($0, $1) })
      },
      fits: { row in (try? Values(row: row)) != nil },
      function: { _, _ in throw RowRefused("its new value is computed in SQL, which this database does not run") })
  }

  /// Creates a backfill without row types.
  package init(
    _ name: String, after: Int, kind: Kind, pending: Pending, table: String, key: [Column], reads: [Column],
    targetTable: String? = nil, targetKey: [Column] = [], writes: [Column], sql: BackfillSQL? = nil,
    rollback: BackfillRollback = .nothing, keysGrow: Bool = false, fits: @escaping @Sendable (StoredRow) -> Bool,
    isPure: Bool = true, function: @escaping @Sendable (StoredRow) throws -> RowChanges
  ) {
    self.init(
      name, after: after, kind: kind, pending: pending, table: table, reads: reads, key: key,
      targetTable: targetTable ?? table, targetKey: targetKey, writes: writes, sql: sql, rollback: rollback,
      keysGrow: keysGrow, pureFunction: isPure ? function : nil,
      fits: fits, function: { row, _ in try function(row) })
  }
}
