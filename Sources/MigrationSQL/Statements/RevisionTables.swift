// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The tables and columns of one revision, with the expressions over them in a dialect.
struct RevisionTables {
  let dialect: Dialect
  let revision: StoreRevision
  let storage: Storage
  let tablesByStoredName: [StoredName: Table]

  init(_ revision: StoreRevision, in dialect: Dialect) {
    self.dialect = dialect
    self.revision = revision
    storage = Storage(of: revision.schema)
    tablesByStoredName = Dictionary(revision.schema.tables.map { ($0.storedName, $0) }) { first, _ in first }
  }

  /// The kind of a stored column; `nil` if the schema does not contain it.
  func kind(of column: ColumnID) -> ColumnKind? {
    guard let table = tablesByStoredName[column.table] else { return nil }
    if column.column == ColumnID.wholeRow { return ColumnKind(row: table.rowType, form: dialect.formOfRows) }
    return table.fields.first { $0.storedName == column.column }.map { ColumnKind($0, storage) }
  }

  /// The value of one column of a pair in the other; `nil` if SQL cannot express it.
  ///
  /// `row` is the name of the row, `NEW.`, or empty.
  func expression(of pair: SyncedColumns, from column: ColumnID, row: String) -> String? {
    let isForward = column == pair.old
    let transform = isForward ? pair.transform : pair.transform.inverse
    guard let old = kind(of: column), let new = kind(of: isForward ? pair.new : pair.old) else { return nil }
    return transform.flatMap { dialect.value($0, of: row + column.column.sql, from: old, to: new) }
  }

  /// The condition that a stored value is outside a type; `nil` if SQL cannot decide it.
  ///
  /// - Parameter mayMiss: Whether a condition suffices that finds the values that a `CHECK` rejects.
  func violation(of type: FieldType, by stored: ColumnKind, _ column: String, mayMiss: Bool = false) -> String? {
    dialect.violation(of: type, by: stored, column, storage, mayMiss: mayMiss)
  }

  /// The default of a column, if it is the same for every row.
  func constantDefault(of column: ColumnID) -> String? {
    guard let field = tablesByStoredName[column.table]?.fields.first(where: { $0.storedName == column.column }),
      let value = field.defaultValue.flatMap({
        dialect.value(of: $0, field.type.value, storage.form(of: field), storage)
      })
    else { return nil }
    return value.isConstant ? value.expression : nil
  }
}
