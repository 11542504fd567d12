// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The tables and columns that a plan changes or names.
///
/// All others are declared and used alike from the base schema to the goal, and are not replayed.
struct ChangeScope {
  /// Tables with a changed column, index or name; with their columns in scope.
  private(set) var tables: [StoredName: [StoredName: ColumnID]] = [:]
  /// The tables in scope, of base and of each deploy's schema.
  private(set) var declared: [[Table]] = []
  /// Tables that some schema of the plan stores in several variants.
  private(set) var wholeRows: Set<StoredName> = []
  /// For each shadow table (a copy with the rows of another table), its original.
  private(set) var originals: [StoredName: StoredName] = [:]
  private(set) var keys = KeyNames()
  /// For each deploy, how its schema differs from the one before.
  private(set) var differences: [SchemaDifference] = []

  init(_ plan: Plan) {
    findShadowTables(plan)
    let schemas = [plan.base] + plan.deploys.map(\.schema)
    for (old, new) in zip(schemas, schemas.dropFirst()) { differences.append(findChanges(from: old, to: new)) }
    for code in [plan.before] + plan.deploys.map(\.code) { findNames(in: code) }
    for backfill in plan.backfills {
      insert(backfill.storedTable)
      for column in backfill.sources + backfill.targets { insert(column) }
    }
    for column in plan.columnMapping.keys { insert(column) }
    for pair in plan.syncedBefore + plan.deploys.flatMap(\.synced) {
      insert(pair.old)
      insert(pair.new)
    }
    for case .backup(let columns) in plan.deploys.flatMap(\.gates) {
      for column in columns { insert(column) }
    }
    declared = tablesInScope(of: schemas)
    for table in declared.joined() {
      if case .variants = table.content { wholeRows.insert(table.storedName) }
    }
    keys = KeyNames(plan, differences: differences, originals: originals, scope: Set(tables.keys))
  }

  func contains(_ column: ColumnID) -> Bool { tables[column.table]?[column.column] != nil }

  func isShadow(_ table: StoredName) -> Bool { originals[table] != nil }

  /// Returns whether two stored tables have the same rows.
  func haveSameRows(_ left: StoredName, _ right: StoredName) -> Bool {
    (originals[left] ?? left) == (originals[right] ?? right)
  }

  private mutating func insert(_ table: StoredName) { if tables[table] == nil { tables[table] = [:] } }

  private mutating func insert(_ column: ColumnID) {
    if tables[column.table]?[column.column] == nil { tables[column.table, default: [:]][column.column] = column }
  }

  /// Returns the tables in scope of each schema, including tables that no deploy changes; these are equal in all
  /// schemas.
  private func tablesInScope(of schemas: [Schema]) -> [[Table]] {
    var names = Set(differences.lazy.flatMap(\.tables).map(\.name))
    for table in schemas[0].tables where tables[table.storedName] != nil { names.insert(table.name) }
    let inOrder = names.sorted()
    return schemas.map { inOrder.compactMap($0.table) }
  }

  private mutating func findShadowTables(_ plan: Plan) {
    let pairs = plan.assessments.compactMap(\.change.oldAndNewTable)
    guard !pairs.isEmpty else { return }
    let last = plan.deploys.last?.schema ?? plan.goal
    let stored = Dictionary(last.tables.map { ($0.name, $0.storedName) }, uniquingKeysWith: { first, _ in first })
    for (old, new) in pairs {
      if let copy = stored[new.name], copy != old.storedName { originals[copy] = old.storedName }
    }
  }

  private mutating func findNames(in code: CodeVersion) {
    for use in code.uses {
      for column in use.reads + use.writes { insert(column.column) }
    }
    for column in code.tolerates.keys { insert(column) }
    for column in code.relinquishes { insert(column) }
    for table in code.tables.lazy.flatMap(\.stored) { insert(table) }
    for unique in code.respects { insert(unique.table) }
    for index in code.queries { insert(index.table) }
  }

  private mutating func findChanges(from old: Schema, to new: Schema) -> SchemaDifference {
    var difference = SchemaDifference()
    for pair in new.tables(changedSince: old) {
      if let before = pair.old, let after = pair.new, before.isSame(as: after) { continue }
      findChanges(from: pair.old, to: pair.new)
      if let table = pair.new { difference.tables.append(table) } else { difference.dropsTables = true }
    }
    return difference
  }

  private mutating func findChanges(from old: Table?, to new: Table?) {
    for table in [old, new].compactMap({ $0 }) { insert(table.storedName) }
    guard let old, let new, old.storedName == new.storedName else {
      for table in [old, new].compactMap({ $0 }) {
        for field in table.fields { insert(ColumnID(table.storedName, field.storedName)) }
      }
      return
    }
    let (left, right) = differingMiddles(old.fields, new.fields) { $0.isSame(as: $1) }
    let fields = Dictionary(left.map { ($0.storedName, $0) }, uniquingKeysWith: { first, _ in first })
    var remaining: Set<StoredName> = []
    for field in right {
      remaining.insert(field.storedName)
      if let same = fields[field.storedName], same.isSame(as: field) { continue }
      insert(ColumnID(new.storedName, field.storedName))
    }
    for column in fields.keys where !remaining.contains(column) { insert(ColumnID(old.storedName, column)) }
  }
}

/// How the schema of a deploy differs from the one before.
struct SchemaDifference {
  /// Tables that are new or changed.
  var tables: [Table] = []
  var dropsTables = false
}

extension Table {
  func isSame(as other: Table) -> Bool {
    // Consecutive schemas of a plan share most tables in memory: compare identities first.
    isIdentical(to: other)
      || explicitStoredName == other.explicitStoredName && content == other.content && indexes == other.indexes
  }
}

extension Field {
  /// Returns whether both have one name and are enforced alike.
  fileprivate func isSame(as other: Field) -> Bool {
    name == other.name && storedName == other.storedName && type == other.type && defaultValue == other.defaultValue
      && onDelete == other.onDelete && isKey == other.isKey && storedForm == other.storedForm
  }
}
