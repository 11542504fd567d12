// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension PostgreSQL {
  /// Compares tables with those of the database, and returns a line for each difference.
  ///
  /// The tables are created in a temporary schema, in a transaction that is rolled back, and both are compared as the
  /// server describes them. Columns, constraints, indexes and triggers that the tables do not name are ignored.
  public func differences(
    from tables: [StoredTable], absent: [String], others: [StoredTable]
  ) async throws -> [String] {
    let schema = options.schema
    do {
      return try await sessionTransaction(.schema) { session in
        try await session.run { connection in
          var planned: [String: Set<String>] = [:]
          for table in others {
            // Only its columns count, and it may refer to tables that do not exist yet.
            let alone = StoredTable(table.name, Array(table.statements.prefix(1)))
            guard let shape = try connection.model(of: [alone], options).first else { continue }
            planned[table.name, default: []].formUnion(shape.columns.map(\.name))
          }
          let (creatable, missing) = try connection.separatingVectorIndexes(of: tables)
          let models = try connection.model(of: creatable, options)
          try connection.run("SET LOCAL search_path TO \(quoted(schema))")
          var lines = try models.flatMap { model in
            try model.differences(
              of: connection.shape(of: model.table, in: schema), planned: planned[model.table] ?? [])
          }
          for table in absent where try connection.shape(of: table, in: schema) != nil {
            lines.append("\(table): the table exists, but must not")
          }
          throw Compared(lines: lines + missing)
        }
      }
    } catch let compared as Compared {
      return compared.lines
    }
  }
}

/// Thrown to roll back the transaction in which tables were created only for the comparison.
private struct Compared: Error {
  var lines: [String]
}

/// A table as the server describes it.
private struct TableShape {
  let table: String
  var columns: [(name: String, definition: String)] = []
  var constraints: [String] = []
  /// The indexes without their names: an index of another tool may have another one.
  var indexes: [String] = []
  /// The triggers by name, each with its definition and the text of its function.
  var triggers: [String: String] = [:]

  /// Returns the differences of the database's table from this one, a line each.
  func differences(of own: TableShape?, planned: Set<String>) -> [String] {
    guard let own else { return ["\(table): the table does not exist"] }
    var lines: [String] = []
    for column in columns {
      guard let other = own.columns.first(where: { $0.name == column.name }) else {
        lines.append("\(table): the column \(column.name) does not exist")
        continue
      }
      if other.definition != column.definition {
        lines.append("\(table).\(column.name): it is \(other.definition), not \(column.definition)")
      }
    }
    for column in own.columns
    where planned.contains(column.name) && !columns.contains(where: { $0.name == column.name }) {
      lines.append("\(table): the column \(column.name) exists, but must not")
    }
    for constraint in constraints where !own.constraints.contains(constraint) {
      lines.append("\(table): there is no constraint \(constraint)")
    }
    for index in indexes where !own.indexes.contains(index) { lines.append("\(table): there is no \(index)") }
    for (name, definition) in triggers.sorted(by: { $0.key < $1.key }) where own.triggers[name] != definition {
      let state = own.triggers[name] == nil ? "does not exist" : "is another one, or disabled"
      lines.append("\(table): the trigger \(name) \(state)")
    }
    return lines
  }
}

extension Connection {
  /// Creates tables in a temporary schema, returns their descriptions in the server's catalog, and drops the schema.
  fileprivate func model(of tables: [StoredTable], _ options: Options) throws -> [TableShape] {
    try withTables(tables, options) { scratch in try tables.compactMap { try shape(of: $0.name, in: scratch) } }
  }

  /// Returns the tables without the indexes for which the extension is missing, and a line for each of these.
  fileprivate func separatingVectorIndexes(
    of tables: [StoredTable]
  ) throws -> (creatable: [StoredTable], missing: [String]) {
    guard tables.contains(where: { $0.statements.contains(where: VectorExtension.isNeeded) }),
      let problem = try vectorExtension().problem
    else { return (tables, []) }
    var missing: [String] = []
    let creatable = tables.map { table in
      let vectors = table.statements.filter(VectorExtension.isNeeded)
      missing += vectors.compactMap { StoredObjectText(SQLToken.tokens(of: $0))?.name }.map {
        "\(table.name): there is no index \($0), which needs the extension vector: \(problem)"
      }
      return StoredTable(table.name, table.statements.filter { !VectorExtension.isNeeded(by: $0) })
    }
    return (creatable, missing)
  }

  /// Returns the description of a table in the server's catalog; `nil` if it does not exist.
  fileprivate func shape(of table: String, in schema: String) throws -> TableShape? {
    let name = "\(quoted(schema)).\(quoted(table))"
    let columns = try run(
      """
      SELECT a.attname, format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
        || CASE a.attidentity WHEN '' THEN '' ELSE ' IDENTITY' END
        || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
      """, [name])
    if columns.count == 0 { return nil }
    let constraints = try run(
      """
      SELECT pg_get_constraintdef(oid) FROM pg_constraint
      WHERE conrelid = to_regclass($1) AND contype IN ('p', 'u', 'c', 'f') ORDER BY 1
      """, [name])
    let indexes = try run(
      """
      SELECT CASE WHEN i.indisunique THEN 'unique index' ELSE 'index' END
        || substring(pg_get_indexdef(i.indexrelid) FROM ' USING .*')
      FROM pg_index i WHERE i.indrelid = to_regclass($1) AND i.indisvalid
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
      ORDER BY 1
      """, [name])
    let triggers = try run(
      """
      SELECT t.tgname, replace(pg_get_triggerdef(t.oid), quote_ident($2) || '.', '') || t.tgenabled::text || p.prosrc
      FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
      WHERE t.tgrelid = to_regclass($1) AND NOT t.tgisinternal
      """, [name, schema])
    return TableShape(
      table: table, columns: (0..<columns.count).map { (columns.text($0, 0) ?? "", columns.text($0, 1) ?? "") },
      constraints: constraints.texts(), indexes: indexes.texts(),
      triggers: Dictionary(
        (0..<triggers.count).map { (triggers.text($0, 0) ?? "", triggers.text($0, 1) ?? "") },
        uniquingKeysWith: { first, _ in first }))
  }
}
