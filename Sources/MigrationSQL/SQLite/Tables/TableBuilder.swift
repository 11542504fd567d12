// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Builds the table definitions of one revision.
struct TableBuilder {
  let tables: RevisionTables

  init(_ revision: StoreRevision) {
    tables = RevisionTables(revision, in: .sqlite)
  }

  var revision: StoreRevision { tables.revision }
  var storage: Storage { tables.storage }

  /// The value of one column of a pair in the other, `nil` if SQL cannot express it; `row` is `NEW.`, or empty.
  func expression(of pair: SyncedColumns, from column: ColumnID, row: String) -> String? {
    tables.expression(of: pair, from: column, row: row)
  }

  /// The definition of a table with its indexes and triggers.
  func definition(of table: Table) -> TableDefinition {
    var definition = TableDefinition(name: table.storedName, columns: columns(of: table), primaryKey: [])
    if !definition.columns.contains(where: \.isRowID) {
      definition.primaryKey = definition.columns.filter(\.isKey).map(\.name)
    }
    let own = tables.syncedColumns(of: table.storedName)
    definition.checks = own.compactMap { presence(of: $0, definition) }
    definition.objects = table.indexes.sorted { $0.name < $1.name }.flatMap { objects(of: $0, table, definition) }
    definition.objects += triggers(for: own, definition)
    return definition
  }

  private func columns(of table: Table) -> [ColumnDefinition] {
    let byName = { (left: ColumnDefinition, right: ColumnDefinition) in left.name < right.name }
    let keys = table.keyFields.map { column($0, isWholeKey: table.keyFields.count == 1) }.sorted(by: byName)
    let assigned = ColumnDefinition(
      name: ReservedNames.assignedKey, type: "INTEGER", isRowID: true, isKey: true, isRequired: true)
    switch table.content {
    case .fields(let fields):
      let others = fields.filter { !$0.isKey }.map { column($0, isWholeKey: false) }.sorted(by: byName)
      return (keys.isEmpty ? [assigned] : keys) + others
    case .variants:
      var row = ColumnDefinition(name: ColumnID.wholeRow, type: "TEXT", isRequired: true)
      row.check = TypeCondition(storage: storage).check(of: FieldType(table.rowType), in: .jsonText, row.name.sql)
      return [assigned, row]
    }
  }

  private func column(_ field: Field, isWholeKey: Bool) -> ColumnDefinition {
    let form = storage.form(of: field)
    var column = ColumnDefinition(
      name: field.storedName, type: form.sqliteType, isRowID: isWholeKey && form == .integer, isKey: field.isKey,
      isRequired: !field.type.isOptional)
    if !column.isRowID, let value = field.defaultValue?.sql(field.type.value, form, storage) {
      column.defaultValue = value.expression
      column.hasConstantDefault = value.isConstant
    }
    if case .reference(let name) = field.type.value {
      column.reference = reference(to: name, field.onDelete)
    } else {
      column.check = TypeCondition(storage: storage).check(of: field.type, in: form, field.storedName.sql)
    }
    return column
  }

  private func reference(to name: TableName, _ action: DeleteAction?) -> String? {
    guard let table = revision.schema.referencedTable(name) else { return nil }
    let key = table.keyFields.first?.storedName ?? ReservedNames.assignedKey
    let clause = "REFERENCES \(table.storedName.sql) (\(key.sql))"
    return switch action {
    case nil: clause
    case .cascade: clause + " ON DELETE CASCADE"
    case .restrict: clause + " ON DELETE RESTRICT"
    case .setNull: clause + " ON DELETE SET NULL"
    }
  }

  /// The check that one of two synchronised columns has a value, if neither is required alone.
  private func presence(of pair: SyncedColumns, _ table: TableDefinition) -> TableDefinition.TableCheck? {
    guard revision.demanded.contains(pair.new), table.column(pair.old.column)?.isRequired == false,
      table.column(pair.new.column)?.isRequired == false
    else { return nil }
    return .init(
      columns: [pair.old.column, pair.new.column],
      condition: "\(pair.old.column.sql) IS NOT NULL OR \(pair.new.column.sql) IS NOT NULL")
  }
}

extension ColumnForm {
  /// The SQLite type.
  var sqliteType: String {
    switch self {
    case .integer: "INTEGER"
    case .real: "REAL"
    case .blob: "BLOB"
    case .text, .jsonText, .boolean, .bigint, .doublePrecision, .numeric, .timestamptz, .date, .uuid, .bytea, .jsonb,
      .json, .timestamp, .bounded, .enumeration, .array, .document:
      "TEXT"
    }
  }
}
