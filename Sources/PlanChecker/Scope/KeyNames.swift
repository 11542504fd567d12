// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What `id<table>` means, whatever each schema of a plan calls the table: keys are told apart by the stored table.
///
/// A table renamed in the language alone keeps its stored name, and so its keys; a copy under another stored name has
/// the same keys if the plan does not change them and the target does not assign others.
struct KeyNames {
  /// Whether any name differs from what it stands for; if none does, types need no look.
  private var isTrivial = true
  /// Copies of stored tables that have the same keys, with the first of them.
  private var originals: [StoredName: StoredName] = [:]
  private var base: [TableName: TableName] = [:]
  private var last: [TableName: TableName] = [:]
  private var baseColumns: Set<ColumnID> = []

  /// For plans in which every table is called as it is stored.
  init() {}

  init(
    _ plan: Plan, differences: [Watch.Difference], twins: [StoredName: StoredName], watching tables: Set<StoredName>
  ) {
    let isRenamed = ([plan.base.tables] + differences.map(\.tables)).joined().contains { $0.explicitStoredName != nil }
    guard isRenamed || !twins.isEmpty else { return }
    isTrivial = false
    var otherKeys: Set<StoredName> = []
    for assessment in plan.assessments {
      if case .tableKeyChanged(let old, _) = assessment.change { otherKeys.insert(old.storedName) }
    }
    // Only SQL lets a copy name the keys that a database assigns.
    if !plan.base.target.isSQL {
      for table in plan.base.tables where table.keyFields.isEmpty { otherKeys.insert(table.storedName) }
    }
    originals = twins.filter { !otherKeys.contains($0.value) }
    base = names(in: plan.base)
    last = names(in: plan.deploys.last?.schema ?? plan.base)
    for table in plan.base.tables where tables.contains(table.storedName) {
      baseColumns.insert(ColumnID(table.storedName, ColumnID.wholeRow))
      for field in table.fields { baseColumns.insert(ColumnID(table.storedName, field.storedName)) }
    }
  }

  /// What each name in a schema stands for.
  func names(in schema: Schema) -> [TableName: TableName] {
    guard !isTrivial else { return [:] }
    return Dictionary(
      schema.tables.map { ($0.name, TableName((originals[$0.storedName] ?? $0.storedName).text)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// A type as some schema declares it.
  func canonical(_ type: FieldType, in names: [TableName: TableName]) -> FieldType {
    isTrivial ? type : FieldType(type.value.renamed { names[$0] ?? $0 }, isOptional: type.isOptional)
  }

  /// A type as code or a backfill declares it for a column.
  ///
  /// Code says `id<teams>` of the old and of the new table; a column of base speaks of the old ones first.
  func canonical(_ type: FieldType, of column: ColumnID) -> FieldType {
    guard !isTrivial else { return type }
    let (first, second) = baseColumns.contains(column) ? (base, last) : (last, base)
    return FieldType(type.value.renamed { first[$0] ?? second[$0] ?? $0 }, isOptional: type.isOptional)
  }
}

extension ValueType {
  /// The type with every reference to a table under another name.
  fileprivate func renamed(_ name: (TableName) -> TableName) -> ValueType {
    switch self {
    case .any, .scalar, .literal: self
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
