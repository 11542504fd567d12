// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The types of columns at the start and at the end of a plan.
struct ColumnTypes {
  /// In the base schema.
  let first: [ColumnID: FieldType]
  /// In the last schema that has the column.
  private(set) var last: [ColumnID: FieldType] = [:]
  /// The key columns of base.
  let keys: Set<ColumnID>
  private let end: Store

  init(_ stores: [Store]) {
    first = stores[0].columns.mapValues(\.type)
    keys = Set(stores[0].columns.lazy.filter(\.value.isKey).map(\.key))
    for store in stores { last.merge(store.columns.mapValues(\.type)) { _, later in later } }
    end = stores[stores.count - 1]
  }

  /// Returns the goal's type of the field that the column stores at the end; the last type of a column that is dropped.
  func goal(of column: ColumnID, in plan: Plan, _ scope: ChangeScope) -> FieldType? {
    guard let table = end.tables[column.table],
      let field = table.fields.first(where: { $0.storedName == column.column }),
      let expected = plan.goal.table(table.name)?.field(field.name)
    else { return last[column] }
    return scope.keys.canonical(expected.type, in: scope.keys.names(in: end.schema))
  }
}
