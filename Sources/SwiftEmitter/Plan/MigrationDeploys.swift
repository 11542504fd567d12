// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanFormat
import PlanModel
import SchemaLanguage
import SchemaModel

extension Plan {
  /// The deploys as the runtime executes them.
  ///
  /// - Parameter store: The changes of the database; `nil` for a target without SQL.
  func migrationDeploys(_ store: StoreChanges?) -> [MigrationDeploy] {
    deploys.enumerated().map { index, deploy in
      let change = store?.deploys[index]
      return MigrationDeploy(
        number: deploy.number, phase: deploy.phase,
        fingerprint: self.fingerprint(of: deploy.schema), isRelease: deploy.isRelease,
        gates: deploy.gates.flatMap { migrationGates($0, before: deploy) },
        preparations: change?.preparations.map(\.step) ?? [],
        statements: change?.steps.map(\.statement) ?? [],
        rollbackStatements: store?.rollbackSteps[index].map(\.statement) ?? [],
        rollbackPlan: store?.rollbackPlans[index] ?? RollbackPlan(), tables: change?.tables ?? [],
        dropped: change?.dropped.map(\.text) ?? [])
    }
  }

  /// A gate; one for each table of a backup.
  private func migrationGates(_ gate: Gate, before deploy: Deploy) -> [MigrationGate] {
    switch gate {
    case .released(let deploy): [.released(deploy: deploy)]
    case .backfilled(let name): [.backfilled(name)]
    case .verified(let paths): [.verified(paths.map { check($0, before: deploy) })]
    case .backup(let columns):
      Dictionary(grouping: columns, by: \.table).sorted { $0.key < $1.key }.map { table, columns in
        .backup(table: table.text, key: keyColumns(of: table), columns: columns.map(\.column).sorted().map(\.text))
      }
    }
  }

  private func check(_ path: SchemaPath, before deploy: Deploy) -> StoredCheck {
    StoredCheck(
      path.description, query: Dialect(for: base.target)?.violations(of: path, before: deploy, in: self))
  }

  /// Columns with their forms after a deploy.
  func columns(_ columns: [ColumnID], after deploy: Int) -> [Column] {
    let schema = deploys.last { $0.number <= deploy }?.schema ?? base
    return columns.compactMap { column in
      let table = schema.tables.first { $0.storedName == column.table }
      let shape = table.map { RowShape($0, baseName: "", storage: Storage(of: schema)) }
      return shape?.columns.first { $0.stored == column.column }?.storedColumn
    }
  }

  /// The key columns of a stored table.
  func keyColumns(of stored: StoredName) -> [Column] {
    let holder = ([base] + deploys.map(\.schema)).first { $0.tables.contains { $0.storedName == stored } } ?? base
    let table = holder.tables.first { $0.storedName == stored }
    let columns = table.map { RowShape($0, baseName: "", storage: Storage(of: holder)).columns } ?? []
    return columns.filter { $0.key != .none }.map(\.storedColumn)
  }
}
