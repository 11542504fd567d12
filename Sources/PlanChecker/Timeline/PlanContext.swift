// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The facts about a plan that are computed before it is replayed.
final class PlanContext {
  let plan: Plan
  let scope: ChangeScope
  let columnMapping: ColumnMapping
  let types: ColumnTypes
  let approval: DataLossApproval
  let copies: CopiedColumns
  let combined: CombinedColumns
  /// All unique indexes of the plan's schemas, by their columns.
  let uniques: [ColumnID: Set<UniqueID>]

  init(_ plan: Plan, scope: ChangeScope, stores: [Store], columnMapping: ColumnMapping) {
    self.plan = plan
    self.scope = scope
    self.columnMapping = columnMapping
    types = ColumnTypes(stores)
    approval = DataLossApproval(plan, originals: scope.originals)
    copies = CopiedColumns(plan, columnMapping)
    combined = CombinedColumns(plan, columnMapping)
    uniques = stores.reduce(into: [:]) { uniques, store in
      for unique in store.uniques.keys {
        for column in unique.columns { uniques[column, default: []].insert(unique) }
      }
    }
  }

  /// Returns whether both columns store a common logical field.
  func shareLogicalField(_ one: ColumnID, _ other: ColumnID) -> Bool {
    !columnMapping.logicalFields(in: one).isDisjoint(with: columnMapping.logicalFields(in: other))
  }

  /// Returns a type that a backfill declares for a column.
  func canonical(_ type: FieldType, of column: ColumnID) -> FieldType { scope.keys.canonical(type, of: column) }
}
