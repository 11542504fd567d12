// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaLanguage

extension SQLite {
  /// The tables as a schema in Bellows' language, with the forms in which values stand.
  ///
  /// What a column is declared as says what it is meant for; what stands in it decides, so every row is looked at once.
  /// What the language has no words for stands in comments at the top, and stays untouched in the database.
  public func inspect() async throws -> String {
    let name = name
    return try await read { connection in
      var inspection = Inspection(connection)
      let schema = try inspection.schema()
      let notes = inspection.notes.map { "// \($0)\n" }.joined()
      return notes.isEmpty
        ? printSchema(schema)
        : "// Of \(name), this is left as it is, because the language has no words for it:\n\(notes)\n"
          + printSchema(schema)
    }
  }
}

/// Turns the tables of a database into a schema.
struct Inspection {
  /// What is left out, a line each.
  private(set) var notes: [String] = []
  private let connection: Connection
  private var shapes: [TableShape] = []
  /// What was found in the columns of each table.
  private var kinds: [String: [String: ColumnKind]] = [:]
  /// The tables that have a key that the language has, by their folded names.
  private var keyed: [String: TableShape] = [:]

  init(_ connection: Connection) { self.connection = connection }

  mutating func schema() throws -> Schema {
    try readTables()
    var tables: [Table] = []
    for shape in shapes where keyed[foldedName(shape.name)] != nil { tables.append(try table(shape)) }
    try noteObjects()
    return Schema(target: .sqlite, tables: tables)
  }

  private mutating func readTables() throws {
    let virtual = try connection.rows(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual' ORDER BY name"
    ) { $0.text(0) ?? "" }
    notes += virtual.map { "the virtual table \(oneLine($0))" }
    for name in try connection.tableNames() where !virtual.contains(name) {
      guard let shape = try connection.shape(of: name) else { continue }
      let kinds = try connection.kinds(of: shape)
      let key = shape.columns.filter { $0.keyPlace > 0 }
      let isUsable = key.allSatisfy { kinds[$0.name]?.isUsableAsKey == true }
      guard !key.isEmpty, isUsable else {
        let why = key.isEmpty ? "has no key" : "has a key of a type that is none of the language's keys"
        notes.append("the table \(oneLine(name)), which \(why)")
        continue
      }
      shapes.append(shape)
      self.kinds[shape.name] = kinds
      keyed[foldedName(name)] = shape
    }
  }

  private mutating func noteObjects() throws {
    notes += try connection.rows(
      "SELECT type || ' ' || name FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY type, name"
    ) { "the \(oneLine($0.text(0) ?? ""))" }
  }

  private mutating func table(_ shape: TableShape) throws -> Table {
    let key = shape.columns.filter { $0.keyPlace > 0 }
    var fields: [Field] = []
    for column in shape.columns {
      // The key that every table has unless it names another.
      let isAssigned = key.count == 1 && column.keyPlace > 0 && column.type.uppercased() == "INTEGER"
      if isAssigned, column.name == "_id" { continue }
      if let field = try field(column, of: shape, isAssigned: isAssigned) { fields.append(field) }
    }
    return Table(TableName(shape.name), content: .fields(fields), indexes: indexes(of: shape, fields))
  }

  private mutating func field(
    _ column: TableShape.ColumnShape, of shape: TableShape, isAssigned: Bool
  ) throws -> Field? {
    let place = "\(oneLine(shape.name)).\(oneLine(column.name))"
    if column.isGenerated {
      notes.append("the computed column \(place)")
      return nil
    }
    guard let kind = kinds[shape.name]?[column.name] else { return nil }
    var field = Field(
      FieldName(column.name), FieldType(kind.type, isOptional: !column.isRequired), isKey: column.keyPlace > 0,
      storedForm: kind.storedForm, documentation: kind.note)
    if isAssigned { field.defaultValue = .auto }
    let references = shape.references.filter { $0.columns == [column.name] }
    for reference in references {
      if refer(&field, reference, kind) { continue }
      notes.append("that \(place) refers to \(oneLine(reference.table))")
    }
    if let text = column.defaultText, !isAssigned {
      field.defaultValue = try connection.defaultValue(text, kind)
      if field.defaultValue == nil, foldedName(text) != "null" {
        notes.append("the default of \(place): \(oneLine(text))")
      }
    }
    return field
  }

  /// Makes a field the reference that it is, if the language has such references.
  private func refer(_ field: inout Field, _ reference: TableShape.ReferenceShape, _ kind: ColumnKind) -> Bool {
    guard let target = keyed[foldedName(reference.table)] else { return false }
    let key = target.columns.filter { $0.keyPlace > 0 }
    guard key.count == 1, reference.targets.isEmpty || reference.targets.map(foldedName) == [foldedName(key[0].name)],
      let other = kinds[target.name]?[key[0].name], other.type == kind.type, other.storedForm == kind.storedForm
    else { return false }
    switch reference.onDelete {
    case "CASCADE": field.onDelete = .cascade
    // What refuses at once and what refuses at the end of the statement refuse the same.
    case "RESTRICT": field.onDelete = nil
    case "SET NULL" where field.type.isOptional: field.onDelete = .setNull
    case _: return false
    }
    field.type.value = .reference(TableName(target.name))
    field.storedForm = nil
    return true
  }

  private mutating func indexes(of shape: TableShape, _ fields: [Field]) -> [Index] {
    var indexes: [Index] = []
    var contents: Set<[String]> = []
    for index in shape.indexes {
      guard contents.insert([index.isUnique ? "unique" : ""] + index.parts).inserted || index.condition != nil else {
        continue
      }
      let columns = index.columns ?? []
      let types = columns.compactMap { name in fields.first { foldedName($0.name.text) == foldedName(name) }?.type.value
      }
      let isPlain = index.parts == columns.map { foldedName($0 + " binary") }
      let kind: Index.Kind = index.isUnique ? .unique : .index
      guard index.condition == nil, isPlain, types.count == columns.count, !columns.isEmpty,
        kind.canBeOver(types, in: .sqlite)
      else {
        notes.append("the index \(oneLine(index.name)) of \(oneLine(shape.name))")
        continue
      }
      let name = self.name(of: index, shape, besides: indexes)
      indexes.append(Index(kind, name, columns.map { [FieldName($0)] }))
    }
    return indexes
  }

  /// A name for an index: its own without the table's before it, or one made of its columns.
  private func name(of index: TableShape.IndexShape, _ shape: TableShape, besides others: [Index]) -> IndexName {
    var name = index.name
    if index.statement == nil { name = "by_" + (index.columns ?? []).joined(separator: "_") }
    if foldedName(name).hasPrefix(foldedName(shape.name) + "_"), name.count > shape.name.count + 1 {
      name = String(name.dropFirst(shape.name.count + 1))
    }
    var candidate = name
    var number = 2
    func isTaken() -> Bool {
      let stored = foldedName(storedIndexName(StoredName(shape.name), IndexName(candidate)).text)
      return keyed[stored] != nil || others.contains { foldedName($0.name.text) == foldedName(candidate) }
    }
    while isTaken() {
      candidate = "\(name)_\(number)"
      number += 1
    }
    return IndexName(candidate)
  }
}

/// A name or a piece of SQL that cannot leave the line of its comment.
func oneLine(_ text: String) -> String {
  text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
    .split(separator: "\u{2028}").joined(separator: " ").split(separator: "\u{2029}").joined(separator: " ")
}
