// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// How values of columns relate; taken from the good plan, since a fault does not change it.
struct ValueSemantics {
  /// A column that is computed from others.
  struct Link {
    var target: ColumnID
    var sources: [ColumnID]
    var transform: Transform

    /// Whether the target is a copy of a given value in a logical field.
    func means(_ logicalField: LogicalField, in semantics: ValueSemantics, among values: World.Row) -> Bool {
      sources.count == 1
        && sources.allSatisfy { values[$0] != nil && semantics.logicalFields[$0]?.contains(logicalField) ?? false }
    }
  }

  var functions: Functions
  /// The logical fields of all columns of all schemas.
  var logicalFields: [ColumnID: Set<LogicalField>] = [:]
  var holders: [LogicalField: [ColumnID]] = [:]
  /// The logical field that the first schema stores in a column.
  var own: [ColumnID: LogicalField] = [:]
  var links: [Link] = []
  /// Columns that are converted in place, with the new type.
  var inPlace: [ColumnID: (transform: Transform, type: FieldType)] = [:]
  /// The release whose code is the first with the new values of such a column: 1, unless several plans are one.
  package var newFrom: [ColumnID: Int] = [:]
  var baseTypes: [ColumnID: FieldType] = [:]
  /// Key columns, each with its position in the key.
  var keys: [ColumnID: KeyPart] = [:]
  /// For each shadow table, its original.
  var families: [StoredName: StoredName] = [:]
  /// Logical fields with the hazard `deletes-data`.
  var approved: Set<LogicalField> = []

  init(_ plan: Plan, seed: UInt64) {
    functions = Functions(seed: seed, lastTypes: [:])
    let stores = StoreRules.all(of: plan)
    for store in stores {
      for (column, rules) in store.columns {
        functions.lastTypes[column] = rules.type
        if own[column] == nil { own[column] = rules.logicalField }
        logicalFields[column] = logicalFields[column] ?? plan.columnMapping[column] ?? [rules.logicalField]
      }
    }
    baseTypes = stores[0].columns.mapValues(\.type)
    for (column, all) in logicalFields {
      for logicalField in all { holders[logicalField, default: []].append(column) }
    }
    holders = holders.mapValues { $0.sorted() }
    for backfill in plan.backfills { add(backfill) }
    for pair in plan.syncedBefore + plan.deploys.flatMap(\.synced) {
      if links.contains(where: { $0.target == pair.new && $0.sources == [pair.old] }) { continue }
      links.append(Link(target: pair.new, sources: [pair.old], transform: pair.transform))
    }
    findKeys(stores)
    findFamilies(plan)
    findApprovals(plan)
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

  /// The sources with a common logical field, or else all.
  func sources(of backfill: Backfill, _ target: ColumnID) -> [ColumnID] {
    let alike = backfill.sources.filter { !(logicalFields[$0] ?? []).isDisjoint(with: logicalFields[target] ?? []) }
    return alike.isEmpty ? backfill.sources : alike
  }

  private mutating func findKeys(_ stores: [StoreRules]) {
    for store in stores {
      for columns in store.tables.values {
        let keys = columns.filter { store.columns[$0]?.isKey == true }
        for (position, column) in keys.enumerated() where self.keys[column].map({ keys.count < $0.count }) ?? true {
          self.keys[column] = KeyPart(position: position, count: keys.count)
        }
      }
    }
    // Copies of key columns.
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

  private mutating func findApprovals(_ plan: Plan) {
    var names: [TableName: TableName] = [:]
    let stored = Dictionary(plan.base.tables.map { ($0.storedName, $0.name) }, uniquingKeysWith: { first, _ in first })
    for table in plan.deploys.last?.schema.tables ?? [] {
      names[table.name] = stored[families[table.storedName] ?? table.storedName]
    }
    for assessment in plan.assessments where assessment.hazards.contains(.deletesData) {
      func add(_ table: TableName, _ fields: [Field]) {
        for name in [table, names[table] ?? table] {
          approved.formUnion(fields.map { LogicalField(name, $0.name) })
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

/// A column's position in the key of its table.
struct KeyPart {
  var position: Int
  var count: Int

  /// Rows differ in some part, but may be equal in one.
  func number(ofRow row: Int) -> Int {
    let rest = (0..<position).reduce(row) { rest, _ in rest / 3 }
    return position == count - 1 ? rest : rest % 3
  }
}

extension ValueSemantics {
  /// A value in the column's new form.
  func read(_ value: Value, at column: ColumnID, inOldLanguage: Bool) -> Value {
    guard let (transform, type) = inPlace[column] else { return value }
    if !inOldLanguage, type.contains(value) { return value }
    if case .remap = transform {} else if type.contains(value) { return value }
    return functions.apply(transform, to: [value], for: column, in: type)?.canonical ?? value
  }

  /// Whether the old value can be computed from the result.
  func isRecoverable(_ value: Value, by transform: Transform, at column: ColumnID, becoming result: Value) -> Bool {
    switch transform {
    case .copy, .convert, .renameMembers: return true
    case .fill, .unset, .custom, .sql: return false
    case .remap(let renames):
      guard transform.isInvertible else { return false }
      let back = functions.invert(transform, result)
      guard back == value else { return false }
      // The result is also an unchanged old value.
      let stays = functions.apply(.remap(renames), to: [result], for: column) == result
      return !(stays && result != value && baseTypes[column]?.contains(result) ?? false)
    }
  }
}
