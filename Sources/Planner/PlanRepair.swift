// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Creates a plan that changes rows but no schema: for each table a backfill with a hand-written function.
///
///     planRepair(Repair(of: ["users"]), in: schema)
///
/// Running code reads and writes the same types before, during and after the repair, so one deploy with an unchanged
/// schema is enough.
///
/// - Throws: An error for an unknown table, for a table with only key fields, and for `isOnce` without backups.
package func planRepair(_ repair: Repair, in schema: Schema) throws(DiagnosticList) -> Plan {
  if repair.isOnce, !schema.target.capabilities.hasBackups {
    throw .refusal(
      .onceWithoutBackups,
      "target \(schema.target.rawValue) has no backups, which record the rows that are already changed: omit --once "
        + "and make the function idempotent")
  }
  var beside: [ColumnID] = []
  for name in repair.beside { beside += try schema.knownTable(name).columnsBesideKey }
  var backfills: [Backfill] = []
  for name in repair.tables {
    let table = try schema.knownTable(name)
    let columns = table.columnsBesideKey
    guard !columns.isEmpty else {
      throw .refusal(.nothingToRepair, "\(quoted(name)) has only key fields, which a repair cannot change")
    }
    var backfill = Backfill(
      name: name.text, table: name, storedTable: table.storedName, fields: ["*"], sources: columns + beside,
      targets: columns, transform: .custom, pending: .differs, after: 1, assessment: 0)
    backfill.isOnce = repair.isOnce
    backfills.append(backfill)
  }
  let deploy = Deploy(
    number: 1, phase: .backfill, gates: [], schema: schema, synced: [], code: CodeVersion(), isRelease: false,
    steps: [])
  var plan = Plan(
    base: schema, goal: schema, assessments: [], deploys: [deploy], backfills: backfills, columnMapping: [:],
    before: CodeVersion())
  plan.reads = repair.beside
  return plan
}

extension Schema {
  /// Returns a table that a user names; throws an error with a similar name if there is none.
  func knownTable(_ name: TableName) throws(DiagnosticList) -> Table {
    if let table = table(name) { return table }
    let guess = nearest(to: name.text, among: tables.map(\.name.text)).map { "; did you mean '\($0)'?" }
    throw .refusal(.unknownTable, "no table is called \(quoted(name))\(guess ?? "")")
  }
}

extension Table {
  /// All columns except those of the key.
  fileprivate var columnsBesideKey: [ColumnID] {
    switch content {
    case .fields(let fields): fields.filter { !$0.isKey }.map { ColumnID(storedName, $0.storedName) }
    case .variants: [ColumnID(storedName, ColumnID.wholeRow)]
    }
  }
}

extension DiagnosticList {
  fileprivate static func refusal(_ kind: PlannerDiagnostic, _ message: String) -> DiagnosticList {
    DiagnosticList([Diagnostic(.error, kind, message, range: nil)])
  }
}
