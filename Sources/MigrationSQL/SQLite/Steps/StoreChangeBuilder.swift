// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// Builds the statements between two revisions: SQLite's own `ALTER TABLE` where it suffices, else table rebuilds.
struct StoreChangeBuilder {
  private let builders: (old: TableBuilder, new: TableBuilder)
  private let before: [StoredName: TableDefinition]
  private var after: [StoredName: TableDefinition]
  private let isRollback: Bool
  private var steps: [SchemaStep] = []
  private var result = StoreChange()

  init(_ old: StoreRevision, _ new: StoreRevision, isRollback: Bool) {
    let changed = possiblyChangedTables(old, new)
    let builders = (old: TableBuilder(old), new: TableBuilder(new))
    func definitions(_ builder: TableBuilder) -> [StoredName: TableDefinition] {
      Dictionary(
        builder.revision.schema.tables.lazy.filter { changed.contains($0.storedName) }
          .map { ($0.storedName, builder.definition(of: $0)) }, uniquingKeysWith: { first, _ in first })
    }
    self.builders = builders
    self.isRollback = isRollback
    before = definitions(builders.old)
    after = definitions(builders.new)
  }

  mutating func change() -> StoreChange {
    let names = Set(before.keys).union(after.keys).sorted()
    var alterations: [SchemaStep] = []
    for name in names {
      guard let old = before[name], let new = after[name] else { continue }
      alterations += alter(old, new)
    }
    // Indexes and triggers are dropped first and created last.
    for name in names { drop(name) }
    for name in names where before[name] != nil && after[name] == nil { steps.append(.sql("DROP TABLE \(name.sql)")) }
    for name in names where before[name] == nil {
      if let table = after[name] { steps.append(.sql(table.create())) }
    }
    steps += alterations
    for name in names where before[name] == nil { fillRestoredTable(name) }
    for name in names { make(name) }
    result.steps = steps
    for name in names {
      guard let new = after[name] else {
        result.dropped.append(name)
        continue
      }
      if before[name] != new { result.tables.append(StoredTable(new)) }
    }
    return result
  }

  // MARK: - Indexes, search tables and triggers

  private mutating func drop(_ name: StoredName) {
    guard let old = before[name] else { return }
    let remaining = after[name].map { Set($0.objects) } ?? []
    for object in old.objects.reversed() where !remaining.contains(object) {
      if after[name] == nil, object.isDroppedWithTable { continue }
      steps += object.drop.map { SchemaStep(statement: $0) }
    }
  }

  private mutating func make(_ name: StoredName) {
    guard let new = after[name] else { return }
    let existing = before[name].map { Set($0.objects) } ?? []
    for object in new.objects where !existing.contains(object) {
      steps += object.create.map { sql in
        let isIndex = sql.hasPrefix("CREATE INDEX ") || sql.hasPrefix("CREATE UNIQUE INDEX ")
        return SchemaStep(statement: .sql(sql), work: isIndex && before[name] != nil ? .scan : .none)
      }
      if before[name] != nil { steps += object.fill.map(SchemaStep.sql) }
    }
  }

  // MARK: - Tables

  /// The steps from one definition of a table to another.
  private mutating func alter(_ old: TableDefinition, _ new: TableDefinition) -> [SchemaStep] {
    let olds = Dictionary(old.columns.map { ($0.name, $0) }) { first, _ in first }
    var target = new
    if isRollback {
      for index in target.columns.indices where target.columns[index].lacksValue(besides: olds) {
        if filling(target.columns[index].name, target) != nil { continue }
        target.columns[index].isRequired = false
        result.relaxed.append(ColumnID(new.name, target.columns[index].name))
      }
      if target != new {
        let columns = new.columns.map { TableCopy.Copied(column: $0.name, expression: $0.name.sql) }
        result.then.append(rebuild(from: target, to: new, columns))
      }
      after[new.name] = target
    }
    let added = target.columns.filter { olds[$0.name] == nil }
    for column in added where isRollback {
      if filling(column.name, target) == nil {
        result.empties[new.name, default: []].append(column.name)
      } else {
        result.synchronises[new.name, default: []].append(column.name)
      }
    }
    let news = Set(target.columns.map(\.name))
    let dropped = old.columns.filter { !news.contains($0.name) }
    let isSame =
      target.primaryKey == old.primaryKey && target.checks == old.checks
      && target.columns.allSatisfy { column in olds[column.name].map { $0 == column } ?? true }
    let fills = added.contains { filling($0.name, target) != nil }
    if isSame, !fills, added.allSatisfy(\.canBeAdded), dropped.count <= 1,
      dropped.allSatisfy({ $0.canBeDropped(from: old) })
    {
      // SQLite writes the rows again without the column.
      return dropped.map { column in
        SchemaStep(
          statement: .sql("ALTER TABLE \(old.name.sql) DROP COLUMN \(column.name.sql)"), work: .rewrite)
      }
        + added.map { .sql("ALTER TABLE \(old.name.sql) ADD COLUMN \($0.sql)") }
    }
    let copied = target.columns.compactMap { column -> TableCopy.Copied? in
      if olds[column.name] != nil { return .init(column: column.name, expression: column.name.sql) }
      if let filling = filling(column.name, target) { return .init(column: column.name, expression: filling) }
      // Existing rows get a constant default, but not a current time or random UUID.
      return column.isRequired || column.hasConstantDefault ? nil : .init(column: column.name, expression: "NULL")
    }
    return [rebuild(from: old, to: target, copied)]
  }

