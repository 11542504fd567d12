// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// What a plan is about: everything else is declared and used alike from base to goal, and needs no replay.
struct Watch {
  /// Tables with a watched column, or with other indexes or another name than before.
  private(set) var tables: Set<StoredName> = []
  private(set) var columns: Set<ColumnID> = []
  /// Tables that some schema of the plan stores in several shapes.
  private(set) var wholeRows: Set<StoredName> = []
  /// The name in the base schema of each table that the plan renames: keys of both are the same keys.
  private(set) var aliases: [TableName: TableName] = [:]
  /// Stored tables that hold the same rows as another, with that other one.
  private(set) var twins: [StoredName: StoredName] = [:]

  init(_ plan: Plan) {
    findRenames(plan)
    let schemas = [plan.base] + plan.deploys.map(\.schema)
    for (old, new) in zip(schemas, schemas.dropFirst()) { findChanges(from: old, to: new) }
    for code in [plan.before] + plan.deploys.map(\.code) { findNames(in: code) }
    for backfill in plan.backfills {
      tables.insert(backfill.storedTable)
      for column in backfill.sources + backfill.targets { insert(column) }
    }
    for column in plan.meanings.keys { insert(column) }
    for pair in plan.inStepBefore + plan.deploys.flatMap(\.inStep) {
      insert(pair.old)
      insert(pair.new)
    }
    for case .backup(let saved) in plan.deploys.flatMap(\.gates) {
      for column in saved { insert(column) }
    }
    for table in schemas.lazy.flatMap(\.tables) {
      if case .shapes = table.content, tables.contains(table.storedName) { wholeRows.insert(table.storedName) }
    }
  }

  /// A type with every reference by the name that its table had at first.
  func canonical(_ type: FieldType) -> FieldType {
    aliases.isEmpty ? type : FieldType(canonical(type.value), isOptional: type.isOptional)
  }

  /// Whether two stored tables hold the same rows.
  func areTwins(_ left: StoredName, _ right: StoredName) -> Bool { (twins[left] ?? left) == (twins[right] ?? right) }

  private mutating func insert(_ column: ColumnID) {
    tables.insert(column.table)
    columns.insert(column)
  }

  private mutating func findRenames(_ plan: Plan) {
    let renames = plan.assessments.contains { if case .tableRenamed = $0.change { true } else { false } }
    guard renames else { return }
    let last = plan.deploys.last?.schema ?? plan.goal
    let stored = Dictionary(last.tables.map { ($0.name, $0.storedName) }, uniquingKeysWith: { first, _ in first })
    for assessment in plan.assessments {
      guard case .tableRenamed(let old, let new) = assessment.change else { continue }
      // A name that another table takes over means two things; its references then count as different, which refuses
      // more and never less.
      if stored[old.name] == nil { aliases[new.name] = old.name }
      if let copy = stored[new.name], copy != old.storedName { twins[copy] = old.storedName }
    }
  }

  private mutating func findNames(in code: CodeVersion) {
    for use in code.uses {
      for column in use.reads + use.writes { insert(column.column) }
    }
    for column in code.tolerates.keys { insert(column) }
    for column in code.relinquishes { insert(column) }
    for table in code.tables { tables.formUnion(table.stored) }
    for unique in code.respects { tables.insert(unique.table) }
    for index in code.queries { tables.insert(index.table) }
  }

  private mutating func findChanges(from old: Schema, to new: Schema) {
    var before = old.tables[...]
    var after = new.tables[...]
    while let left = before.first ?? after.first {
      if let table = after.first, let same = before.first, same.name == table.name {
        if !isSame(same, table) { findChanges(from: same, to: table) }
        before.removeFirst()
        after.removeFirst()
      } else if let table = after.first, before.isEmpty || table.name < left.name {
        findChanges(from: nil, to: table)
        after.removeFirst()
      } else {
        findChanges(from: left, to: nil)
        before.removeFirst()
      }
    }
  }

  /// Tables of consecutive schemas mostly share their storage: ask that first.
  private func isSame(_ old: Table, _ new: Table) -> Bool {
    guard old.explicitStoredName == new.explicitStoredName else { return false }
    if !old.fields.isEmpty, sharesStorage(old.fields, new.fields), sharesStorage(old.indexes, new.indexes) {
      return true
    }
    return old.content == new.content && old.indexes == new.indexes
  }

  private mutating func findChanges(from old: Table?, to new: Table?) {
    for table in [old, new].compactMap({ $0 }) {
      tables.insert(table.storedName)
    }
    guard let old, let new, old.storedName == new.storedName else {
      for table in [old, new].compactMap({ $0 }) {
        for field in table.fields { columns.insert(ColumnID(table.storedName, field.storedName)) }
      }
      return
    }
    let fields = Dictionary(old.fields.map { ($0.storedName, $0) }, uniquingKeysWith: { first, _ in first })
    var kept: Set<StoredName> = []
    for field in new.fields {
      kept.insert(field.storedName)
      if let same = fields[field.storedName], same.isStored(like: field), same.name == field.name { continue }
      columns.insert(ColumnID(new.storedName, field.storedName))
    }
    for field in old.fields where !kept.contains(field.storedName) {
      columns.insert(ColumnID(old.storedName, field.storedName))
    }
  }

  private func canonical(_ type: ValueType) -> ValueType {
    switch type {
    case .any, .scalar, .literal: type
    case .reference(let table): .reference(aliases[table] ?? table)
    case .array(let element): .array(canonical(element))
    case .record(.reference(let table), let value): .record(.reference(aliases[table] ?? table), canonical(value))
    case .record(let key, let value): .record(key, canonical(value))
    case .object(let members):
      .object(members.map { ValueType.Member($0.name, canonical($0.type), isOptional: $0.isOptional) })
    case .union(let members): ValueType.union(of: members.map(canonical)) ?? type
    }
  }
}

/// Whether two arrays are one in memory, which says without a look at the elements that they are equal.
func sharesStorage<Element>(_ left: [Element], _ right: [Element]) -> Bool {
  left.withUnsafeBufferPointer { one in
    right.withUnsafeBufferPointer { two in one.count == two.count && one.baseAddress == two.baseAddress }
  }
}

extension Field {
  /// Whether the store does the same for both.
  func isStored(like other: Field) -> Bool {
    storedName == other.storedName && type == other.type && defaultValue == other.defaultValue
      && onDelete == other.onDelete && isKey == other.isKey && storedForm == other.storedForm
  }
}
