// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The elements that some code version of a plan lists.
///
/// Elements that no version lists are used by all versions, as the schemas declare them.
struct ListedElements {
  var columns: Set<ColumnID> = []
  var tables: Set<StoredName> = []
  var uniques: Set<UniqueID> = []
  var actions: Set<ColumnID> = []
  var indexes: Set<IndexID> = []
  /// Columns whose first declaration has a default of the database, and that no version relinquishes.
  var defaulted: [ColumnID] = []
  var firstActions: [ColumnID: DeleteAction] = [:]
  var implicitUses: [FieldUse] = []
  var baseTables: Set<StoredName>
  /// With the names of the indexes.
  var baseUniques: [UniqueID: [IndexName]] = [:]
  var baseIndexes: [IndexID]

  /// New columns of base tables that no version lists: an error.
  var unlisted: [ColumnID] = []
  /// New tables that no version lists: an error, because the code before the plan would use them.
  var unlistedTables: Set<StoredName> = []

  init(_ plan: Plan, stores: [Store], columnMapping: ColumnMapping) {
    let base = stores[0]
    baseTables = Set(base.tables.keys)
    for table in base.tables.values {
      for index in table.indexes where index.kind == .unique {
        baseUniques[uniqueID(of: index, in: table), default: []].append(index.name)
      }
    }
    baseIndexes = base.indexes.filter { $0.value.kind != .unique }.keys.sorted()
    var relinquished: Set<ColumnID> = []
    for code in [plan.before] + plan.deploys.map(\.code) {
      for use in code.uses {
        for column in use.reads + use.writes { columns.insert(column.column) }
      }
      for table in code.tables { tables.formUnion(table.stored) }
      uniques.formUnion(code.respects)
      actions.formUnion(code.tolerates.keys)
      indexes.formUnion(code.queries)
      relinquished.formUnion(code.relinquishes)
    }
    var seen: Set<ColumnID> = []
    for (number, store) in stores.enumerated() {
      unlistedTables.formUnion(store.tables.keys.filter { !baseTables.contains($0) && !tables.contains($0) })
      for (column, enforced) in store.listed where seen.insert(column).inserted {
        firstActions[column] = enforced.onDelete
        if !relinquished.contains(column), store.defaultContents(of: column) != nil { defaulted.append(column) }
        guard !columns.contains(column) else { continue }
        if number > 0, baseTables.contains(column.table) {
          unlisted.append(column)
          continue
        }
        let use = ColumnUse(column, enforced.type)
        let logicalField = store.logicalField(of: column)
        implicitUses.append(
          FieldUse(
            table: logicalField.table, field: logicalField.field,
            logicalFields: columnMapping.logicalFields(in: column), reads: [use], writes: [use]))
      }
    }
  }
}
