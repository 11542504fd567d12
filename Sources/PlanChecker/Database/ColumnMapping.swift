// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Maps columns to the logical fields that they store, and back.
struct ColumnMapping {
  private let fields: [ColumnID: Set<LogicalField>]
  /// Sorted.
  private let columns: [LogicalField: [ColumnID]]

  init(_ plan: Plan, stores: [Store]) {
    var fields = plan.columnMapping
    for store in stores {
      for (column, _) in store.listed where fields[column] == nil { fields[column] = [store.logicalField(of: column)] }
    }
    self.fields = fields
    var columns: [LogicalField: [ColumnID]] = [:]
    for (column, held) in fields {
      for field in held { columns[field, default: []].append(column) }
    }
    self.columns = columns.mapValues { $0.sorted() }
  }

  func logicalFields(in column: ColumnID) -> Set<LogicalField> { fields[column] ?? [] }

  func columns(of field: LogicalField) -> [ColumnID] { columns[field] ?? [] }

  /// Returns the columns of a logical field that a database has.
  func columns(of field: LogicalField, in store: Store) -> [ColumnID] { columns(of: field).filter(store.has) }

  /// Returns whether several columns store the field.
  func isShared(_ field: LogicalField) -> Bool { columns(of: field).count > 1 }

  /// The fields that several columns store.
  var sharedLogicalFields: [LogicalField] { columns.filter { $0.value.count > 1 }.map(\.key) }
}
