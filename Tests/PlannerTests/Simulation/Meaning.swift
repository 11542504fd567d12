// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import TestSupport

/// What the columns of a plan mean to the application, taken from the good plan: a mistake in a plan does not change it.
struct Meaning {
  /// A column whose value follows from others.
  struct Link {
    var target: ColumnID
    var sources: [ColumnID]
    var transform: Transform

    /// Whether the target's value for a truth follows from one of some values.
    func means(_ truth: TruthID, in meaning: Meaning, among values: World.Row) -> Bool {
      sources.count == 1
        && sources.allSatisfy { values[$0] != nil && meaning.truths[$0]?.contains(truth) ?? false }
    }
  }

  var functions: Functions
  /// All columns of all schemas, in order, with the truths that they hold.
  var truths: [ColumnID: Set<TruthID>] = [:]
  var holders: [TruthID: [ColumnID]] = [:]
  /// The truth that a column was made for.
  var own: [ColumnID: TruthID] = [:]
  var links: [Link] = []
  /// Values that change where they stand, with the new language of the column.
  var inPlace: [ColumnID: (transform: Transform, type: FieldType)] = [:]
  var baseTypes: [ColumnID: FieldType] = [:]
  /// Columns of keys, each with its place among those of its table.
  var keys: [ColumnID: KeyPart] = [:]
  /// Stored tables that hold the same rows, by the first of them.
  var families: [StoredName: StoredName] = [:]
  /// Truths that some change of the plan says are deleted.
  var consented: Set<TruthID> = []

  init(_ plan: Plan, seed: UInt64) {
    functions = Functions(seed: seed, lastTypes: [:])
    let stores = StoreRules.all(of: plan)
    for store in stores {
      for (column, rules) in store.columns {
        functions.lastTypes[column] = rules.type
        if own[column] == nil { own[column] = rules.truth }
        truths[column] = truths[column] ?? plan.meanings[column] ?? [rules.truth]
      }
    }
    baseTypes = stores[0].columns.mapValues(\.type)
    for (column, all) in truths {
      for truth in all { holders[truth, default: []].append(column) }
    }
    holders = holders.mapValues { $0.sorted() }
    for backfill in plan.backfills { add(backfill) }
    for pair in plan.inStepBefore + plan.deploys.flatMap(\.inStep) {
      if links.contains(where: { $0.target == pair.new && $0.sources == [pair.old] }) { continue }
      links.append(Link(target: pair.new, sources: [pair.old], transform: pair.transform))
    }
    findKeys(stores)
    findFamilies(plan)
    findConsent(plan)
  }

  func family(of table: StoredName) -> StoredName { families[table] ?? table }

  private mutating func add(_ backfill: Backfill) {
    guard backfill.transform != .unset else { return }
    for target in backfill.targets {
      if backfill.sources.contains(target) || backfill.sources.isEmpty {
        if case .notIn(let type) = backfill.pending { inPlace[target] = (backfill.transform, type) }
      } else {
        links.append(Link(target: target, sources: sources(of: backfill, target), transform: backfill.transform))
      }
    }
  }

  /// Of several sources those that mean the same; where none does, all of them.
  func sources(of backfill: Backfill, _ target: ColumnID) -> [ColumnID] {
    let alike = backfill.sources.filter { !(truths[$0] ?? []).isDisjoint(with: truths[target] ?? []) }
    return alike.isEmpty ? backfill.sources : alike
  }

  private mutating func findKeys(_ stores: [StoreRules]) {
    for store in stores {
      for columns in store.tables.values {
        let keys = columns.filter { store.columns[$0]?.isKey == true }
        for (place, column) in keys.enumerated() where self.keys[column].map({ keys.count < $0.count }) ?? true {
          self.keys[column] = KeyPart(place: place, count: keys.count)
        }
      }
    }
    // A copy of a key is one, too.
    for link in links {
      let columns = link.sources + [link.target]
      guard let part = columns.compactMap({ keys[$0] }).first else { continue }
      for column in columns where keys[column] == nil { keys[column] = part }
    }
  }

