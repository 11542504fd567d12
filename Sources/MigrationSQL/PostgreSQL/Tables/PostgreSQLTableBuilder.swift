// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaEdits
import SchemaModel

/// Builds the table definitions of one revision.
struct PostgreSQLTableBuilder {
  let tables: RevisionTables

  init(_ revision: StoreRevision) {
    tables = RevisionTables(revision, in: .postgresql)
  }

  /// The definitions of some tables.
  func definitions(of names: Set<StoredName>) -> [StoredName: PostgreSQLTable] {
    Dictionary(
      tables.revision.schema.tables.lazy.filter { names.contains($0.storedName) }.map {
        ($0.storedName, definition(of: $0))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The definition of a table with its indexes and triggers.
  func definition(of table: Table) -> PostgreSQLTable {
    let own = tables.syncedColumns(of: table.storedName)
    var definition = PostgreSQLTable(name: table.storedName, columns: [], primaryKey: [])
    switch table.content {
    case .fields(let fields):
      let keys = fields.filter(\.isKey).sorted { $0.storedName < $1.storedName }
      definition.columns = keys.isEmpty ? [assignedKey(of: table, own)] : []
      for field in keys + fields.filter({ !$0.isKey }) { add(field, of: table, own, to: &definition) }
      definition.primaryKey = keys.isEmpty ? [ReservedNames.assignedKey] : keys.map(\.storedName)
    case .variants:
      let row = PostgreSQLColumn(name: ColumnID.wholeRow, type: ColumnForm.jsonb.postgresqlType, isRequired: true)
      definition.columns = [assignedKey(of: table, own), row]
      definition.primaryKey = [ReservedNames.assignedKey]
      let type = FieldType(table.rowType)
      if let check = PostgreSQLCondition(storage: tables.storage).check(of: type, in: .jsonb, row.name.sql) {
        definition.constraints.append(constraint("check", [row.name], "CHECK (\(check))"))
      }
    }
    definition.constraints += own.compactMap { presence(of: $0, definition) }
    definition.indexes = table.indexes.sorted { $0.name < $1.name }.map { index($0, of: table) }
    definition.triggers = triggers(for: own, definition)
    return definition
  }

  // MARK: - Columns

  private func assignedKey(of table: Table, _ own: [SyncedColumns]) -> PostgreSQLColumn {
    numbered(
      PostgreSQLColumn(
        name: ReservedNames.assignedKey, type: ColumnForm.bigint.postgresqlType, isRequired: true, isIdentity: true),
      of: table, own)
  }

  /// A column whose values the database assigns: from the sequence of the table that it is in sync with, or that code
  /// copies to it, if there is one.
  private func numbered(_ column: PostgreSQLColumn, of table: Table, _ own: [SyncedColumns]) -> PostgreSQLColumn {
    let id = ColumnID(table.storedName, column.name)
    // A key is in sync with that of another table only, and equal to it.
    let synced = own.first { $0.new == id }?.old
    guard let source = synced ?? tables.revision.copiedFrom[id], let other = tables.tablesByStoredName[source.table],
      other.assignsKey(source.column)
    else { return column }
    var column = column
    column.isIdentity = false
    column.sharedSequence = source
    return column
  }

  private func add(_ field: Field, of table: Table, _ own: [SyncedColumns], to definition: inout PostgreSQLTable) {
    let form = tables.storage.form(of: field)
    if let type = EnumType(of: field.type.value, form) { definition.types = (definition.types + [type]).merged }
    let name = field.storedName
    let id = ColumnID(table.storedName, name)
    if tables.revision.renames.contains(where: { $0.new == id }) {
      // A copy: each write also reaches the original, which has the constraints.
      definition.columns.append(PostgreSQLColumn(name: name, type: form.postgresqlType, isRequired: false))
      return
    }
    // The trigger fills a renamed column before its constraints are checked.
    let rename = tables.revision.renames.first { $0.old == id }
    let type = rename?.type ?? field.type
    var column = PostgreSQLColumn(name: name, type: form.postgresqlType, isRequired: !type.isOptional)
    column.defaultValue = (field.defaultValue ?? rename?.hiddenDefault).flatMap {
      Dialect.postgresql.value(of: $0, field.type.value, form, tables.storage)
    }
    if field.defaultValue == .auto {
      column.isIdentity = true
      column = numbered(column, of: table, own)
    }
    definition.columns.append(column)
    if case .reference(let target) = type.value {
      if let reference = reference(name, to: target, field.onDelete) { definition.constraints.append(reference) }
    } else if let check = PostgreSQLCondition(storage: tables.storage).check(of: type, in: form, name.sql) {
      definition.constraints.append(constraint("check", [name], "CHECK (\(check))"))
    }
  }

  // MARK: - Constraints

  private func constraint(_ kind: String, _ columns: [StoredName], _ definition: String) -> PostgreSQLConstraint {
    PostgreSQLConstraint(
      name: PostgreSQLNames.constraint(kind, columns), columns: columns, definition: definition)
  }

  private func reference(
    _ column: StoredName, to name: TableName, _ action: DeleteAction?
  ) -> PostgreSQLConstraint? {
    guard let table = tables.revision.schema.referencedTable(name) else { return nil }
    let key = table.keyFields.first?.storedName ?? ReservedNames.assignedKey
    let clause = "FOREIGN KEY (\(column.sql)) REFERENCES \(table.storedName.sql) (\(key.sql))"
    let definition =
      switch action {
      case nil: clause
      case .cascade: clause + " ON DELETE CASCADE"
      case .restrict: clause + " ON DELETE RESTRICT"
      case .setNull: clause + " ON DELETE SET NULL"
      }
    var reference = constraint("reference", [column], definition)
    reference.target = table.storedName
    return reference
  }

  /// The check that one of two synchronised columns has a value, if neither is required alone.
  private func presence(of pair: SyncedColumns, _ table: PostgreSQLTable) -> PostgreSQLConstraint? {
    guard tables.revision.demanded.contains(pair.new), table.column(pair.old.column)?.isRequired == false,
      table.column(pair.new.column)?.isRequired == false
    else { return nil }
    let columns = [pair.old.column, pair.new.column]
    return constraint(
      "present", columns, "CHECK (\(columns.map { "\($0.sql) IS NOT NULL" }.joined(separator: " OR ")))")
  }

  // MARK: - Indexes

  private func index(_ index: Index, of table: Table) -> PostgreSQLIndex {
    let stored = StoredIndex(index, of: table)
    let filters = index.filters.map { StoredPath($0, of: table) }
    let content: String
    switch index.kind {
    case .index, .unique: content = "(\(stored.list(in: .postgresql)))"
    case .search: content = "USING gin (\(searchText(stored.values, table)))"
    case .vector(let dimensions): content = vectors(stored.values[0], dimensions)
    }
    return PostgreSQLIndex(
      name: stored.name, table: stored.table, isUnique: stored.isUnique, content: content,
      columns: Set((stored.values + filters).map(\.column)))
  }

  /// An index of the extension `vector`, by the cosine distance.
  ///
  /// The type `[double]` allows vectors that it cannot contain: of another length, and with numbers beyond those of
  /// single precision. Their rows are not in the index, so that it never rejects one.
  private func vectors(_ value: StoredPath, _ dimensions: Int) -> String {
    let fits = "strict $ ? (@.size() == \(dimensions) && !(@[*].abs() > 3.4e38))"
    let vector = "\(value.postgresql)::text::vector(\(dimensions))"
    return "USING hnsw ((\(vector)) vector_cosine_ops) WHERE \(value.postgresql) @? \(fits.sqlLiteral)"
  }

  /// The words of all searched values; of JSON, those in its texts.
  private func searchText(_ values: [StoredPath], _ table: Table) -> String {
    let vectors = values.map { path in
      let form = tables.kind(of: ColumnID(table.storedName, path.column))?.form
      if form?.isJSON == true {
        return "jsonb_to_tsvector('simple', coalesce(\(path.postgresql), '{}'), '[\"string\"]')"
      }
      return "to_tsvector('simple', coalesce(\(path.postgresql)\(form == .text ? "" : "::text"), ''))"
    }
    return "(\(vectors.joined(separator: " || ")))"
  }
}

extension EnumType {
  /// The type of a column; `nil` for a column of another form.
  init?(of type: ValueType, _ form: ColumnForm) {
    guard case .enumeration(let name) = form else { return nil }
    let labels = type.alternatives.compactMap { alternative -> String? in
      if case .literal(.string(let label)) = alternative { label } else { nil }
    }
    self.init(name, labels)
  }
}

extension StoreRevision {
  /// The enum types of all columns.
  var enumTypes: [EnumType] {
    let storage = Storage(of: schema)
    return schema.tables.flatMap(\.fields).filter { $0.storedForm != nil }
      .compactMap { EnumType(of: $0.type.value, storage.form(of: $0)) }.merged.sorted {
        $0.name.precedesByBytes($1.name)
      }
  }
}

extension Table {
  /// Whether the database assigns the values of a column from a sequence.
  fileprivate func assignsKey(_ column: StoredName) -> Bool {
    if keyFields.isEmpty { return column == ReservedNames.assignedKey }
    return fields.contains { $0.storedName == column && $0.defaultValue == .auto }
  }
}
