// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A plan that changes rows and no schema: for each table one walk over its rows, whose body a person writes.
///
///     planRepair(Repair(of: ["users"]), in: schema)   // users: what the body returns, wherever a row differs from it
///
/// Running code reads and writes before, meanwhile and afterwards what the schema allows, so there is nothing to roll
/// out: one deploy that leaves the schema as it is.
///
/// - Throws: What cannot be repaired: a table that is not there, or that has nothing but its key; `isOnce` without backups.
package func planRepair(_ repair: Repair, in schema: Schema) throws(DiagnosticList) -> Plan {
  func table(_ name: TableName) throws(DiagnosticList) -> Table {
    if let table = schema.table(name) { return table }
    let guess = nearest(to: name.text, among: schema.tables.map(\.name.text)).map { "; did you mean '\($0)'?" }
    throw .refusal("unknown-table", "no table is called \(quoted(name))\(guess ?? "")")
  }
  if repair.isOnce, !schema.target.isSQL {
    throw .refusal(
      "once-without-backups",
      "target \(schema.target.rawValue) keeps no backups, so nothing tells which rows are changed already; leave --once "
        + "away and make the function idempotent")
  }
  var beside: [ColumnID] = []
  for name in repair.beside { beside += try table(name).columnsBesideKey }
  var backfills: [Backfill] = []
  for name in repair.tables {
    let table = try table(name)
    let columns = table.columnsBesideKey
    guard !columns.isEmpty else {
      throw .refusal("nothing-to-repair", "\(quoted(name)) has nothing but its key, which never changes")
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
  return Plan(
    base: schema, goal: schema, assessments: [], deploys: [deploy], backfills: backfills, columnMapping: [:],
    before: CodeVersion())
}

extension Table {
  /// All columns but those of the key.
  fileprivate var columnsBesideKey: [ColumnID] {
    switch content {
    case .fields(let fields): fields.filter { !$0.isKey }.map { ColumnID(storedName, $0.storedName) }
    case .shapes: [ColumnID(storedName, ColumnID.wholeRow)]
    }
  }
}

extension DiagnosticList {
  fileprivate static func refusal(_ id: String, _ message: String) -> DiagnosticList {
    DiagnosticList([Diagnostic(.error, id, message, range: nil)])
  }
}
