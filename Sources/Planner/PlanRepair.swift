// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel

/// Creates a plan that changes rows but no schema: for each table a backfill with a hand-written function.
///
///     planRepair(Repair(of: ["users"]), in: schema)
///
/// Running code reads and writes the same types before, during and after the repair, so one deploy with an unchanged
/// schema is enough.
///
/// With SQL there is no function: the repair assigns the results of expressions to the columns of one table, once.
///
///     planRepair(Repair(of: ["users"], sql: RepairSQL(["email = lower(email)"])), in: schema)
///
/// - Throws: An error for an unknown table, for a table with only key fields, and for `isOnce` without backups, and for SQL
///   that is not balanced, or that assigns to something else than a column.
package func planRepair(_ repair: Repair, in schema: Schema) throws(DiagnosticList) -> Plan {
  if repair.isOnce, !schema.target.capabilities.hasBackups {
    throw .refusal(
      .onceWithoutBackups,
      "target \(schema.target.rawValue) has no backups, which record the rows that are already changed: omit --once "
        + "and make the function idempotent")
  }
  if let sql = repair.sql { return try planRepair(of: repair.tables, sql, in: schema) }
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
  var plan = Plan(repairing: schema, backfills)
  plan.reads = repair.beside
  return plan
}

/// Creates the plan of a repair in SQL.
private func planRepair(of tables: [TableName], _ sql: RepairSQL, in schema: Schema) throws(DiagnosticList) -> Plan {
  guard schema.target == .sqlite else {
    throw .repairSQL(
      "--set is for target sqlite; for target \(schema.target.rawValue), write a function")
  }
  guard tables.count == 1 else { throw .repairSQL("--set repairs one table, not \(tables.count)") }
  let table = try schema.knownTable(tables[0])
  guard case .fields = table.content else {
    throw .repairSQL("--set cannot change \(quoted(table.name)): its variants are stored as JSON; write a function")
  }
  let statement = try RepairStatement(sql, of: table)
  if statement.condition == nil, !table.keyFields.isEmpty {
    throw .repairSQL(
      "the keys of \(quoted(table.name)) do not distinguish new rows from rows that existed when the repair began: add "
        + "--where with a condition that new rows do not need, such as --where 'email <> lower(email)'")
  }
  func column(_ field: Field) -> ColumnID { ColumnID(table.storedName, field.storedName) }
  let targets = statement.fields.map(column)
  var backfill = Backfill(
    name: table.name.text, table: table.name, storedTable: table.storedName, fields: statement.fields.map(\.name),
    sources: targets, targets: targets,
    transform: .sql(values: statement.values, condition: statement.condition), pending: .differs, after: 1,
    assessment: 0)
  backfill.isOnce = true
  let plan = Plan(repairing: schema, [backfill])
  if let violation = check(plan).first { throw .refusal(.planRefused, "this repair is not safe: \(violation)") }
  return plan
}

extension Plan {
  /// A plan of one deploy that keeps the schema.
  fileprivate init(repairing schema: Schema, _ backfills: [Backfill]) {
    let deploy = Deploy(
      number: 1, phase: .backfill, gates: [], schema: schema, synced: [], code: CodeVersion(), isRelease: false,
      steps: [])
    self.init(
      base: schema, goal: schema, assessments: [], deploys: [deploy], backfills: backfills, columnMapping: [:],
      before: CodeVersion())
  }
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
