// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

extension BackfillWriter {
  /// The rollback plan of a deploy, given the change that rolls it back.
  func rollbackPlan(of deploy: Deploy, _ change: StoreChange) -> RollbackPlan {
    var writer = RollbackPlanWriter(plan, deploy, change, self)
    return writer.rollbackPlan()
  }
}

private struct RollbackPlanWriter {
  private let plan: Plan
  private let deploy: Deploy
  private let change: StoreChange
  /// The revision after the deploy, which the rollback starts from, and the one before.
  private let now: RevisionTables
  private let before: RevisionTables
  private let backfills: BackfillWriter
  private var dialect: Dialect { backfills.dialect }
  /// The synchronised columns, each with its counterpart.
  private let synced: [ColumnID: ColumnID]
  private var accepts: [StoredCheck] = []
  private var discards: [StoredValues] = []
  private var hides: [StoredValues] = []
  private var demands: [StoredCheck] = []

  init(_ plan: Plan, _ deploy: Deploy, _ change: StoreChange, _ backfills: BackfillWriter) {
    self.plan = plan
    self.deploy = deploy
    self.change = change
    now = backfills.tables(after: deploy.number)
    before = backfills.tables(after: deploy.number - 1)
    self.backfills = backfills
    let pairs = now.revision.synced
    synced = Dictionary(pairs.flatMap { [($0.old, $0.new), ($0.new, $0.old)] }) { first, _ in first }
  }

  mutating func rollbackPlan() -> RollbackPlan {
    for column in change.relaxed {
      guard let table = before.tablesByStoredName[column.table],
        let field = table.fields.first(where: { $0.storedName == column.column })
      else { continue }
      let keys = keyNames(table)
      let shown = keys.filter { $0 != column.column }.map(\.sql).joined(separator: ", ")
      demands.append(
        StoredCheck(
          SchemaPath(table.name, .field([field.name])).description,
          query: "SELECT \(shown) FROM \(table.storedName.sql) WHERE \(column.column.sql) IS NULL"))
    }
    let changed = possiblyChangedTables(now.revision, before.revision)
    for name in changed.sorted() {
      guard let table = now.tablesByStoredName[name] else { continue }
      guard let old = before.tablesByStoredName[name] else {
        discard(table)
        continue
      }
      accept(table, old)
      discardColumns(of: table, old)
    }
    outdate()
    return RollbackPlan(
      accepts: accepts, discards: discards, hides: hides, empties: stored(change.empties),
      synchronises: stored(change.synchronises), fills: change.fills.map(fill), demands: demands,
      preparations: change.preparations.map(\.step), then: change.then.map(\.statement))
  }

  private func stored(_ columns: [StoredName: [StoredName]]) -> [StoredColumns] {
    columns.sorted { $0.key < $1.key }.map { StoredColumns($0.key.text, $0.value.map(\.text)) }
  }

  private func fill(_ values: RestoredValues) -> StoredFill {
    StoredFill(
      values.table.text, key: now.tablesByStoredName[values.table].map { storedForms(of: $0).key } ?? [],
      into: values.target.text, columns: values.columns.map(\.text), values: values.values, where: values.condition)
  }

  // MARK: - Rows that violate the previous schema

  private mutating func accept(_ table: Table, _ old: Table) {
    let keys = keyNames(table)
    for (field, column) in columns(of: old) {
      guard let wanted = before.kind(of: column), let kind = now.kind(of: column) else { continue }
      // A synchronised column may have no value until its trigger has run.
      guard
        let wrong = before.violation(of: wanted.type, by: kind, column.column.sql, mayMiss: true),
        wrong != dialect.never
      else { continue }
      let shown = (keys + (keys.contains(column.column) ? [] : [column.column])).map(\.sql).joined(separator: ", ")
      accepts.append(
        StoredCheck(
          SchemaPath(old.name, field.map { .field([$0]) } ?? .row).description,
          query: "SELECT \(shown) FROM \(table.storedName.sql) WHERE \(wrong)"))
    }
    let unique = Set(table.indexes.filter { $0.kind == .unique }.map { StoredIndex($0, of: table).values })
    let present = Set(columns(of: table).map(\.column.column))
    for index in old.indexes {
      let stored = StoredIndex(index, of: old)
      // Restored columns of the index are empty.
      guard !unique.contains(stored.values), stored.values.allSatisfy({ present.contains($0.column) }),
        let query = stored.duplicates(keys, in: dialect)
      else { continue }
      accepts.append(StoredCheck(SchemaPath(old.name, .index(index.name)).description, query: query))
    }
  }

  // MARK: - Values that are discarded

  private mutating func discardColumns(of table: Table, _ old: Table) {
    let present = Set(columns(of: old).map(\.column.column))
    var byBackfill: [String: (columns: [StoredName], conditions: [String]?)] = [:]
    for (_, column) in columns(of: table) where !present.contains(column.column) {
      if isSynced(column) { continue }
      let backfill = backfills.fill(of: column)
      let changed = condition(for: column, backfill)
      let name = changed == nil ? backfill?.name ?? "" : ""
      var group = byBackfill[name] ?? ([], [])
      group.columns.append(column.column)
      group.conditions?.append(changed ?? "\(column.column.sql) IS NOT NULL")
      byBackfill[name] = group
    }
    for (name, group) in byBackfill.sorted(by: { $0.key.precedesByBytes($1.key) }) {
      discards.append(
        values(
          of: table, group.columns.sorted(), where: group.conditions?.joined(separator: " OR "),
          exceptFrom: name.isEmpty ? nil : name))
    }
  }

