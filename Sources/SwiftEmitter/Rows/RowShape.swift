// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What the rows of one stored table are to one version of the code.
struct RowShape {
  /// As the code calls the table.
  var table: TableName
  var stored: StoredName
  var documentation: String?
  /// What the names of its Swift types begin with: `Users`.
  var baseName: String
  /// The key first, then by their properties.
  var columns: [ColumnShape]
  /// Set when these are second copies of rows that are read elsewhere: what the names of those types begin with.
  var original: String?
}

/// A column as one version of the code reads and writes it.
struct ColumnShape {
  var field: FieldName
  var property: String
  var stored: StoredName
  /// A case of the runtime's `Column.Form`.
  var form: String
  /// What can be read; `nil` when code does not read it.
  var read: FieldType?
  /// What code may make; `nil` when it does not write it.
  var write: FieldType?
  var key = KeyPart.none
  /// What a new row gets when code says nothing.
  var defaultValue: Default?
  var documentation: String?
  /// Set when its value follows from that of another column, which a person sets.
  var source: Source?
  /// Columns of one group are set together, since none of them says what the others should be.
  var group: Int?

  /// The part that a column has in the key.
  enum KeyPart: Hashable {
    case none
    /// One of several, or of another table.
    case part
    /// The whole key; references to the table hold it.
    case whole
    /// The whole key, assigned by the database.
    case assigned
  }

  /// Where a computed column takes its value from.
  struct Source {
    var property: String
    var transform: Transform
  }
}

extension RowShape {
  /// A table as its schema declares it, used as a whole.
  init(_ table: Table, baseName: String, storage: Storage) {
    self.init(
      table: table.name, stored: table.storedName, documentation: table.documentation, baseName: baseName, columns: [])
    var names = NameScope()
    columns = table.fields.map { field in
      ColumnShape(field, property: names.claim(SwiftTypeBuilder.property(field.name)), table, storage)
    }
    complete(for: table, &names, isDocument: storage.target == .document)
  }

  /// Adds what no field declares: the assigned key, and the rows of a table of several shapes.
  mutating func complete(
    for table: Table, _ names: inout NameScope, isDocument: Bool, rowType: (read: FieldType?, write: FieldType?)? = nil
  ) {
    if case .shapes = table.content {
      let type = rowType ?? (FieldType(table.rowType), FieldType(table.rowType))
      columns.append(
        ColumnShape(
          field: "*", property: names.claim("value"), stored: ColumnID.wholeRow,
          form: isDocument ? "wholeRow" : "json", read: type.read, write: type.write))
    }
    // The order of declarations means nothing, so a change of it, or a field on its way, must not reorder arguments.
    columns =
      columns.filter { $0.key != .none }.sorted { $0.stored < $1.stored }
      + columns.filter { $0.key == .none }.sorted { $0.property.precedesByBytes($1.property) }
    guard table.keyFields.isEmpty else { return }
    let key = FieldType(.scalar(.int))
    columns.insert(
      ColumnShape(
        field: "_id", property: names.claim(names.isFree("id") ? "id" : "rowID"), stored: "_id",
        form: "int", read: key, write: key, key: .assigned), at: 0)
  }
}

extension ColumnShape {
  /// A column as its field declares it.
  init(_ field: Field, property: String, _ table: Table, _ storage: Storage) {
    self.init(
      field: field.name, property: property, stored: field.storedName, form: storage.runtimeForm(of: field),
      read: field.type, write: field.type, key: KeyPart(field, in: table), defaultValue: field.defaultValue,
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
