// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import SchemaEdits
import SchemaLanguage
import SchemaModel

extension PostgreSQL: InspectableDatabase {
  /// Returns the tables as a schema in the schema language, with the stored forms of the columns.
  ///
  /// Only the server's catalog is read. Objects and clauses that the language cannot express are listed in comments at
  /// the top; they stay unchanged in the database.
  public func inspect() async throws -> String {
    let schema = schema
    return try await read { connection in
      var inspection = Inspection(tables: try connection.catalogTables(in: schema))
      let printed = printSchema(inspection.schema())
      let others = try connection.otherObjects(in: schema)
      let notes = (inspection.notes + others.map(oneLine)).map { "// \($0)\n" }.joined()
      return notes.isEmpty
        ? printed
        : "// These objects and clauses are not part of the schema, and stay unchanged in the database:\n\(notes)\n"
          + printed
    }
  }
}

/// Turns the tables of a catalog into a schema.
struct Inspection {
  /// The objects and clauses that are omitted, a line each.
  private(set) var notes: [String] = []
  private let tables: [CatalogTable]
  /// The tables that the schema has, by name.
  private var known: [String: CatalogTable] = [:]

  init(tables: [CatalogTable]) {
    for table in tables where !table.name.hasPrefix(OwnNames.prefix) {
      let key = table.columns.filter { table.key.contains($0.name) }
      if table.isPartitioned {
        notes.append("the partitioned table \(oneLine(table.name))")
      } else if table.key.isEmpty {
        notes.append("the table \(oneLine(table.name)), which has no primary key")
      } else if let column = key.first(where: { !$0.isUsableAsKey }) {
        notes.append(
          "the table \(oneLine(table.name)), whose key column \(oneLine(column.name)) is of a type that is none of the "
            + "language's keys: \(column.type)")
      } else {
        known[table.name] = table
      }
    }
    self.tables = tables.filter { [known] in known[$0.name] != nil }
  }

  mutating func schema() -> Schema { Schema(target: .postgresql, tables: tables.map { table($0) }) }

  private mutating func table(_ own: CatalogTable) -> Table {
    var fields: [Field] = []
    // The language needs no words for an assigned key of that name.
    let isAssigned =
      own.key == [ReservedNames.assignedKey.text]
      && own.columns.contains { $0.name == ReservedNames.assignedKey.text && $0.isNumbered && $0.type == "bigint" }
    for column in own.columns where !(isAssigned && column.name == ReservedNames.assignedKey.text) {
      if let field = field(column, of: own) { fields.append(field) }
    }
    for reference in own.references where reference.columns.count != 1 {
      notes.append(
        "the reference \(oneLine(reference.name)) from (\(reference.columns.map(oneLine).joined(separator: ", "))) of "
          + "\(oneLine(own.name)) to \(oneLine(reference.table))")
    }
    var table = Table(TableName(own.name), content: .fields(fields))
    table.indexes = indexes(of: own, table)
    return table
  }

  private mutating func field(_ column: CatalogColumn, of table: CatalogTable) -> Field? {
    let path = "\(oneLine(table.name)).\(oneLine(column.name))"
    if column.isGenerated {
      notes.append("the generated column \(path)")
      return nil
    }
    let type: ValueType
    let form: StoredForm?
    switch InspectedType(column) {
    case .outside(let reason):
      let isNeeded = column.isRequired && column.defaultText == nil
      notes.append(
        "the column \(path), which is \(oneLine(reason))" + (isNeeded ? ": rows cannot be inserted without it" : ""))
      return nil
    case .known(let known, let stored): (type, form) = (known, stored)
    }
    if let domain = column.domain { notes.append("the domain \(oneLine(domain)) of \(path)") }
    let isKey = table.key.contains(column.name)
    var field = Field(
      FieldName(column.name), FieldType(type, isOptional: !column.isRequired), isKey: isKey, storedForm: form,
      documentation: column.type.hasPrefix("timestamp without") ? "Without a time zone: read as UTC." : nil)
    let isReference = refer(&field, column, of: table, path)
    addDefault(column, to: &field, of: table, path, isReference: isReference)
    return field
  }

  private mutating func addDefault(
    _ column: CatalogColumn, to field: inout Field, of table: CatalogTable, _ path: String, isReference: Bool
  ) {
    if column.isNumbered {
      if table.key == [column.name], field.type.value.scalar == .int, !isReference {
        field.defaultValue = .auto
      } else {
        notes.append("the sequence of \(path)")
      }
    } else if let text = column.defaultText, !text.hasPrefix("NULL::") {
      field.defaultValue = isReference ? nil : Default(catalog: text, field.type.value)
      if field.defaultValue == nil { notes.append("the default of \(path): \(oneLine(text))") }
    }
  }

  /// Changes a field into a reference, and returns whether the language supports that reference.
  private mutating func refer(
    _ field: inout Field, _ column: CatalogColumn, of table: CatalogTable, _ path: String
  ) -> Bool {
    var isReference = false
    for reference in table.references where reference.columns == [column.name] {
      guard !isReference, reference.isValid, let target = known[reference.table], target.key == reference.targets,
        target.key.count == 1, let key = target.columns.first(where: { $0.name == target.key[0] }),
        key.type == column.type,
        reference.hasKnownAction(isOptional: field.type.isOptional)
      else {
        notes.append("the reference \(oneLine(reference.name)) from \(path) to \(oneLine(reference.table))")
        continue
      }
      if !reference.rest.isEmpty { notes.append("\(reference.rest) of the reference \(oneLine(reference.name))") }
      isReference = true
      field.storedForm = nil
      field.type.value = .reference(TableName(target.name))
      field.onDelete = reference.action
    }
    return isReference
  }

  private mutating func indexes(of own: CatalogTable, _ table: Table) -> [Index] {
    var indexes: [Index] = []
    for index in own.indexes {
      let kind: Index.Kind = index.isUnique ? .unique : .index
      let fields = index.columns.compactMap { name in table.fields.first { $0.name.text == name } }
      let isExpressed =
        !fields.isEmpty && fields.count == index.columns.count && Set(index.columns).count == fields.count
        && kind.canBeOver(fields.map(\.type.value), in: .postgresql)
        && !indexes.contains { $0.kind == kind && $0.paths == fields.map { [$0.name] } }
      guard isExpressed else {
        notes.append("the index \(oneLine(index.name)) of \(oneLine(own.name))")
        continue
      }
      indexes.append(Index(kind, name(of: index, own, besides: indexes), fields.map { [$0.name] }))
    }
    return indexes
  }

  /// Returns a name for an index: its own without the table's prefix.
  private func name(of index: CatalogIndex, _ table: CatalogTable, besides others: [Index]) -> IndexName {
    IndexName(stored: index.name, of: table.name) { candidate in
      known[storedIndexName(StoredName(table.name), candidate).text] != nil || others.contains { $0.name == candidate }
    }
  }
}

extension CatalogColumn {
  /// Whether the language allows its type as a key.
  fileprivate var isUsableAsKey: Bool {
    if case .known(let type, _) = InspectedType(self) { type.isUsableAsKey } else { false }
  }
}

extension CatalogReference {
  /// Whether the language has the delete action.
  fileprivate func hasKnownAction(isOptional: Bool) -> Bool {
    ["a", "r", "c"].contains(onDelete) || onDelete == "n" && isOptional
  }

  fileprivate var action: DeleteAction? {
    switch onDelete {
    case "r": .restrict
    case "c": .cascade
    case "n": .setNull
    case _: nil
    }
  }
}
