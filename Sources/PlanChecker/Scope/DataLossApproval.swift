// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The columns whose values may be deleted, because an assessment of the plan has the hazard `deletes-data`.
struct DataLossApproval {
  private var columns: Set<ColumnID> = []
  private var tables: Set<StoredName> = []

  init(_ plan: Plan, originals: [StoredName: StoredName]) {
    let deletions = plan.assessments.filter { $0.hazards.contains(.deletesData) }
    guard !deletions.isEmpty else { return }
    // Changes of fields use the table's name in the goal; the base schema may store it in another table.
    var moved: [TableName: StoredName] = [:]
    for case .tableRenamed(let old, let new) in plan.assessments.lazy.map(\.change) { moved[new.name] = old.storedName }
    let last = plan.deploys.last?.schema
    for deletion in deletions {
      add(deletion.change) { name in
        [plan.base.table(name)?.storedName ?? moved[name], last?.table(name)?.storedName].compactMap { $0 }
      }
    }
    // An approval for a shadow table also covers its original.
    for column in columns {
      if let original = originals[column.table] { columns.insert(ColumnID(original, column.column)) }
    }
  }

  func covers(_ column: ColumnID) -> Bool { tables.contains(column.table) || columns.contains(column) }

  private mutating func add(_ change: Change, storedAs names: (TableName) -> [StoredName]) {
    tables.formUnion(change.tablesWithDeletions.map(\.storedName))
    if let table = change.table { add(change.fieldsWithDeletions, of: names(table)) }
  }

  private mutating func add(_ fields: [Field], of tables: [StoredName]) {
    for table in tables {
      for field in fields { columns.insert(ColumnID(table, field.storedName)) }
    }
  }
}
