// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// The columns whose values may be deleted, because an assessment of the plan says `deletes-data` about them.
struct Consent {
  private var columns: Set<ColumnID> = []
  private var tables: Set<StoredName> = []

  init(_ plan: Plan, twins: [StoredName: StoredName]) {
    let deletions = plan.assessments.filter { $0.hazards.contains(.deletesData) }
    guard !deletions.isEmpty else { return }
    let schemas = [plan.base] + (plan.deploys.last.map { [$0.schema] } ?? [])
    var names = schemas.map { schema in
      Dictionary(schema.tables.map { ($0.name, $0.storedName) }, uniquingKeysWith: { first, _ in first })
    }
    // Changes of a table's fields name it as the goal does, and delete from where base stored it.
    for case .tableRenamed(let old, let new) in plan.assessments.lazy.map(\.change) {
      names[0][new.name] = names[0][new.name] ?? old.storedName
    }
    for deletion in deletions { add(deletion.change, names) }
    // A change speaks of a copied table by its new name; what is deleted may stand in the old one.
    for column in columns {
      if let original = twins[column.table] { columns.insert(ColumnID(original, column.column)) }
    }
  }

  func covers(_ column: ColumnID) -> Bool { tables.contains(column.table) || columns.contains(column) }

  private mutating func add(_ change: Change, _ names: [[TableName: StoredName]]) {
    switch change {
    case .tableRemoved(let table): tables.insert(table.storedName)
    case .tableRenamed(let old, let new), .tableKeyChanged(let old, let new), .rowChanged(let old, let new):
      tables.formUnion([old.storedName, new.storedName])
    case .fieldRemoved(let table, let field): add(table, [field], names)
    case .fieldRenamed(let table, let old, let new), .fieldTypeChanged(let table, let old, let new),
      .fieldStorageChanged(let table, let old, let new), .referenceKeyChanged(let table, let old, let new):
      add(table, [old, new], names)
    case .fieldDerived(let table, let sources, let new): add(table, sources + [new], names)
    case .targetChanged, .tableAdded, .fieldAdded, .defaultChanged, .referenceActionChanged, .indexAdded, .indexRemoved,
      .indexChanged:
      break
    }
  }

  private mutating func add(_ table: TableName, _ fields: [Field], _ names: [[TableName: StoredName]]) {
    for stored in names.compactMap({ $0[table] }) {
      for field in fields { columns.insert(ColumnID(stored, field.storedName)) }
    }
  }
}
