// Part of Bellows. MIT licence: see LICENSE.

/// The tables of the ledger.
///
/// The migration state is stored in the database itself; only the ledger opens gates.
package enum LedgerTables {
  /// All tables of the ledger.
  package static let all = [
    state, plans, backfills, quarantine, gates, backups, events, steps, objects, definitions, ranges, leases,
  ]

  /// The version of these tables.
  ///
  /// A ledger of the version before, which has no ranges and no leases, is read, and upgraded by the next command that
  /// takes the migration lock. Another version is refused.
  static let version: Int64 = 6
  /// The oldest version that is upgraded.
  static let oldestVersion: Int64 = 5

  /// One row: the schema of the database, whether the run was cancelled, and who waits for the runner to hand over.
  package static let state = LedgerTable(
    OwnNames.state,
    [
      Column("id", .int), Column("version", .int), Column("schema", .text), Column("cancelled", .text),
      Column("wanted", .text), Column("time", .text),
    ], keyCount: 1)

  /// Each plan that has started, with its progress.
  package static let plans = LedgerTable(
    OwnNames.plans,
    [
      Column("name", .text), Column("base", .text), Column("goal", .text), Column("schema", .text),
      Column("deploy", .int), Column("deploys", .int), Column("released", .int), Column("last_release", .int),
      Column("oldest", .int),
      Column("after", .text),
      Column("started", .text), Column("updated", .text),
    ], keyCount: 1)

  /// Each backfill that has started, with the position of its scan.
  package static let backfills = LedgerTable(
    OwnNames.backfills,
    [
      Column("plan", .text), Column("name", .text), Column("after", .int), Column("state", .text),
      Column("cursor", .text), Column("upper", .text), Column("total", .int), Column("scanned", .int),
      Column("changed", .int),
      Column("error", .text), Column("started", .text), Column("updated", .text),
    ], keyCount: 2)

  /// Quarantined rows.
  package static let quarantine = LedgerTable(
    OwnNames.quarantine,
    [
      Column("plan", .text), Column("backfill", .text), Column("key", .text), Column("reason", .text),
      Column("time", .text),
    ], keyCount: 3)

  /// Verified gates.
  package static let gates = LedgerTable(
    OwnNames.gates, [Column("plan", .text), Column("deploy", .int), Column("position", .int), Column("time", .text)],
    keyCount: 3)

  /// Backups, and the gates that they open.
  package static let backups = LedgerTable(
    OwnNames.backups,
    [
      Column("id", .int), Column("plan", .text), Column("deploy", .int), Column("position", .int),
      Column("name", .text),
      Column("open", .int), Column("time", .text),
    ], keyCount: 1)

  /// The preparation steps of a deploy that have begun, until the deploy is entered or rolled back.
  package static let steps = LedgerTable(
    OwnNames.steps,
    [
      Column("plan", .text), Column("deploy", .int), Column("position", .int),
      Column("began", .text), Column("ended", .text),
    ], keyCount: 3)

  /// What the tables of the schema consisted of after the last step, for drift.
  package static let objects = LedgerTable(
    OwnNames.objects,
    [Column("kind", .text), Column("name", .text), Column("owner", .text), Column("definition", .text)], keyCount: 2)

  /// What the deploys of the last plan changed in the definitions of tables, for its rollback.
  package static let definitions = LedgerTable(
    OwnNames.definitions,
    [
      Column("plan", .text), Column("deploy", .int), Column("kind", .text), Column("name", .text),
      Column("owner", .text), Column("until", .int), Column("before", .text), Column("after", .text),
    ], keyCount: 4)

  /// The key ranges of running scans, each with the worker that has it: see `RangeRecord`.
  package static let ranges = LedgerTable(
    OwnNames.ranges,
    [
      Column("plan", .text), Column("backfill", .text), Column("number", .int), Column("lower", .text),
      Column("upper", .text), Column("cursor", .text), Column("scanned", .int), Column("changed", .int),
      Column("token", .int), Column("shared", .int), Column("updated", .text),
    ], keyCount: 3)

  /// The workers, each with the time until which nothing may take its range: see `LeaseRecord`.
  package static let leases = LedgerTable(
    OwnNames.leases,
    [
      Column("name", .text), Column("owner", .text), Column("token", .int), Column("until", .int),
      Column("build", .text), Column("chain", .text),
    ], keyCount: 1)

  /// The history: what happened, when, by whom.
  package static let events = LedgerTable(
    OwnNames.events,
    [
      Column("id", .int), Column("time", .text), Column("what", .text), Column("plan", .text), Column("detail", .text),
      Column("who", .text), Column("environment", .text),
    ], keyCount: 1)
}

extension LedgerTable {
  private func column(_ name: String) -> Column {
    guard let column = columns.first(where: { $0.name == name }) else {
      // SQLite would read an unknown name in double quotes as a string literal.
      preconditionFailure("\(self.name) has no column \(name)")
    }
    return column
  }

  /// Returns columns of this table, by name, with their values.
  func values(_ values: KeyValuePairs<String, JSONValue?>) -> [Filter] {
    values.map { Filter(column($0.key), $0.value) }
  }

  /// Returns a row of this table, or some of its columns.
  func row(_ values: KeyValuePairs<String, JSONValue?>) -> RowChanges { RowChanges(name, self.values(values)) }

  /// Returns a query for its rows, in key order.
  func query(_ filter: KeyValuePairs<String, JSONValue?> = [:], limit: Int? = nil) -> Query {
    Query(name, columns: columns, filter: values(filter), order: Array(columns.prefix(keyCount)), limit: limit)
  }
}

/// A row of a ledger table, by column names.
struct LedgerRow {
  let table: LedgerTable
  let row: StoredRow

  private func value(_ name: String) -> JSONValue? {
    table.columns.firstIndex { $0.name == name }.flatMap { row.values.indices.contains($0) ? row.values[$0] : nil }
  }

  func int(_ name: String) throws -> Int {
    guard case .int(let number)? = value(name) else { throw LedgerUnreadable(table: table.name, column: name) }
    return Int(number)
  }

  func text(_ name: String) throws -> String? {
    switch value(name) {
    case nil: return nil
    case .string(let text)?: return text
    case _?: throw LedgerUnreadable(table: table.name, column: name)
    }
  }

  func required(_ name: String) throws -> String {
    guard let text = try text(name) else { throw LedgerUnreadable(table: table.name, column: name) }
    return text
  }
}

/// A ledger row has an unexpected value.
struct LedgerUnreadable: Error, Hashable, CustomStringConvertible {
  var table: String
  var column: String

  var description: String {
    "\(table).\(column) has a value that Bellows does not write; restore the row from a backup of the database, or drop the "
      + "\(OwnNames.prefix) tables and run migrate adopt"
  }
}
/// Returns the name of the backup table with an id.
