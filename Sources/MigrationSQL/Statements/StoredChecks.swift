// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Plan {
  /// A query for the rows that violate a constraint that a gate checks; `nil` if SQL cannot decide it.
  func violations(of path: SchemaPath, before deploy: Deploy, in dialect: Dialect) -> String? {
    guard let table = deploy.schema.table(path.table) else { return nil }
    let old = RevisionTables(revision(after: deploy.number - 1), in: dialect)
    let new = RevisionTables(revision(after: deploy.number), in: dialect)
    guard let stored = old.tablesByStoredName[table.storedName] else { return nil }
    let keys = stored.keyFields.isEmpty ? [ReservedNames.assignedKey] : stored.keyFields.map(\.storedName).sorted()
    let column: ColumnID
    let type: FieldType
    switch path.part {
    case .table: return nil
    case .index(let name): return table.index(name).flatMap { StoredIndex($0, of: table).duplicates(keys, in: dialect) }
    case .row:
      column = ColumnID(table.storedName, ColumnID.wholeRow)
      type = FieldType(table.rowType)
    case .field(let names):
      guard let field = names.first.flatMap(table.field) else { return nil }
      column = ColumnID(table.storedName, field.storedName)
      type = field.type
    }
    guard let kind = old.kind(of: column),
      let condition = new.violation(of: type, by: kind, column.column.sql)
    else { return nil }
    let shown = (keys + (keys.contains(column.column) ? [] : [column.column])).map(\.sql).joined(separator: ", ")
    return "SELECT \(shown) FROM \(table.storedName.sql) WHERE \(condition)"
  }
}
