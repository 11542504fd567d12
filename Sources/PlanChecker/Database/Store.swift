// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What the store enforces at one moment, flattened to the columns that a plan is about.
struct Store {
  let schema: Schema
  private(set) var columns: [ColumnID: Column] = [:]
  /// The watched columns in order, with what is enforced for them.
  private(set) var listed: [(column: ColumnID, enforced: Column)] = []
  /// The watched tables, by stored name.
  private(set) var tables: [StoredName: Table] = [:]
  var uniques: [UniqueID: IndexName] = [:]
  var indexes: [IndexID: Index] = [:]
  private var partners: [ColumnID: [Partner]] = [:]
  let inStep: [InStep]

  /// A column that the store keeps in step with another, and the function to it.
  struct Partner {
    var column: ColumnID
    var transform: Transform
    /// Whether the function is the transform itself, not its inverse.
    var isForward: Bool
  }

  /// What is enforced for one column.
  struct Column {
    var type: FieldType
    var defaultValue: Default?
    var onDelete: DeleteAction?
    var isKey: Bool
    /// Where the field stands in its table; `nil` for the pseudo column of a table of several shapes.
    var place: Int?
  }

  /// `declared` are those tables of the schema that are watched.
  init(_ schema: Schema, declared: [Table], inStep: [InStep], watching watch: Watch) {
    self.schema = schema
    self.inStep = inStep
    for pair in inStep {
      partners[pair.old, default: []].append(Partner(column: pair.new, transform: pair.transform, isForward: true))
      partners[pair.new, default: []].append(Partner(column: pair.old, transform: pair.transform, isForward: false))
    }
    let names = watch.keys.names(in: schema)
    for table in declared {
      tables[table.storedName] = table
      flatten(table, table.storedName, watch.tables[table.storedName] ?? Watch.Columns(), watch, names)
    }
    listed.sort { $0.column < $1.column }
  }

  private mutating func flatten(
    _ table: Table, _ stored: StoredName, _ watched: Watch.Columns, _ watch: Watch, _ names: [TableName: TableName]
  ) {
    if watch.wholeRows.contains(stored) {
      add(
        ColumnID(stored, ColumnID.wholeRow),
        Column(type: watch.keys.canonical(FieldType(table.rowType), in: names), isKey: false))
    } else {
      let fields = table.fields
      for (place, field) in fields.enumerated() {
        guard let column = watched[field.storedName] else { continue }
        add(
          column,
          Column(
            type: watch.keys.canonical(field.type, in: names), defaultValue: field.defaultValue,
            onDelete: field.deleteAction(in: schema.target), isKey: field.isKey, place: place))
      }
    }
    if table.indexes.isEmpty { return }
    let columnNames = Dictionary(
      table.fields.lazy.filter(\.isStoredElsewhere).map { ($0.name, FieldName($0.storedName.text)) },
      uniquingKeysWith: { first, _ in first })
    for index in table.indexes {
      // A field may be called otherwise in the next schema: its column is what an index is over.
      indexes[IndexID(stored, index.name)] = index.renamingFields(columnNames)
      if index.kind == .unique { uniques[uniqueID(of: index, in: table)] = index.name }
    }
  }

  private mutating func add(_ id: ColumnID, _ column: Column) {
    if columns.updateValue(column, forKey: id) != nil { listed.removeAll { $0.column == id } }
    listed.append((id, column))
  }

  var target: Target { schema.target }

  /// The field that a column stores.
  func field(of column: ColumnID) -> Field? {
    guard let place = columns[column]?.place else { return nil }
    return tables[column.table]?.fields[place]
  }

  /// The truth that a column holds if the plan says nothing else.
  func truth(of column: ColumnID) -> TruthID {
    TruthID(
      tables[column.table]?.name ?? TableName(column.table.text),
      field(of: column)?.name ?? FieldName(column.column.text))
  }

  /// Whether the store itself fills a column that an insert leaves out, and with what.
  func filling(of column: ColumnID) -> Contents? {
    guard let enforced = columns[column], let value = enforced.defaultValue else { return nil }
    guard target.isSQL || value == .auto else { return nil }
    return Contents(value, in: enforced.type)
  }

  /// Whether the rows of one table follow those of another.
  func keepsInStep(_ left: StoredName, _ right: StoredName) -> Bool {
    inStep.contains {
      $0.old.table == left && $0.new.table == right || $0.old.table == right && $0.new.table == left
    }
  }

  /// The columns that are kept in step with one.
  func partners(of column: ColumnID) -> [Partner] { partners[column] ?? [] }
}

/// A unique index by what it says, by the names that its columns have in the database.
func uniqueID(of index: Index, in table: Table) -> UniqueID {
  UniqueID(
    table.storedName,
    index.paths.map { path in
      guard let first = path.first, let field = table.field(first) else { return path }
      return [FieldName(field.storedName.text)] + path.dropFirst()
    })
}
