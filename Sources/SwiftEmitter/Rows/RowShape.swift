// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// The rows of one stored table, as one code version reads and writes them.
struct RowShape {
  /// The table's name in the code.
  var table: TableName
  var stored: StoredName
  var documentation: String?
  /// The prefix of its Swift types: `Users`.
  var baseName: String
  /// Key columns first, then the others in the order of the schema.
  var columns: [ColumnShape]
  /// For second copies of rows that are read from another table: the prefix of that table's types.
  var original: String?
}

/// A column as one version of the code reads and writes it.
struct ColumnShape {
  var field: FieldName
  var property: String
  var stored: StoredName
  var form: Column.Form
  /// The type of the column on PostgreSQL; `nil` for another target.
  var serverType: ServerType?
  /// The type that code reads; `nil` if it does not read the column.
  var read: FieldType?
  /// The type that code writes; `nil` if it does not write the column.
  var write: FieldType?
  var key = KeyPart.none
  /// The default of a new row.
  var defaultValue: Default?
  var documentation: String?
  /// The source of a column that is computed from another.
  var source: Source?
  /// The properties from which a later backfill of the plan computes the column.
  var backfilledFrom: [String] = []
  /// Columns of one group are set together, because none can be computed from the others.
  var group: Int?

  /// The role of a column in the key.
  enum KeyPart: Hashable {
    case none
    /// One of several key columns, or a reference.
    case part
    /// The whole key; references to the table hold it.
    case whole
    /// The whole key, assigned by the database.
    case assigned
  }

  /// The source of a computed column.
  struct Source {
    var property: String
    var transform: Transform
  }
}

extension RowShape {
  /// A table as its schema declares it.
  init(_ table: Table, baseName: String, storage: Storage) {
    self.init(
      table: table.name, stored: table.storedName, documentation: table.documentation, baseName: baseName, columns: [])
    var names = NameScope()
    columns = table.fields.map { field in
      ColumnShape(field, property: names.claim(SwiftTypeBuilder.property(field.name)), table, storage)
    }
    complete(for: table, &names, storage)
  }

  /// Adds the columns without a field: the assigned key, and the row column of a table with variants.
  mutating func complete(
    for table: Table, _ names: inout NameScope, _ storage: Storage,
    rowType: (read: FieldType?, write: FieldType?)? = nil
  ) {
    if case .variants = table.content {
      let type = rowType ?? (FieldType(table.rowType), FieldType(table.rowType))
      columns.append(
        ColumnShape(
          field: "*", property: names.claim("value"), stored: ColumnID.wholeRow,
          form: storage.runtimeFormOfRows, serverType: storage.serverTypeOfRows, read: type.read, write: type.write))
    }
    columns = columns.filter { $0.key != .none }.sorted { $0.stored < $1.stored } + columns.filter { $0.key == .none }
    guard table.keyFields.isEmpty else { return }
    let key = FieldType(.scalar(.int))
    columns.insert(
      ColumnShape(
        field: FieldName(ReservedNames.assignedKey.text), property: names.claim(names.isFree("id") ? "id" : "rowID"),
        stored: ReservedNames.assignedKey, form: .int,
        serverType: storage.target == .postgresql ? .bigint : nil, read: key, write: key, key: .assigned), at: 0)
  }
}

extension ColumnShape {
  /// The column in the database.
  var storedColumn: Column { Column(stored.text, form) }

  /// A column as its field declares it.
  init(_ field: Field, property: String, _ table: Table, _ storage: Storage) {
    self.init(
      field: field.name, property: property, stored: field.storedName, form: storage.runtimeForm(of: field),
      serverType: storage.serverType(of: field), read: field.type, write: field.type, key: KeyPart(field, in: table),
      defaultValue: field.defaultValue,
      documentation: field.documentation)
  }
}

extension ColumnShape.KeyPart {
  init(_ field: Field, in table: Table) {
    guard field.isKey else {
      self = .none
      return
    }
    if table.keyFields.count > 1 {
      self = .part
    } else if case .reference = field.type.value {
      self = .part
    } else {
      self = field.defaultValue == .auto ? .assigned : .whole
    }
  }
}