  private mutating func findFamilies(_ plan: Plan) {
    let stored = Dictionary(
      (plan.deploys.last?.schema.tables ?? []).map { ($0.name, $0.storedName) }, uniquingKeysWith: { first, _ in first }
    )
    for assessment in plan.assessments {
      switch assessment.change {
      case .tableRenamed(let old, let new), .tableKeyChanged(let old, let new), .rowChanged(let old, let new):
        if let copy = stored[new.name], copy != old.storedName { families[copy] = old.storedName }
      case .targetChanged, .tableAdded, .tableRemoved, .referenceKeyChanged, .fieldAdded, .fieldRemoved, .fieldRenamed,
        .fieldDerived, .fieldTypeChanged, .fieldStorageChanged, .defaultChanged, .referenceActionChanged, .indexAdded,
        .indexRemoved, .indexChanged:
        break
      }
    }
  }

  private mutating func findConsent(_ plan: Plan) {
    var names: [TableName: TableName] = [:]
    let stored = Dictionary(plan.base.tables.map { ($0.storedName, $0.name) }, uniquingKeysWith: { first, _ in first })
    for table in plan.deploys.last?.schema.tables ?? [] {
      names[table.name] = stored[families[table.storedName] ?? table.storedName]
    }
    for assessment in plan.assessments where assessment.hazards.contains(.deletesData) {
      func add(_ table: TableName, _ fields: [Field]) {
        for name in [table, names[table] ?? table] {
          consented.formUnion(fields.map { TruthID(name, $0.name) })
        }
      }
      switch assessment.change {
      case .tableRemoved(let table): add(table.name, table.fields + [Field("*", FieldType(.any))])
      case .tableRenamed(let old, let new), .tableKeyChanged(let old, let new), .rowChanged(let old, let new):
        add(old.name, old.fields + new.fields + [Field("*", FieldType(.any))])
      case .fieldRemoved(let table, let field): add(table, [field])
      case .fieldRenamed(let table, let old, let new), .fieldTypeChanged(let table, let old, let new),
        .fieldStorageChanged(let table, let old, let new), .referenceKeyChanged(let table, let old, let new):
        add(table, [old, new])
      case .fieldDerived(let table, let sources, let new): add(table, sources + [new])
      case .targetChanged, .tableAdded, .fieldAdded, .defaultChanged, .referenceActionChanged, .indexAdded,
        .indexRemoved, .indexChanged:
        break
      }
    }
  }
}

/// A column's part in the key of its table.
struct KeyPart {
  var place: Int
  var count: Int

  /// No two rows have the same numbers in all parts, but in one part they may.
  func number(ofRow row: Int) -> Int {
    let rest = (0..<place).reduce(row) { rest, _ in rest / 3 }
    return place == count - 1 ? rest : rest % 3
  }
}

extension Meaning {
  /// What a value in a column stands for, in the column's new language, when code of the old or new one says it.
  func read(_ value: Value, at column: ColumnID, inOldLanguage: Bool) -> Value {
    guard let (transform, type) = inPlace[column] else { return value }
    if !inOldLanguage, type.contains(value) { return value }
    if case .remap = transform {} else if type.contains(value) { return value }
    return functions.apply(transform, to: [value], for: column, in: type)?.canonical ?? value
  }

  /// Whether a value that changes as the transform says can be computed back, whatever else could have been stored.
  func isKept(_ value: Value, by transform: Transform, at column: ColumnID, becoming result: Value) -> Bool {
    switch transform {
    case .copy, .convert: return true
    case .fill, .unset, .custom: return false
    case .remap(let renames):
      guard transform.isInvertible else { return false }
      let back = functions.invert(transform, result)
      guard back == value else { return false }
      // The new spelling was an old value, too, and stayed what it is.
      let stays = functions.apply(.remap(renames), to: [result], for: column) == result
      return !(stays && result != value && baseTypes[column]?.contains(result) ?? false)
    }
  }
}
