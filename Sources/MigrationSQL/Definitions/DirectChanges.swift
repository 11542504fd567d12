// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaEdits
import SchemaModel

extension Plan {
  /// The steps of the plan in one transaction while no code runs, as a driver derives them; `nil` if it cannot, and runs
  /// deploy by deploy.
  package func directSteps(_ dialect: Dialect) -> [DirectStep]? {
    guard dialect.hasDirectWay else { return nil }
    let changes = storeChanges(dialect)
    var present = Dictionary(changes.before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var states = [changes.before]
    for change in changes.deploys {
      for name in change.dropped { present[name.text] = nil }
      for table in change.tables { present[table.name] = table }
      states.append(present.values.sorted { StoredName($0.name) < StoredName($1.name) })
    }
    let writer = dialect.backfillWriter(for: self)
    let backfills = backfills.map { $0.direct(writer) }
    return DirectSteps(DirectPlan(states: states, moves: changes.moves, backfills: backfills))?.steps
  }

  /// The columns whose values an offline run backs up: all that the deploys do, but those of renamed columns.
  package func backedUpOffline(_ steps: [DirectStep]) -> [ColumnID] {
    var kept: Set<ColumnID> = []
    for case .backUp(let renamed) in steps {
      for columns in renamed {
        kept.formUnion(columns.columns.map { ColumnID(StoredName(columns.table), StoredName($0)) })
      }
    }
    let columns = deploys.flatMap(\.gates).flatMap { gate in
      if case .backup(let columns) = gate { columns } else { [ColumnID]() }
    }
    return Set(columns).subtracting(kept).sorted()
  }
}

extension Backfill {
  /// - Parameter writer: Writes its SQL.
  fileprivate func direct(_ writer: BackfillWriter) -> DirectBackfill {
    let target = targets.first?.table ?? storedTable
    let columns = targets.map(\.column).sorted()
    let values = deletesRows ? nil : writer.statements(of: self, writing: columns)?.values
    let isWhole = deletesRows || copiesTable || columns.contains(ColumnID.wholeRow)
    let copies = transform == .copy && !copiesTable && values?.count == 1
    return DirectBackfill(
      name: name, after: after, table: storedTable.text, targetTable: target.text,
      columns: isWhole ? nil : columns.map(\.text), copied: copies ? values?[0] : nil,
      fitsTransaction: !deletesRows && !isOnce)
  }
}

extension Dialect {
  /// A step of an offline run for a reader, one statement on each line.
  package func listing(_ step: DirectStep) -> [String] {
    switch step {
    case .statement(let statement): listing(SchemaStep(statement: statement))
    case .backfill(let name): ["-- runs the backfill \(name.filter { !$0.isNewline })"]
    // Only drivers derive this step.
    case .backUp, .enter: []
    }
  }
}
