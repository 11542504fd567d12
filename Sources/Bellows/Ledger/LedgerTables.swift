// Part of Bellows. MIT licence: see LICENSE.

/// The ledger's tables: what happened in a database stands in the database itself, and only that opens gates.
enum LedgerTables {
  /// All of them.
  static let all = [state, plans, backfills, quarantine, gates, backups, events]

  /// The version of these tables; a ledger of a later one is not touched.
  static let version: Int64 = 1

  /// One row: which schema is in force, and whether somebody cancelled.
  static let state = LedgerTable(
    "_bellows_state",
    [
      Column("id", .int), Column("version", .int), Column("schema", .text), Column("plan", .text),
      Column("cancelled", .text), Column("time", .text),
    ], keyCount: 1)

  /// Each plan that was begun here, and how far it is.
  static let plans = LedgerTable(
    "_bellows_plans",
    [
      Column("name", .text), Column("base", .text), Column("goal", .text), Column("deploy", .int),
      Column("deploys", .int), Column("released", .int), Column("last_release", .int), Column("oldest", .int),
      Column("started", .text), Column("updated", .text),
    ], keyCount: 1)

  /// Each backfill that was begun, and where its scan is.
  static let backfills = LedgerTable(
    "_bellows_backfills",
    [
      Column("plan", .text), Column("name", .text), Column("after", .int), Column("state", .text),
      Column("cursor", .text), Column("upper", .text), Column("total", .int), Column("scanned", .int),
      Column("changed", .int),
      Column("error", .text), Column("started", .text), Column("updated", .text),
    ], keyCount: 2)

  /// Rows that a function refused.
  static let quarantine = LedgerTable(
    "_bellows_quarantine",
    [
      Column("plan", .text), Column("backfill", .text), Column("key", .text), Column("reason", .text),
      Column("time", .text),
    ], keyCount: 3)

  /// Gates whose rows were counted.
  static let gates = LedgerTable(
    "_bellows_gates", [Column("plan", .text), Column("deploy", .int), Column("position", .int), Column("time", .text)],
    keyCount: 3)

  /// What was kept aside, and for which gate.
  static let backups = LedgerTable(
    "_bellows_backups",
    [
      Column("id", .int), Column("plan", .text), Column("deploy", .int), Column("position", .int), Column("name", .text),
      Column("open", .int), Column("time", .text),
    ], keyCount: 1)

  /// Who did what, when and where.
  static let events = LedgerTable(
    "_bellows_events",
    [
      Column("id", .int), Column("time", .text), Column("what", .text), Column("plan", .text), Column("detail", .text),
      Column("who", .text), Column("environment", .text),
    ], keyCount: 1)
}

extension LedgerTable {
  /// The column of that name, which is one of the table's.
  func column(_ name: String) -> Column {
    columns.first { $0.name == name } ?? Column(name, .text)
  }

  /// Some columns with their values, as they are written or looked for.
  func values(_ values: KeyValuePairs<String, JSONValue?>) -> [Filter] {
    values.map { Filter(column($0.key), $0.value) }
  }

  /// A row, or some columns of one.
  func row(_ values: KeyValuePairs<String, JSONValue?>) -> RowChanges { RowChanges(name, self.values(values)) }

  /// Its rows in the order of their keys.
  func query(_ filter: KeyValuePairs<String, JSONValue?> = [:], limit: Int? = nil) -> Query {
    Query(name, columns: columns, filter: values(filter), order: Array(columns.prefix(keyCount)), limit: limit)
  }
}

/// A row of a ledger's table, by the names of its columns.
struct LedgerRow {
  let table: LedgerTable
  let row: StoredRow

  private func value(_ name: String) -> JSONValue? {
    table.columns.firstIndex { $0.name == name }.flatMap { row.values.indices.contains($0) ? row.values[$0] : nil }
  }

  /// A number that is always there.
  func int(_ name: String) throws -> Int {
    guard case .int(let number)? = value(name) else { throw LedgerUnreadable(table: table.name, column: name) }
    return Int(number)
  }

  /// A text that may be missing.
  func text(_ name: String) throws -> String? {
    switch value(name) {
    case nil: return nil
    case .string(let text)?: return text
    case _?: throw LedgerUnreadable(table: table.name, column: name)
    }
  }

  /// A text that is always there.
  func required(_ name: String) throws -> String {
    guard let text = try text(name) else { throw LedgerUnreadable(table: table.name, column: name) }
    return text
  }
}

/// A row of the ledger that Bellows did not write.
struct LedgerUnreadable: Error, Hashable, CustomStringConvertible {
  var table: String
  var column: String

  var description: String { "\(table).\(column) does not hold what Bellows writes there; was it edited by hand?" }
}

extension DatabaseSession {
  /// The rows of a table of the ledger.
  func read(
    _ table: LedgerTable, where filter: KeyValuePairs<String, JSONValue?> = [:], limit: Int? = nil
  ) async throws -> [LedgerRow] {
    try await read(table.query(filter, limit: limit)).map { LedgerRow(table: table, row: $0) }
  }

  /// Changes columns of the rows of a table of the ledger, and says of how many.
  @discardableResult func update(
    _ table: LedgerTable, set changes: KeyValuePairs<String, JSONValue?>,
    where filter: KeyValuePairs<String, JSONValue?> = [:]
  ) async throws -> Int {
    try await update(table.row(changes), where: table.values(filter))
  }

  /// Removes rows of a table of the ledger.
  @discardableResult func delete(
    from table: LedgerTable, where filter: KeyValuePairs<String, JSONValue?>
  ) async throws -> Int {
    try await delete(from: table.name, where: table.values(filter))
  }
}
