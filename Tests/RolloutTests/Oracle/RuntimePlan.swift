// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel

@testable import Bellows
@testable import MigrationSQL
@testable import SwiftEmitter

/// What `bellows generate` would write for a plan, as values: thousands of plans cannot be compiled first.
///
/// The SQL, the columns and their forms are those that the emitted Swift has; the known functions are the runtime's,
/// and the results of hand-written ones are looked up in the expected rows.
struct RuntimePlan {
  let plan: Plan
  let expected: ExpectedRows
  var name = "plan"
  /// The plans that it begins after; `nil` for a plan alone.
  var after: [PlanEdge]?
  /// Whether backfills that SQL can say run in the database, or every row goes through Swift.
  var isSetBased = true
  /// Whether functions run inside the database.
  var isPure = true
  /// The values of a backfill's targets, from the columns of a row.
  typealias HandWritten =
    @Sendable (_ backfill: PlanModel.Backfill, _ row: [StoredName: JSONValue?]) throws ->
    [StoredName: JSONValue?]

  /// The results of hand-written functions, where they are not those of the expected rows.
  var handWritten: HandWritten?

  private var dialect: Dialect { Dialect(for: plan.base.target) ?? .sqlite }
  private var target: Migrations.Target { dialect == .postgresql ? .postgresql : .sqlite }

  var migrations: Migrations {
    Migrations(
      schema: plan.deploys.last?.schema.fingerprint ?? plan.base.fingerprint, target: target,
      tables: plan.revision(after: plan.deploys.count).storedTables(in: dialect),
      plans: plan.deploys.isEmpty ? [] : [migrationPlan])
  }

  /// A build from before the plan.
  var before: Migrations {
    Migrations(
      schema: plan.base.fingerprint, target: target, tables: plan.revision(after: 0).storedTables(in: dialect),
      plans: [])
  }

  /// The plan, for the code of its last deploy.
  var migrationPlan: MigrationPlan {
    let frozen = FrozenRows(plan, typeName: "Plan")
    let writer = BackfillWriter(plan: plan, in: dialect)
    let store = plan.storeChanges(dialect)
    let backfills = plan.backfills.indices.map { index in
      frozen.results[index].map { repair(plan.backfills[index], $0) }
        ?? backfill(plan.backfills[index], frozen.functions[index], writer)
    }
    if plan.repair != nil {
      return MigrationPlan(
        name: name, repairing: plan.fingerprint(of: plan.base), after: after, backfills: backfills)
    }
    return MigrationPlan(
      name: name, base: plan.fingerprint(of: plan.base), goal: plan.fingerprint(of: plan.last),
      isOffline: plan.isOffline, after: after, before: store.before, moves: store.moves,
      deploys: plan.migrationDeploys(store), backfills: backfills)
  }

  /// A repair in SQL.
  private func repair(_ backfill: PlanModel.Backfill, _ result: RowType) -> Bellows.Backfill {
    guard case .sql(let values, let condition) = backfill.transform else { preconditionFailure("a repair in SQL") }
    let columns = result.fields.map(\.column.storedColumn)
    let types = result.fields.map { $0.column.read ?? FieldType(.any) }
    let key = plan.keyColumns(of: backfill.storedTable)
    return Bellows.Backfill(
      backfill.name, after: backfill.after, kind: .custom, pending: .once, table: backfill.storedTable.text,
      reads: key + columns, key: key, targetTable: backfill.storedTable.text, targetKey: [], writes: columns,
      sql: condition.map { BackfillSQL(pending: $0) }, expressions: values, rollback: .backup, keysGrow: true,
      pureFunction: { results in
        guard zip(results.values, types).allSatisfy({ $1.fits($0) }) else { throw RowRefused("it does not fit") }
        return RowChanges(backfill.storedTable.text, zip(columns, results.values).map { Filter($0, $1) })
      },
      fits: { _ in true }, function: { _, _ in throw RowRefused("computed in SQL") })
  }

  private func backfill(_ backfill: PlanModel.Backfill, _ function: FrozenRows.Function?, _ writer: BackfillWriter)
    -> Bellows.Backfill
  {
    guard let function else {
      return Bellows.Backfill(
        backfill.name, after: backfill.after, deletingRowsOf: backfill.storedTable.text,
        key: plan.keyColumns(of: backfill.storedTable))
    }
    let writes = function.patch.shape.columns
    let statements = writer.statements(of: backfill, writing: writes.map(\.stored))
    let types = writes.map { ($0.read ?? FieldType(.any, isOptional: true)).withKeys(of: [plan.last, plan.base]) }
    let (table, names) = (function.patch.shape.stored.text, function.before.shape.columns.map(\.stored))
    let oracleFunction = OracleFunction(backfill, function, expected)
    return Bellows.Backfill(
      backfill.name, after: backfill.after, kind: .init(rawValue: backfill.transform.kind) ?? .custom,
      pending: backfill.pending.runtime, table: function.before.shape.stored.text,
      key: function.before.shape.columns.filter { $0.key != .none }.map(\.storedColumn),
      reads: function.before.shape.columns.map(\.storedColumn), targetTable: function.patch.shape.stored.text,
      targetKey: backfill.copiesTable ? writes.filter { $0.key != .none }.map(\.storedColumn) : [],
      writes: writes.map(\.storedColumn),
      // Only a backfill with SQL values can decide in SQL whether it would change a row.
      sql: statements.map {
        let asksFunction = !isSetBased && $0.values != nil && backfill.pending == .differs
        return BackfillSQL(pending: asksFunction ? nil : $0.pending, values: isSetBased ? $0.values : nil)
      },
      rollback: writer.rollback(of: backfill),
      fits: { row in zip(row.values, types).allSatisfy { $1.fits($0) } }, isPure: isPure,
      function: { [handWritten] row in
        guard backfill.transform == .custom, let handWritten else { return try oracleFunction.changes(for: row) }
        let answers = try handWritten(backfill, Dictionary(zip(names, row.values)) { first, _ in first })
        return RowChanges(
          table, writes.map { Filter($0.storedColumn, answers[$0.stored] ?? nil) })
      })
  }
}

extension PlanModel.Backfill.Pending {
  fileprivate var runtime: Bellows.Backfill.Pending {
    switch self {
    case .notIn: .invalid
    case .differs: .differs
    case .present: .present
    }
  }
}
