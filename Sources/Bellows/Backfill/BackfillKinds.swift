// Part of Bellows. MIT licence: see LICENSE.

// What a body is wrapped in is inlinable: compiled together with the body and its row types, nothing is looked up for a
// row.
extension Backfill {
  /// A backfill with a body that returns the columns to write.
  @inlinable public init<Row: ReadableRow, Patch: ReadableRow & WritableRow, Failure: Error>(
    _ name: String, after: Int, kind: Kind, pending: Pending, sql: BackfillSQL? = nil,
    undo: BackfillUndo = .nothing, keysGrow: Bool = false,
    body: @escaping @Sendable (Row, Rows) async throws(Failure) -> Patch
  ) {
    self.init(
      name, after: after, kind: kind, pending: pending, sql: sql, undo: undo, keysGrow: keysGrow, pureBody: nil,
      body: body)
  }

  /// A backfill whose body waits for nothing: it computes from its row alone, and can run inside the database.
  @inlinable public init<Row: ReadableRow, Patch: ReadableRow & WritableRow, Failure: Error>(
    _ name: String, after: Int, kind: Kind, pending: Pending, sql: BackfillSQL? = nil,
    undo: BackfillUndo = .nothing, keysGrow: Bool = false,
    body: @escaping @Sendable (Row, Rows) throws(Failure) -> Patch
  ) {
    // A function that cannot wait cannot reach other rows either: every way to them waits.
    self.init(
      name, after: after, kind: kind, pending: pending, sql: sql, undo: undo, keysGrow: keysGrow,
      pureBody: { row in try RowChanges(body(Row(reading: row), .none)) }, body: body)
  }

  @inlinable init<Row: ReadableRow, Patch: ReadableRow & WritableRow, Failure: Error>(
    _ name: String, after: Int, kind: Kind, pending: Pending, sql: BackfillSQL?,
    undo: BackfillUndo, keysGrow: Bool, pureBody: (@Sendable (StoredRow) throws -> RowChanges)?,
    body: @escaping @Sendable (Row, Rows) async throws(Failure) -> Patch
  ) {
    self.init(
      name, after: after, kind: kind, pending: pending, table: Row.table, reads: Row.columns,
      key: Row.keyColumns.map { Row.columns[$0] }, targetTable: Patch.table,
      targetKey: Patch.keyColumns.map { Patch.columns[$0] }, writes: Patch.columns,
      isUnfilled: Failure.self == Unfilled.self, sql: sql, undo: undo, keysGrow: keysGrow, pureBody: pureBody,
      fits: { row in (try? Patch(row: row)) != nil },
      body: { row, rows in try RowChanges(await body(Row(reading: row), rows)) })
  }

  /// A walk that deletes all rows of a table that nothing uses any more.
  public init(_ name: String, after: Int, deletingRowsOf table: String, key: [Column]) {
    self.init(
      name, after: after, kind: .unset, pending: .present, table: table, reads: key, key: key, targetTable: table,
      targetKey: [], writes: [], deletesRows: true, sql: nil, pureBody: nil, fits: { _ in false },
      body: { _, _ in throw RowRefused("rows of this table are deleted, not changed") })
  }

  /// A backfill for whoever has no row types.
  package init(
    _ name: String, after: Int, kind: Kind, pending: Pending, table: String, key: [Column], reads: [Column],
    targetTable: String? = nil, targetKey: [Column] = [], writes: [Column], sql: BackfillSQL? = nil,
    undo: BackfillUndo = .nothing, keysGrow: Bool = false, fits: @escaping @Sendable (StoredRow) -> Bool,
    isPure: Bool = true, body: @escaping @Sendable (StoredRow) throws -> RowChanges
  ) {
    self.init(
      name, after: after, kind: kind, pending: pending, table: table, reads: reads, key: key,
      targetTable: targetTable ?? table, targetKey: targetKey, writes: writes, sql: sql, undo: undo,
      keysGrow: keysGrow, pureBody: isPure ? body : nil,
      fits: fits, body: { row, _ in try body(row) })
  }
}
