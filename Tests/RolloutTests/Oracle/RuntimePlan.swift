// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import PlanModel
import SchemaLanguage
import SchemaModel

@testable import MigrationSQL
@testable import SwiftEmitter

/// What `bellows generate` would write for a plan, as values: thousands of plans cannot be compiled first.
///
/// The SQL, the columns and their forms are those that the emitted Swift has; the known functions are the runtime's,
/// and those that a person writes are looked up in what the test expects of them.
struct RuntimePlan {
  let plan: Plan
  let expected: ExpectedRows
  var name = "plan"
  /// Whether backfills that SQL can say run in the database, or every row goes through Swift.
  var isSetBased = true
  /// Whether functions run inside the database.
  var isPure = true

  var migrations: Migrations {
    Migrations(
      schema: plan.deploys.last?.schema.fingerprint ?? plan.base.fingerprint,
      tables: plan.revision(after: plan.deploys.count).storedTables(in: .sqlite).map(\.table),
      plans: plan.deploys.isEmpty ? [] : [migrationPlan])
  }

  /// A build from before the plan.
  var before: Migrations {
    Migrations(
      schema: plan.base.fingerprint, tables: plan.revision(after: 0).storedTables(in: .sqlite).map(\.table), plans: [])
  }

  private var migrationPlan: MigrationPlan {
    let frozen = FrozenRows(plan, typeName: "Plan")
    let writer = BackfillWriter(plan: plan)
    let store = plan.storeChanges(.sqlite)
    return MigrationPlan(
      name: name, base: plan.base.fingerprint, goal: plan.last.fingerprint, before: store.before.map(\.table),
      moves: store.moves.map(\.runtime),
      deploys: plan.deploys.enumerated().map { place, deploy in
        MigrationDeploy(
          number: deploy.number, phase: .init(rawValue: deploy.phase.rawValue) ?? .widen,
          schema: "\(deploy.number)-\(deploy.phase.rawValue).schema", fingerprint: deploy.schema.fingerprint,
          isRelease: deploy.isRelease, gates: deploy.gates.flatMap { gates($0, of: deploy) },
          statements: store.deploys[place].steps.map(\.statement),
          rollbackStatements: store.rollbackSteps[place].map(\.statement),
          rollbackPlan: store.rollbackPlans[place].runtime,
          tables: store.deploys[place].tables.map(\.table),
          dropped: store.deploys[place].dropped.map(\.text))
      },
      backfills: zip(plan.backfills, frozen.functions).map { backfill($0, $1, writer) })
  }

  private func gates(_ gate: Gate, of deploy: Deploy) -> [MigrationGate] {
    switch gate {
    case .released(let number): return [.released(deploy: number)]
    case .backfilled(let name): return [.backfilled(name)]
    case .verified(let paths):
      return [.verified(paths.map { StoredCheck($0.description, query: plan.violations(of: $0, before: deploy)) })]
    case .backup(let columns):
      return Dictionary(grouping: columns, by: \.table).sorted { $0.key < $1.key }.map { table, columns in
        .backup(table: table.text, key: keyColumns(of: table), columns: columns.map(\.column.text).sorted())
      }
    }
  }

  private func keyColumns(of stored: StoredName) -> [Column] {
    let schema = ([plan.base] + plan.deploys.map(\.schema)).first { $0.tables.contains { $0.storedName == stored } }
    guard let schema, let table = schema.tables.first(where: { $0.storedName == stored }) else { return [] }
    return RowShape(table, baseName: "", storage: Storage(of: schema)).columns.filter { $0.key != .none }.map(\.storedColumn)
  }

  private func backfill(_ backfill: PlanModel.Backfill, _ function: FrozenRows.Function?, _ writer: BackfillWriter)
    -> Bellows.Backfill
  {
    guard let function else {
      return Bellows.Backfill(
        backfill.name, after: backfill.after, deletingRowsOf: backfill.storedTable.text,
        key: keyColumns(of: backfill.storedTable))
    }
    let writes = function.patch.shape.columns
    let statements = writer.statements(of: backfill, writing: writes.map(\.stored))
    let types = writes.map { $0.read ?? FieldType(.any, isOptional: true) }
    let bodies = Bodies(backfill, function, expected)
    return Bellows.Backfill(
      backfill.name, after: backfill.after, kind: .init(rawValue: backfill.transform.kind) ?? .custom,
      pending: backfill.pending.runtime, table: function.before.shape.stored.text,
      key: function.before.shape.columns.filter { $0.key != .none }.map(\.storedColumn),
      reads: function.before.shape.columns.map(\.storedColumn), targetTable: function.patch.shape.stored.text,
      targetKey: backfill.copiesTable ? writes.filter { $0.key != .none }.map(\.storedColumn) : [],
      writes: writes.map(\.storedColumn),
      // Only what writes in SQL can tell in SQL whether it would write something else.
      sql: statements.map {
        let asksFunction = !isSetBased && $0.values != nil && backfill.pending == .differs
        return BackfillSQL(pending: asksFunction ? nil : $0.pending, values: isSetBased ? $0.values : nil)
      },
      rollback: writer.rollback(of: backfill).runtime,
      fits: { row in zip(row.values, types).allSatisfy { $1.fits($0) } }, isPure: isPure,
      function: { row in try bodies.changes(for: row) })
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

extension StoredTableText {
  var table: StoredTable { StoredTable(name.text, statements) }
}

extension SchemaStep {
  fileprivate var statement: SchemaStatement {
    switch self {
    case .sql(let text): .sql(text)
    case .dropIndex(let name, let create): .dropIndex(name.text, like: create)
    case .rebuild(let rebuild):
      .rebuild(
        Rebuild(
          table: rebuild.table.text, changes: rebuild.changes.map(\.runtime),
          filled: rebuild.filled.map { .init($0.column.text, $0.expression) }))
    }
  }
}

extension MigrationSQL.TableChange {
  fileprivate var runtime: Bellows.TableChange {
    switch self {
    case .addColumn(let definition): .addColumn(definition)
    case .dropColumn(let name): .dropColumn(name)
    case .changeColumn(let old, let new): .changeColumn(from: old, to: new)
    case .addConstraint(let constraint): .addConstraint(constraint)
    case .dropConstraint(let constraint): .dropConstraint(constraint)
    }
  }
}

extension StoreMove {
  fileprivate var runtime: StoredMove {
    if let old = old.column, let new = new.column { return StoredMove(self.old.table.text, old.text, to: new.text) }
    return StoredMove(table: old.table.text, to: new.table.text)
  }
}

extension MigrationSQL.BackfillRollback {
  fileprivate var runtime: Bellows.BackfillRollback {
    switch self {
    case .nothing: .nothing
    case .statement(let statement): .statement(statement)
    case .backup: .backup
    }
  }
}

extension MigrationSQL.RollbackPlan {
  fileprivate var runtime: Bellows.RollbackPlan {
    func values(_ values: Values) -> StoredValues {
      StoredValues(
        values.table.text, key: values.key, columns: values.columns,
        where: values.condition, exceptFrom: values.backfill)
    }
    func columns(_ columns: [StoredName: [StoredName]]) -> [StoredColumns] {
      columns.map { StoredColumns($0.key.text, $0.value.map(\.text)) }
    }
    return Bellows.RollbackPlan(
      accepts: accepts.map { StoredCheck($0.path, query: $0.query) }, discards: discards.map(values),
      outdates: outdates.map(values), empties: columns(empties), refills: columns(refills),
      demands: demands.map { StoredCheck($0.path, query: $0.query) }, then: then.map(\.statement))
  }
}
