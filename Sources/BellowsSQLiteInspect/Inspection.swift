// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import SchemaEdits
import SchemaLanguage
import SchemaModel

extension SQLite: InspectableDatabase {
  /// Returns the tables as a schema in the schema language, with the stored forms of the values.
  ///
  /// The type of a column follows from its declared type and its values, so every row is read once. Objects and clauses
  /// that the language cannot express are listed in comments at the top; they stay unchanged in the database.
  public func inspect() async throws -> String {
    try await read { connection in
      var inspection = Inspection(connection)
      let schema = try inspection.schema()
      let notes = inspection.notes.map { "// \($0)\n" }.joined()
      return notes.isEmpty
        ? printSchema(schema)
        : "// These objects and clauses are not part of the schema, and stay unchanged in the database:\n\(notes)\n"
          + printSchema(schema)
    }
  }
}

/// Turns the tables of a database into a schema.
struct Inspection {
  /// The objects and clauses that are omitted, a line each.
  private(set) var notes: [String] = []
  private let connection: Connection
  private var shapes: [TableShape] = []
  /// The kinds of the columns of each table.
  private var kinds: [String: [String: ColumnKind]] = [:]
  /// The tables with a key that the language supports, by their folded names.
  private var keyed: [String: TableShape] = [:]
  /// The search indexes, by their folded names.
  private var searches: [String: SearchShape] = [:]

  /// The column that stores the rows of a table with variants.
  static let wholeRow = "*"

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
    for name in virtual {
      if let search = try connection.search(name) { searches[foldedName(name)] = search }
    }
    notes += virtual.filter { searches[foldedName($0)] == nil }.map { "the virtual table \(oneLine($0))" }
    let numbers = Set(searches.keys.map { $0 + "_rows" })
    for name in try connection.tableNames() where !virtual.contains(name) && !numbers.contains(foldedName(name)) {
      guard let shape = try connection.shape(of: name) else { continue }
      let kinds = try connection.kinds(of: shape)
      let key = shape.columns.filter { $0.keyPosition > 0 }
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
    let known = Set(searches.values.flatMap(\.triggers).map(foldedName))
    notes += try connection.rows(
      "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY type, name"
    ) { (type: $0.text(0) ?? "", name: $0.text(1) ?? "") }
    .filter { $0.type == "view" || !known.contains(foldedName($0.name)) }
    .map { "the \($0.type) \(oneLine($0.name))" }
  }

  private mutating func table(_ shape: TableShape) throws -> Table {
    var fields: [Field] = []
    let hasRowidKey = try connection.hasRowidKey(shape.name)
    for column in shape.columns {
      // `_id` is the default key of every table.
      let isAssigned = hasRowidKey && column.keyPosition > 0
      if isAssigned, column.name == ReservedNames.assignedKey.text { continue }
      if let field = try field(column, of: shape, isAssigned: isAssigned) { fields.append(field) }
    }
    var table = Table(
      TableName(shape.name), content: shapes(of: shape, fields).map(Table.Content.variants) ?? .fields(fields))
    table.indexes = indexes(of: shape, table)
    for reference in shape.references where reference.columns.count > 1 {
      let columns = reference.columns.map(oneLine).joined(separator: ", ")
      notes.append("the reference from (\(columns)) of \(oneLine(shape.name)) to \(oneLine(reference.table))")
    }
    noteClauses(of: shape)
    return table
  }

  /// Notes the clauses of the table's definition that the language cannot express.
  private mutating func noteClauses(of shape: TableShape) {
    guard let text = TableText(shape.sql) else { return }
    for option in text.optionWords.sorted() where option != "strict" {
      notes.append("the option \(option.uppercased()) of \(oneLine(shape.name))")
    }
    for column in text.columns {
      for clause in column.clauses {
        let spelled = oneLine(text.source.text(ofTokens: clause.core))
        let isNoted =
          switch clause.kind {
          case .collate: foldedName(spelled) != "collate binary"
          case .deferrable: true
          case .check: !isRead(clause, column, text) && !TypeCheck.isOwn(clause)
          case .notNull, .unique: spelled.lowercased().contains("conflict")
          case .primaryKey: foldedName(spelled) != "primary key"
          case .references:
            ReferenceText(text.source.tokens[clause.core]).map { $0.onUpdate != "no action" || $0.match != nil } ?? true
          case .null, .default, .generated, .foreignKey: false
          }
        if isNoted { notes.append("\(spelled) of \(oneLine(shape.name)).\(oneLine(column.name))") }
      }
    }
    for constraint in text.constraints where constraint.kind == .check {
      notes.append("\(oneLine(text.source.text(ofTokens: constraint.core))) of \(oneLine(shape.name))")
    }
  }

  /// Returns whether the condition of a column is expressed by its type.
  private func isRead(_ check: TableText.Clause, _ column: TableText.ColumnText, _ table: TableText) -> Bool {
    guard let condition = table.bytewiseCondition(of: check), let expression = SQLExpression(condition)
    else { return false }
    return ColumnKind(expression, of: column.name, Affinity(table.source.text(ofTokens: column.type))) != nil
  }

  /// Returns the variants of a table that stores each row in one JSON column.
  private func shapes(of shape: TableShape, _ fields: [Field]) -> [[ValueType.Member]]? {
    guard fields.count == 1, fields[0].name == FieldName(Self.wholeRow), !fields[0].type.isOptional,
      shape.columns.contains(where: { $0.name == ReservedNames.assignedKey.text && $0.keyPosition > 0 })
    else { return nil }
    let shapes = fields[0].type.value.alternatives.compactMap {
      if case .object(let members) = $0 { members } else { nil }
    }
    return shapes.count == fields[0].type.value.alternatives.count ? shapes : nil
  }

