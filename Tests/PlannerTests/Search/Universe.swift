// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

@testable import PlanChecker
@testable import PlanModel
@testable import Planner

/// All that a rollout between two schemas could consist of: what each change could do, and what stands still.
struct Universe {
  /// The planner's plan: its schemas, and its assessments, which say what may be deleted.
  ///
  /// Its deploys are not looked at, but for the names that its last schema has for columns.
  let plan: Plan
  private(set) var choices: [Choices] = []
  private var fixed: [Table] = []
  let context: AssessmentContext

  init(_ plan: Plan) {
    self.plan = plan
    let goal = plan.goal.inheritingStoredNames(from: plan.base)
    context = AssessmentContext(DiffContext(from: plan.base, to: goal))
    var moved: Set<TableName> = []
    var changed: [TableName: Set<FieldName>] = [:]
    var indexes: [TableName: Set<IndexName>] = [:]
    for assessment in plan.assessments {
      switch assessment.change {
      case .tableAdded(let table):
        choices.append(tableChoices(added: table, removed: nil))
        moved.insert(table.name)
      case .tableRemoved(let table):
        choices.append(tableChoices(added: nil, removed: table))
        moved.insert(table.name)
      case .tableRenamed(let old, let new), .tableKeyChanged(let old, let new):
        guard moved.insert(new.name).inserted else { continue }
        moved.insert(old.name)
        choices.append(movedTableChoices(old, new, plan.base.target))
      case .rowChanged(let old, let new): choices.append(rowChoices(old, new, context))
      case .targetChanged, .referenceKeyChanged, .fieldAdded, .fieldRemoved, .fieldRenamed, .fieldDerived,
        .fieldTypeChanged, .fieldStorageChanged, .defaultChanged, .referenceActionChanged, .indexAdded, .indexRemoved,
        .indexChanged:
        continue
      }
    }
    for assessment in plan.assessments where !moved.contains(assessment.path.table) {
      add(assessment.change, &changed, &indexes)
    }
    addMovedIndexes(&indexes)
    for new in goal.tables where !moved.contains(new.name) {
      var table = new
      if case .fields(let fields) = new.content {
        table.content = .fields(fields.filter { changed[new.name]?.contains($0.name) != true })
      }
      table.indexes = new.indexes.filter { indexes[new.name]?.contains($0.name) != true }
        .map { $0.renamingFields(new.renamedColumns) }
      fixed.append(table)
    }
  }

  private mutating func add(
    _ change: Change, _ changed: inout [TableName: Set<FieldName>], _ indexes: inout [TableName: Set<IndexName>]
  ) {
    func column(_ name: TableName, _ old: Field?, _ new: Field?) {
      guard let table = context.oldPartner(of: name) else { return }
      let fields = changed[name, default: []].union([old?.name, new?.name].compactMap { $0 })
      // Default and delete action are part of the column's own choices.
      guard fields.count > changed[name, default: []].count else { return }
      changed[name] = fields
      choices.append(ColumnChoices(table: table, old: old, new: new, context: context).choices())
    }
    switch change {
    case .fieldAdded(let table, let field): column(table, nil, field)
    case .fieldRemoved(let table, let field): column(table, field, nil)
    case .fieldRenamed(let table, let old, let new), .fieldTypeChanged(let table, let old, let new),
      .fieldStorageChanged(let table, let old, let new), .referenceKeyChanged(let table, let old, let new),
      .defaultChanged(let table, let old, let new), .referenceActionChanged(let table, let old, let new):
      column(table, old, new)
    case .fieldDerived(let name, let sources, let new):
      guard let table = context.oldPartner(of: name) else { return }
      let staying = Set(context.newTable(name)?.fields.map(\.name) ?? [])
      choices.append(derivedChoices(table, sources, new, staying: staying))
      changed[name, default: []].insert(new.name)
    case .indexAdded(let name, let index): addIndex(name, nil, index, &indexes)
    case .indexRemoved(let name, let index):
      addIndex(name, context.oldPartner(of: name)?.index(index.name), nil, &indexes)
    case .indexChanged(let name, let old, let new):
      addIndex(name, context.oldPartner(of: name)?.index(old.name), new, &indexes)
    case .targetChanged, .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged, .rowChanged: return
    }
  }

  private mutating func addIndex(
    _ name: TableName, _ old: Index?, _ new: Index?, _ indexes: inout [TableName: Set<IndexName>]
  ) {
    guard let before = context.oldPartner(of: name), let last = plan.deploys.last?.schema.table(name) else { return }
    indexes[name, default: []].formUnion([old?.name, new?.name].compactMap { $0 })
    let promises = last.indexes.filter { $0.kind == .unique && $0.name != new?.name }
      .map { UniqueID(last.storedName, $0.renamingFields(last.renamedColumns).paths) }
    choices.append(
      indexChoices(
        before, old?.renamingFields(before.renamedColumns), new?.renamingFields(last.renamedColumns),
        stays: promises.contains))
  }

