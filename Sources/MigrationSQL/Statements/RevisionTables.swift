// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The tables and columns of one revision, with the expressions over them in a dialect.
struct RevisionTables {
  let dialect: Dialect
  let revision: StoreRevision
  let storage: Storage
  let tablesByStoredName: [StoredName: Table]
  private let pairs: [StoredName: [SyncedColumns]]

  init(_ revision: StoreRevision, in dialect: Dialect) {
    self.dialect = dialect
    self.revision = revision
    storage = Storage(of: revision.schema)
    tablesByStoredName = Dictionary(revision.schema.tables.map { ($0.storedName, $0) }) { first, _ in first }
    var pairs: [StoredName: [SyncedColumns]] = [:]
    for pair in revision.synced {
      pairs[pair.old.table, default: []].append(pair)
      if pair.new.table != pair.old.table { pairs[pair.new.table, default: []].append(pair) }
    }
    self.pairs = pairs
  }

  /// The synchronised columns of which one is in a table.
  func syncedColumns(of table: StoredName) -> [SyncedColumns] { pairs[table] ?? [] }

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

  /// The value of a column that a rollback restores, from the column of the same row that was in sync with it; `nil` if
  /// there is none.
  ///
  /// - Parameter present: Whether the table has a column of that name before the rollback.
  func restoredValue(of column: ColumnID, where present: (StoredName) -> Bool) -> String? {
    for pair in revision.synced where pair.old == column || pair.new == column {
      let other = pair.old == column ? pair.new : pair.old
      guard other.table == column.table, present(other.column) else { continue }
      return expression(of: pair, from: other, row: "")
    }
    return nil
  }

  /// The columns of a table that a rollback restores, each with its value, from the tables that were in sync with it.
  func restoredColumns(of table: StoredName) -> [(partner: StoredName, columns: [(name: StoredName, value: String)])] {
    let moved = revision.synced.filter { $0.old.table == table && $0.new.table != table }
    return Set(moved.map(\.new.table)).sorted().map { partner in
      let columns = moved.filter { $0.new.table == partner }.compactMap { pair in
        expression(of: pair, from: pair.new, row: "").map { (name: pair.old.column, value: $0) }
      }
      return (partner, columns.sorted { $0.name < $1.name })
    }
  }

  /// A column whose writes are copied to a column of another table.
  struct CopiedColumn {
    var own: StoredName
    var other: ColumnID
    /// The copied value, from the new and the old row.
    var new: String
    var old: String
  }

  /// The columns of a table that are copied to another one, sorted.
  func copiedColumns(of table: StoredName, to partner: StoredName) -> [CopiedColumn] {
    syncedColumns(of: table).compactMap { pair in
      let (own, other) = pair.old.table == table ? (pair.old, pair.new) : (pair.new, pair.old)
      guard own.table == table, other.table == partner, let new = expression(of: pair, from: own, row: "NEW."),
        let old = expression(of: pair, from: own, row: "OLD.")
      else { return nil }
      return CopiedColumn(own: own.column, other: other, new: new, old: old)
    }.sorted { $0.own < $1.own }
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
