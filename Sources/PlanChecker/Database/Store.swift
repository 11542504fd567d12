// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What the database enforces at one moment, for the columns in the scope of a plan.
struct Store {
  let schema: Schema
  private(set) var columns: [ColumnID: Column] = [:]
  /// The columns in scope, sorted.
  private(set) var listed: [(column: ColumnID, enforced: Column)] = []
  /// The tables in scope.
  private(set) var tables: [StoredName: Table] = [:]
  private(set) var uniques: [UniqueID: IndexName] = [:]
  private(set) var indexes: [IndexID: Index] = [:]
  private var partners: [ColumnID: [SyncPartner]] = [:]
  let synced: [SyncedColumns]

  /// A synchronised column, and the function that the database applies to write it.
  struct SyncPartner {
    var column: ColumnID
    var transform: Transform
    var direction: SyncDirection
  }

  struct Column {
    var type: FieldType
    var defaultValue: Default?
    var onDelete: DeleteAction?
    var isKey: Bool
    /// Index of the field in its table; `nil` for the pseudo column of a table with variants.
    var fieldIndex: Int?
  }

  /// - Parameter declared: The schema's tables in scope.
  init(_ schema: Schema, declared: [Table], synced: [SyncedColumns], scope: ChangeScope) {
    self.schema = schema
    self.synced = synced
    for pair in synced {
      partners[pair.old, default: []].append(
        SyncPartner(column: pair.new, transform: pair.transform, direction: .forward))
      partners[pair.new, default: []].append(
        SyncPartner(column: pair.old, transform: pair.transform, direction: .backward))
    }
    let names = scope.keys.names(in: schema)
    for table in declared {
      tables[table.storedName] = table
      addColumns(of: table, scope, names)
      addIndexes(of: table)
    }
    listed.sort { $0.column < $1.column }
  }

  private mutating func addColumns(of table: Table, _ scope: ChangeScope, _ names: [TableName: TableName]) {
    let stored = table.storedName
    if scope.wholeRows.contains(stored) {
      add(
        ColumnID(stored, ColumnID.wholeRow),
        Column(type: scope.keys.canonical(FieldType(table.rowType), in: names), isKey: false))
      return
    }
    guard let columnsInScope = scope.tables[stored], !columnsInScope.isEmpty else { return }
    for (index, field) in table.fields.enumerated() {
      guard let column = columnsInScope[field.storedName] else { continue }
      add(
        column,
        Column(
          type: scope.keys.canonical(field.type, in: names), defaultValue: field.defaultValue,
          onDelete: field.deleteAction(in: schema.target), isKey: field.isKey, fieldIndex: index))
    }
  }

  private mutating func addIndexes(of table: Table) {
    if table.indexes.isEmpty { return }
    let columnNames = Dictionary(
      table.fields.lazy.filter(\.isStoredElsewhere).map { ($0.name, FieldName($0.storedName.text)) },
      uniquingKeysWith: { first, _ in first })
    for index in table.indexes {
      // By stored columns: fields may have another name in the next schema.
      indexes[IndexID(table.storedName, index.name)] = index.renamingFields(columnNames)
      if index.kind == .unique { uniques[uniqueID(of: index, in: table)] = index.name }
    }
  }

  private mutating func add(_ id: ColumnID, _ column: Column) {
    if columns.updateValue(column, forKey: id) != nil { listed.removeAll { $0.column == id } }
    listed.append((id, column))
  }

  var target: Target { schema.target }

  func has(_ column: ColumnID) -> Bool { columns[column] != nil }

  func field(of column: ColumnID) -> Field? {
    guard let index = columns[column]?.fieldIndex else { return nil }
    return tables[column.table]?.fields[index]
  }

  /// Returns the logical field of a column that the plan's mapping does not list.
  func logicalField(of column: ColumnID) -> LogicalField {
    LogicalField(
      tables[column.table]?.name ?? TableName(column.table.text),
      field(of: column)?.name ?? FieldName(column.column.text))
  }

  /// Returns the value that the database itself gives to a column that an insert omits; `nil` if it gives none.
  func defaultContents(of column: ColumnID) -> Contents? {
    guard let enforced = columns[column], let value = enforced.defaultValue else { return nil }
    guard value == .auto || target.capabilities.fillsDefaults else { return nil }
    return Contents(value, in: enforced.type)
  }

  /// Returns whether the database synchronises the rows of two tables.
  func isSynced(_ left: StoredName, _ right: StoredName) -> Bool {
    synced.contains {
      $0.old.table == left && $0.new.table == right || $0.old.table == right && $0.new.table == left
    }
  }

  func partners(of column: ColumnID) -> [SyncPartner] { partners[column] ?? [] }

  func isPartner(_ other: ColumnID, of column: ColumnID) -> Bool {
    partners(of: column).contains { $0.column == other }
  }
}

/// Which of two synchronised columns the database writes.
enum SyncDirection {
  /// The new column, by the transform.
  case forward
  /// The old column, by the inverse of the transform.
  case backward
}

/// Returns the ID of a unique index, by its stored columns.
func uniqueID(of index: Index, in table: Table) -> UniqueID {
  UniqueID(
    table.storedName,
    index.paths.map { path in
      guard let first = path.first, let field = table.field(first) else { return path }
      return [FieldName(field.storedName.text)] + path.dropFirst()
    })
}

extension UniqueID {
  var columns: [ColumnID] { paths.compactMap { path in path.first.map { ColumnID(table, StoredName($0.text)) } } }

  /// The pseudo column by which violations name the index.
  var subject: ColumnID {
    ColumnID(table, StoredName("(" + paths.map { $0.map(\.text).joined(separator: ".") }.joined(separator: ", ") + ")"))
  }
}

extension IndexID {
  /// The pseudo column by which violations name the index.
  var subject: ColumnID { ColumnID(table, StoredName(name.text)) }
}

extension StoredName {
  /// The pseudo column by which violations name a table.
  var tableSubject: ColumnID { ColumnID(self, ColumnID.wholeRow) }
}