  /// Indexes that say what they said while their columns move beneath them.
  private mutating func addMovedIndexes(_ indexes: inout [TableName: Set<IndexName>]) {
    for table in plan.deploys.last?.schema.tables ?? [] {
      for index in table.indexes where indexes[table.name]?.contains(index.name) != true {
        guard let before = context.oldPartner(of: table.name), let old = before.index(index.name) else { continue }
        let columns = (old.renamingFields(before.renamedColumns), index.renamingFields(table.renamedColumns))
        if columns.0.paths != columns.1.paths { addIndex(table.name, old, index, &indexes) }
      }
    }
  }

  var first: (stores: [Int], codes: [Int]) { (choices.map(\.first.store), choices.map(\.first.code)) }

  func code(_ places: [Int]) -> CodeVersion { .all(zip(choices, places).map { $0.codes[$1] }) }

  /// The schema and the pairs in step of a choice for each change; `nil` when an index would lack its column.
  func schema(_ places: [Int]) -> (schema: Schema, synced: [SyncedColumns])? {
    var tables = fixed
    var synced: [SyncedColumns] = []
    for (choice, place) in zip(choices, places) {
      let store = choice.stores[place]
      tables += store.tables
      synced += store.synced
      guard let table = tables.firstIndex(where: { $0.name == choice.table }) else { continue }
      if let content = store.content { tables[table].content = content }
      if case .fields(let fields) = tables[table].content { tables[table].content = .fields(fields + store.fields) }
      tables[table].indexes += store.indexes
    }
    for table in tables.indices where !tables[table].fields.isEmpty {
      let fields = tables[table].fields
      let names = Dictionary(fields.map { (FieldName($0.storedName.text), $0.name) }) { first, _ in first }
      guard Set(fields.map(\.name)).count == fields.count, names.count == fields.count else { return nil }
      for index in tables[table].indexes {
        guard (index.paths + index.filters).compactMap(\.first).allSatisfy({ names[$0] != nil }) else { return nil }
      }
      tables[table].indexes = tables[table].indexes.map { $0.renamingFields(names) }
    }
    return (Schema(target: plan.base.target, tables: tables.map(\.withoutHistory)), synced)
  }

  /// How many states store and code could have.
  var size: Int { choices.reduce(1) { $0 * $1.stores.count * $1.codes.count } }

  /// One place for each change, in all ways.
  func places<Element>(_ all: KeyPath<Choices, [Element]>, _ last: KeyPath<Choices, Set<Int>>?) -> [[Int]] {
    choices.reduce([[]]) { combined, choice in
      let own = last.map { choice[keyPath: $0].sorted() } ?? Array(choice[keyPath: all].indices)
      return combined.flatMap { before in own.map { before + [$0] } }
    }
  }

  func isLast(_ places: [Int], _ last: KeyPath<Choices, Set<Int>>) -> Bool {
    zip(choices, places).allSatisfy { $0[keyPath: last].contains($1) }
  }

  /// A rollout as a plan.
  func plan(_ deploys: [Deploy], _ backfills: [Backfill]) -> Plan {
    Plan(
      base: plan.base, goal: plan.goal, assessments: plan.assessments, deploys: deploys, backfills: backfills,
      columnMapping: columnMapping, before: code(first.codes))
  }

  var columnMapping: [ColumnID: Set<LogicalField>] {
    choices.map(\.columnMapping).reduce(into: [:]) { all, own in all.merge(own) { $0.union($1) } }
  }

  /// A plan in name only, which names all that any rollout could: the scope of the checker.
  var everything: Plan {
    var deploys: [Deploy] = []
    func add(_ stores: [Int], _ codes: [Int]) {
      guard let (schema, synced) = schema(stores) else { return }
      deploys.append(
        Deploy(
          number: deploys.count + 1, phase: .widen, gates: [], schema: schema, synced: synced, code: code(codes),
          isRelease: true, steps: []))
    }
    for (change, choice) in choices.enumerated() {
      for place in choice.stores.indices {
        var stores = first.stores
        stores[change] = place
        add(stores, first.codes)
      }
      for place in choice.codes.indices {
        var codes = first.codes
        codes[change] = place
        add(first.stores, codes)
      }
    }
    add(choices.map { $0.lastStores.max() ?? 0 }, first.codes)
    add(choices.map { $0.lastStores.min() ?? 0 }, first.codes)
    return Plan(
      base: plan.base, goal: plan.goal, assessments: plan.assessments, deploys: deploys,
      backfills: choices.flatMap(\.backfills), columnMapping: columnMapping, before: code(first.codes))
  }
}