  /// A rebuild of a table, with the differences between two definitions.
  private func rebuild(
    from old: TableDefinition, to new: TableDefinition, _ columns: [TableCopy.Copied]
  ) -> SchemaStep {
    let filled = columns.filter { old.column($0.column) == nil }
    return SchemaStep(
      statement: .rebuild(
        Rebuild(
          table: new.name.text, changes: new.changes(since: old),
          filled: filled.map { .init($0.column.text, $0.expression) })),
      copy: TableCopy(create: new.create(as: ReservedNames.rebuilt(new.name)), columns: columns),
      work: filled.isEmpty ? new.workWhenReplacing(old) : .copy)
  }

  /// The value of a restored column, from the column that was in sync with it.
  private func filling(_ column: StoredName, _ table: TableDefinition) -> String? {
    guard isRollback else { return nil }
    return builders.new.tables.restoredValue(of: ColumnID(table.name, column)) {
      before[table.name]?.column($0) != nil
    }
  }

  /// Copies the rows of the table that was in sync to a restored table.
  private mutating func fillRestoredTable(_ name: StoredName) {
    guard isRollback else { return }
    for (partner, moved) in builders.new.tables.restoredColumns(of: name) {
      result.synchronises[name, default: []] += moved.map(\.name)
      let columns = moved.map(\.name.sql).joined(separator: ", ")
      let values = moved.map(\.value).joined(separator: ", ")
      steps.append(.sql("INSERT INTO \(name.sql) (\(columns)) SELECT \(values) FROM \(partner.sql)"))
    }
    let refilled = Set(result.synchronises[name] ?? [])
    let rest = (after[name]?.columns ?? []).map(\.name).filter { !refilled.contains($0) }
    if !rest.isEmpty { result.empties[name] = rest }
  }
}

extension TableDefinition {
  /// What a driver does with the rows to change another definition to this one: it adds and drops columns with
  /// `ALTER TABLE`, and edits clauses that do not affect how rows are stored.
  fileprivate func workWhenReplacing(_ old: TableDefinition) -> SchemaStep.RowWork {
    let dropped = old.columns.filter { column($0.name) == nil }
    guard primaryKey == old.primaryKey, dropped.allSatisfy({ $0.canBeDropped(from: self) }) else { return .copy }
    var work: SchemaStep.RowWork = Set(checks).isSubset(of: old.checks) ? .none : .scan
    for column in columns {
      guard let before = old.column(column.name) else {
        if column.canBeAdded { continue }
        return .copy
      }
      guard column.type == before.type, column.isKey == before.isKey, column.isRowID == before.isRowID else {
        return .copy
      }
      let isChecked = column.check != nil && column.check != before.check
      if isChecked || (column.isRequired && !before.isRequired) || column.defaultValue != before.defaultValue {
        work = .scan
      }
    }
    return dropped.isEmpty ? work : .rewrite
  }
}

extension ColumnDefinition {
  /// Whether `ALTER TABLE ADD COLUMN` can create this column.
  fileprivate var canBeAdded: Bool {
    if isKey || !hasConstantDefault { return false }
    if reference != nil && defaultValue != nil { return false }
    return !isRequired || defaultValue != nil
  }

  /// Whether `ALTER TABLE DROP COLUMN` can drop it.
  fileprivate func canBeDropped(from table: TableDefinition) -> Bool {
    !isKey && reference == nil && !table.checks.contains { $0.columns.contains(name) }
  }

  /// Whether it is required and new, without a value for existing rows.
  fileprivate func lacksValue(besides columns: [StoredName: ColumnDefinition]) -> Bool {
    columns[name] == nil && isRequired && !isRowID && defaultValue == nil
  }
}