  private mutating func field(
    _ column: TableShape.ColumnShape, of shape: TableShape, isAssigned: Bool
  ) throws -> Field? {
    let path = "\(oneLine(shape.name)).\(oneLine(column.name))"
    if column.isGenerated {
      notes.append("the computed column \(path)")
      return nil
    }
    guard let kind = kinds[shape.name]?[column.name] else { return nil }
    if let reason = kind.leftOut {
      let isNeeded = column.isRequired && column.defaultText == nil
      notes.append(
        "the column \(path), which is \(reason)"
          + (isNeeded ? ": rows cannot be inserted without it" : ""))
      return nil
    }
    var field = Field(
      FieldName(column.name), FieldType(kind.type, isOptional: !column.isRequired), isKey: column.keyPosition > 0,
      storedForm: kind.storedForm, documentation: kind.note)
    if isAssigned { field.defaultValue = .auto }
    let references = shape.references.filter { $0.columns == [column.name] }
    for reference in references {
      if refer(&field, reference, kind) { continue }
      notes.append("the reference from \(path) to \(oneLine(reference.table))")
    }
    if let text = column.defaultText, !isAssigned {
      field.defaultValue = try ColumnKind.generated(text, kind)?.value ?? connection.defaultValue(text, kind)
      if field.defaultValue == nil, foldedName(text) != "null" {
        notes.append("the default of \(path): \(oneLine(text))")
      }
    }
    return field
  }

  /// Changes a field into a reference, and returns whether the language supports that reference.
  private func refer(_ field: inout Field, _ reference: TableShape.ReferenceShape, _ kind: ColumnKind) -> Bool {
    guard let target = keyed[foldedName(reference.table)] else { return false }
    let key = target.columns.filter { $0.keyPosition > 0 }
    guard key.count == 1, reference.targets.isEmpty || reference.targets.map(foldedName) == [foldedName(key[0].name)],
      let other = kinds[target.name]?[key[0].name], other == kind || kind.isPlain(as: key[0].type)
    else { return false }
    switch reference.onDelete {
    case "CASCADE": field.onDelete = .cascade
    // RESTRICT and NO ACTION reject the same statements.
    case "RESTRICT": field.onDelete = reference.saysRestrict ? .restrict : nil
    case "SET NULL" where field.type.isOptional: field.onDelete = .setNull
    case _: return false
    }
    field.type.value = .reference(TableName(target.name))
    field.storedForm = nil
    // A reference has no generated number.
    field.defaultValue = nil
    return true
  }

  private mutating func indexes(of shape: TableShape, _ table: Table) -> [Index] {
    var indexes: [Index] = []
    for index in shape.indexes {
      let kind: Index.Kind = index.isUnique ? .unique : .index
      let paths = paths(of: index, table)
      let types = paths.compactMap { table.rowType.type(at: $0[...]) }
      guard index.condition == nil, !paths.isEmpty, types.count == paths.count, kind.canBeOver(types, in: .sqlite)
      else {
        notes.append("the index \(oneLine(index.name)) of \(oneLine(shape.name))")
        continue
      }
      indexes.append(Index(kind, name(of: index, shape, besides: indexes), paths))
    }
    for search in searches.values.sorted(by: { $0.name < $1.name })
    where foldedName(search.table) == foldedName(shape.name) {
      let isShapes = table.fields.isEmpty
      func paths(searched isSearched: Bool) -> [[FieldName]] {
        search.paths.filter { $0.isSearched == isSearched }
          .map { $0.path.dropFirst(isShapes ? 1 : 0).map { FieldName($0) } }
      }
      let index = TableShape.IndexShape(isUnique: false, parts: [], statement: "", name: search.name)
      let name = name(of: index, shape, besides: indexes)
      indexes.append(Index(.search, name, paths(searched: true), filters: paths(searched: false)))
    }
    return indexes
  }

  /// Returns the paths of an index's columns; empty if the language cannot express one of them.
  private func paths(of index: TableShape.IndexShape, _ table: Table) -> [[FieldName]] {
    if let columns = index.columns {
      let isPlain = index.parts == columns.map { foldedName($0 + " binary") }
      let names = columns.compactMap { name in table.fields.first { foldedName($0.name.text) == foldedName(name) }?.name
      }
      return isPlain && names.count == columns.count ? names.map { [$0] } : []
    }
    let tokens = SQLToken.tokens(of: index.statement ?? "")
    guard let on = tokens.firstIndex(where: { $0.says("on") }),
      let parts = tokens.inParentheses(from: on)?.inside.listed.map({ SQLExpression($0)?.path })
    else { return [] }
    let isShapes = table.fields.isEmpty
    let paths = parts.compactMap { path -> [FieldName]? in
      guard let path, !isShapes || path.first == Self.wholeRow else { return nil }
      return path.dropFirst(isShapes ? 1 : 0).map { FieldName($0) }
    }
    return paths.count == parts.count ? paths : []
  }

  /// Returns a name for an index: its own name without the table's prefix, or a name made of its columns.
  private func name(of index: TableShape.IndexShape, _ shape: TableShape, besides others: [Index]) -> IndexName {
    let name = index.statement == nil ? "by_" + (index.columns ?? []).joined(separator: "_") : index.name
    return IndexName(stored: name, of: shape.name, folded: foldedName) { candidate in
      keyed[foldedName(storedIndexName(StoredName(shape.name), candidate).text)] != nil
        || others.contains { foldedName($0.name.text) == foldedName(candidate.text) }
    }
  }
}
