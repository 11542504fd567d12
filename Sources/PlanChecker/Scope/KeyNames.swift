// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Gives one name to each referenced table, whatever its name is in each schema of a plan, so that types with
/// `id<table>` are compared by the stored table.
///
/// A table that is renamed only in the language keeps its stored name and its keys. A shadow table has the keys of its
/// original if the plan does not change them and the target does not assign new ones.
struct KeyNames {
  /// Whether every table has its stored name: then types need no renaming.
  private var isTrivial = true
  /// For each shadow table with the keys of its original, the original.
  private var originals: [StoredName: StoredName] = [:]
  private var base: [TableName: TableName] = [:]
  private var last: [TableName: TableName] = [:]
  private var baseColumns: Set<ColumnID> = []
  /// The tables whose keys are strings, where the database has such keys.
  private var stringKeys: [TableName] = []

  init() {}

  init(
    _ plan: Plan, differences: [SchemaDifference], originals: [StoredName: StoredName], scope tables: Set<StoredName>
  ) {
    let isRenamed = ([plan.base.tables] + differences.map(\.tables)).joined().contains { $0.explicitStoredName != nil }
    if plan.base.target.capabilities.keysAreStrings {
      let changed = differences.flatMap(\.tables) + plan.base.tables.filter { tables.contains($0.storedName) }
      stringKeys = Set(changed.flatMap(\.references)).sorted()
    }
    guard isRenamed || !originals.isEmpty else { return }
    isTrivial = false
    var otherKeys: Set<StoredName> = []
    for assessment in plan.assessments {
      if case .tableKeyChanged(let old, _) = assessment.change { otherKeys.insert(old.storedName) }
    }
    if !plan.base.target.capabilities.insertsAssignedKeys {
      for table in plan.base.tables where table.keyFields.isEmpty { otherKeys.insert(table.storedName) }
    }
    self.originals = originals.filter { !otherKeys.contains($0.value) }
    base = names(in: plan.base)
    last = names(in: plan.deploys.last?.schema ?? plan.base)
    for table in plan.base.tables where tables.contains(table.storedName) {
      baseColumns.insert(ColumnID(table.storedName, ColumnID.wholeRow))
      for field in table.fields { baseColumns.insert(ColumnID(table.storedName, field.storedName)) }
    }
  }

  func names(in schema: Schema) -> [TableName: TableName] {
    guard !isTrivial else { return [:] }
    return Dictionary(
      schema.tables.map { ($0.name, TableName((originals[$0.storedName] ?? $0.storedName).text)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Returns a type of a schema with the given names.
  func canonical(_ type: FieldType, in names: [TableName: TableName]) -> FieldType {
    let type = admittingStringKeys(type)
    return isTrivial ? type : FieldType(type.value.renamed { names[$0] ?? $0 }, isOptional: type.isOptional)
  }

  /// Returns a type that code or a backfill declares for a column.
  ///
  /// Code uses names of the base schema and of the goal; for a column of the base schema, its names come first.
  func canonical(_ type: FieldType, of column: ColumnID) -> FieldType {
    let type = admittingStringKeys(type)
    guard !isTrivial else { return type }
    let (first, second) = baseColumns.contains(column) ? (base, last) : (last, base)
    return FieldType(type.value.renamed { first[$0] ?? second[$0] ?? $0 }, isOptional: type.isOptional)
  }
}

extension KeyNames {
  /// Returns a type in which every `string` also stands for the keys that are strings.
  private func admittingStringKeys(_ type: FieldType) -> FieldType {
    guard !stringKeys.isEmpty else { return type }
    return FieldType(type.value.admittingKeys(of: stringKeys), isOptional: type.isOptional)
  }
}

extension ValueType {
  /// Returns the type with references to renamed tables.
  fileprivate func renamed(_ name: (TableName) -> TableName) -> ValueType {
    switch self {
    case .any, .scalar, .bounded, .literal: self
    case .reference(let table): .reference(name(table))
    case .array(let element): .array(element.renamed(name))
    case .record(.reference(let table), let value): .record(.reference(name(table)), value.renamed(name))
    case .record(let key, let value): .record(key, value.renamed(name))
    case .object(let members):
      .object(members.map { Member($0.name, $0.type.renamed(name), isOptional: $0.isOptional) })
    case .union(let members): ValueType.union(of: members.map { $0.renamed(name) }) ?? self
    }
  }
}
