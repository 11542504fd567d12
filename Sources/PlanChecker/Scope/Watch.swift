// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What a plan is about: everything else is declared and used alike from base to goal, and needs no replay.
struct Watch {
  /// Tables with a watched column, or with other indexes or another name than before; with their watched columns.
  private(set) var tables: [StoredName: Columns] = [:]
  /// The watched tables of base and of each deploy's schema.
  private(set) var declared: [[Table]] = []
  /// Tables that some schema of the plan stores in several shapes.
  private(set) var wholeRows: Set<StoredName> = []
  /// Stored tables that hold the same rows as another, with that other one.
  private(set) var twins: [StoredName: StoredName] = [:]
  /// What references mean.
  private(set) var keys = KeyNames()
  /// For each deploy, what its schema has that the one before does not.
  private(set) var differences: [Difference] = []

  /// Columns of one table by their names: to walk over a handful is quicker than to hash a name.
  ///
  /// `FirstPlaces` of the language does the same for any key; generic code of another module is not specialised here, and
  /// takes several times as long.
  struct Columns {
    private var all: [ColumnID] = []
    private var places: [StoredName: Int] = [:]

    private static var handful: Int { 8 }

    subscript(_ name: StoredName) -> ColumnID? {
      if places.isEmpty { return all.first { $0.column == name } }
      return places[name].map { all[$0] }
    }

    mutating func insert(_ column: ColumnID) {
      if self[column.column] != nil { return }
      all.append(column)
      if all.count == Self.handful { for (place, column) in all.enumerated() { places[column.column] = place } }
      if all.count > Self.handful { places[column.column] = all.count - 1 }
    }
  }

  /// How a schema differs from the one before.
  struct Difference {
    /// Its tables that the other does not have as they are.
    var tables: [Table] = []
    /// Whether the other has tables that it has not.
    var losesTables = false
  }

  init(_ plan: Plan) {
    findTwins(plan)
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
    for case .backup(let saved) in plan.deploys.flatMap(\.gates) {
      for column in saved { insert(column) }
    }
    declared = watchedTables(of: schemas)
    for table in declared.joined() {
      if case .shapes = table.content { wholeRows.insert(table.storedName) }
    }
    keys = KeyNames(plan, differences: differences, twins: twins, watching: Set(tables.keys))
  }

  /// Whether two stored tables hold the same rows.
  func areTwins(_ left: StoredName, _ right: StoredName) -> Bool { (twins[left] ?? left) == (twins[right] ?? right) }

  func contains(_ column: ColumnID) -> Bool { tables[column.table]?[column.column] != nil }

  private mutating func insert(_ table: StoredName) { if tables[table] == nil { tables[table] = Columns() } }

  private mutating func insert(_ column: ColumnID) { tables[column.table, default: Columns()].insert(column) }

  /// The watched tables of each schema: what no deploy touches stands in all of them as it does in base.
  private func watchedTables(of schemas: [Schema]) -> [[Table]] {
    var names = Set(differences.lazy.flatMap(\.tables).map(\.name))
    for table in schemas[0].tables where tables[table.storedName] != nil { names.insert(table.name) }
    let inOrder = names.sorted()
    return schemas.map { inOrder.compactMap($0.table) }
  }

  private mutating func findTwins(_ plan: Plan) {
    let pairs = plan.assessments.compactMap(\.change.oldAndNewTable)
    guard !pairs.isEmpty else { return }
    let last = plan.deploys.last?.schema ?? plan.goal
    let stored = Dictionary(last.tables.map { ($0.name, $0.storedName) }, uniquingKeysWith: { first, _ in first })
    for (old, new) in pairs {
      if let copy = stored[new.name], copy != old.storedName { twins[copy] = old.storedName }
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

  private mutating func findChanges(from old: Schema, to new: Schema) -> Difference {
    var difference = Difference()
    for pair in new.tables(changedSince: old) {
      if let before = pair.old, let after = pair.new, before.isSame(as: after) { continue }
      findChanges(from: pair.old, to: pair.new)
      if let table = pair.new { difference.tables.append(table) } else { difference.losesTables = true }
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
    var kept: Set<StoredName> = []
    for field in right {
      kept.insert(field.storedName)
      if let same = fields[field.storedName], same.isSame(as: field) { continue }
      insert(ColumnID(new.storedName, field.storedName))
    }
    for column in fields.keys where !kept.contains(column) { insert(ColumnID(old.storedName, column)) }
  }
}

extension Table {
  /// Whether both say the same; consecutive schemas of a plan mostly share their tables in memory, so ask that first.
  func isSame(as other: Table) -> Bool {
    isIdentical(to: other)
      || explicitStoredName == other.explicitStoredName && content == other.content && indexes == other.indexes
  }
}

extension Field {
  /// Whether it is one field, and the store does the same for it.
  fileprivate func isSame(as other: Field) -> Bool { isStored(like: other) && name == other.name }

  /// Whether the store does the same for both.
  func isStored(like other: Field) -> Bool {
    storedName == other.storedName && type == other.type && defaultValue == other.defaultValue
      && onDelete == other.onDelete && isKey == other.isKey && storedForm == other.storedForm
  }
}