  /// Whether another column is in sync with this one.
  private func isSynced(_ column: ColumnID) -> Bool {
    synced[column].map { before.kind(of: $0) != nil } ?? false
  }

  /// The condition of rows whose value cannot be computed again; `nil` if only a function can decide it.
  private func condition(for column: ColumnID, _ backfill: Backfill?) -> String? {
    let isPresent = "\(column.column.sql) IS NOT NULL"
    if let backfill {
      let targets = backfill.targets.map(\.column)
      guard let values = backfills.statements(of: backfill, writing: targets)?.values,
        let index = targets.firstIndex(of: column.column)
      else { return nil }
      return "(\(isPresent) AND \(dialect.differs(column.column.sql, values[index], now.kind(of: column)?.form)))"
    }
    if let value = now.constantDefault(of: column) {
      return "(\(isPresent) AND \(dialect.differs(column.column.sql, value, now.kind(of: column)?.form)))"
    }
    return isPresent
  }

  /// Discards the rows of a dropped table, except those that are also in another table.
  private mutating func discard(_ table: Table) {
    let names = columns(of: table).map(\.column)
    if names.contains(where: isSynced) { return }
    let copy = backfills.copy(to: table.storedName)
    let condition = copy.flatMap { missingOriginal(of: $0, table) }
    discards.append(
      values(of: table, names.map(\.column), where: condition, exceptFrom: condition == nil ? copy?.name : nil))
  }

  // MARK: - Values that older code does not read

  private mutating func outdate() {
    guard deploy.isRelease else { return }
    let code = plan.deploys.last { $0.number < deploy.number }?.code ?? plan.before
    let stopped = code.written.subtracting(deploy.code.written)
    if stopped.isEmpty { return }
    for backfill in plan.backfills where backfill.pending == .differs && backfill.after < deploy.number {
      let sources = backfill.sources.filter(stopped.contains)
      guard !sources.isEmpty, !backfill.targets.contains(where: backfill.sources.contains),
        !sources.contains(where: { synced[$0] != nil }),
        (backfill.sources + backfill.targets).allSatisfy({ now.kind(of: $0) != nil && before.kind(of: $0) != nil }),
        let table = backfill.targets.first.flatMap({ now.tablesByStoredName[$0.table] })
      else { continue }
      let columns = backfill.targets.map(\.column)
      if backfill.copiesTable {
        let condition = missingOriginal(of: backfill, table)
        hides.append(
          values(of: table, columns, where: condition, exceptFrom: condition == nil ? backfill.name : nil))
      } else {
        let pending = backfills.statements(of: backfill, writing: columns)?.pending
        hides.append(
          values(of: table, columns, where: pending, exceptFrom: pending == nil ? backfill.name : nil))
      }
    }
  }

  /// The condition of rows of a copied table that are not in the original; `nil` if SQL cannot decide it.
  private func missingOriginal(of backfill: Backfill, _ table: Table) -> String? {
    let keys = keyNames(table)
    let columns = (table.keyFields.isEmpty ? [ReservedNames.assignedKey] : []) + backfill.targets.map(\.column)
    let spelling = dialect.comparable
    guard let values = backfills.originals(of: backfill, columns, now, spelling: spelling),
      keys.allSatisfy(columns.contains)
    else { return nil }
    let key = keys.map(\.sql).joined(separator: ", ")
    let copied = columns.map { column in
      let isJSON = now.kind(of: ColumnID(table.storedName, column))?.form.isJSON == true
      return isJSON ? spelling(column.sql) : column.sql
    }
    return "(\(key)) IN (SELECT \(key) FROM (SELECT \(copied.joined(separator: ", ")) FROM "
      + "\(table.storedName.sql) EXCEPT SELECT \(values.joined(separator: ", ")) FROM \(backfill.storedTable.sql)) AS others)"
  }

  // MARK: - Parts

  private func keyNames(_ table: Table) -> [StoredName] {
    table.keyFields.isEmpty ? [ReservedNames.assignedKey] : table.keyFields.map(\.storedName).sorted()
  }

  private func columns(of table: Table) -> [(field: FieldName?, column: ColumnID)] {
    switch table.content {
    case .fields(let fields): fields.map { ($0.name, ColumnID(table.storedName, $0.storedName)) }
    case .variants: [(nil, ColumnID(table.storedName, ColumnID.wholeRow))]
    }
  }

  /// The columns of a table with the forms of their values: key columns sorted by stored names, others by field names.
  private func storedForms(of table: Table) -> (key: [Column], others: [Column]) {
    let storage = now.storage
    func forms(_ fields: [Field]) -> [Column] {
      fields.map { Column($0.storedName.text, storage.runtimeForm(of: $0)) }
    }
    let key = forms(table.keyFields.sorted { $0.storedName < $1.storedName })
    let others =
      switch table.content {
      case .fields(let fields): forms(fields.filter { !$0.isKey }.sorted { $0.name < $1.name })
      case .variants: [Column(ColumnID.wholeRow.text, storage.runtimeFormOfRows)]
      }
    return (key.isEmpty ? [Column(ReservedNames.assignedKey.text, .int)] : key, others)
  }

  private func values(
    of table: Table, _ columns: [StoredName], where condition: String?, exceptFrom backfill: String? = nil
  ) -> StoredValues {
    let forms = storedForms(of: table)
    return StoredValues(
      table.storedName.text, key: forms.key, columns: forms.others.filter { columns.contains(StoredName($0.name)) },
      where: condition, exceptFrom: backfill)
  }
}

extension CodeVersion {
  /// The columns that it writes, among those that the plan changes.
  fileprivate var written: Set<ColumnID> { Set(uses.flatMap { $0.writes.map(\.column) }) }
}
