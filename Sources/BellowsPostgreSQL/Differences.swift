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
            let types = [table].enumTypes.map(\.create)
            let alone = StoredTable(table.name, table.statements.prefix(1) + types)
            guard let shape = try connection.model(of: [alone], options).first else { continue }
            planned[table.name, default: []].formUnion(shape.columns.map(\.name))
          }
          let (creatable, missing) = try connection.separatingVectorIndexes(of: tables)
          let models = try connection.model(of: creatable, options)
          var lines = try models.flatMap { model in
            try model.differences(
              of: connection.shape(of: model.table, in: schema), planned: planned[model.table] ?? [], connection)
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
  var columns: [CatalogColumn] = []
  /// Primary key, checks and foreign keys, without what the schema language has no words for.
  var constraints: [String] = []
  /// The checks among them that are over one column of an enum type.
  var enumChecks: [EnumCheck] = []
  /// The indexes without their names: an index of another tool may have another one.
  var indexes: [String] = []
  /// The triggers by name, each with its definition and the text of its function.
  var triggers: [String: String] = [:]

  /// Returns the differences of the database's table from this one, a line each.
  func differences(of own: TableShape?, planned: Set<String>, _ connection: Connection) throws -> [String] {
    guard let own else { return ["\(table): the table does not exist"] }
    var lines: [String] = []
    for column in columns {
      guard let other = own.columns.first(where: { $0.name == column.name }) else {
        lines.append("\(table): the column \(column.name) does not exist")
        continue
      }
      if try !other.serves(as: column, connection) {
        lines.append("\(table).\(column.name): it is \(other.definition), not \(column.definition)")
      }
    }
    for column in own.columns
    where planned.contains(column.name) && !columns.contains(where: { $0.name == column.name }) {
      lines.append("\(table): the column \(column.name) exists, but must not")
    }
    for constraint in constraints where !own.constraints.contains(constraint) {
      if let check = enumChecks.first(where: { $0.definition == constraint }), try check.isImplied(connection) {
        continue
      }
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

/// A check of a column of an enum type: for another tool, the type itself is the check.
private struct EnumCheck {
  var definition: String
  var condition: String
  var column: String
  var type: String

  /// Returns whether every value of the application's type passes it.
  func isImplied(_ connection: Connection) throws -> Bool {
    guard try connection.run("SELECT to_regtype($1) IS NOT NULL", [type]).text(0, 0) == "t" else { return false }
    let values = "SELECT unnest(enum_range(NULL::\(type))) AS \(quoted(column))"
    return try connection.run("SELECT 1 FROM (\(values)) AS v WHERE NOT (\(condition)) LIMIT 1").count == 0
  }
}

extension CatalogColumn {
  fileprivate var definition: String {
    type + (isRequired ? " NOT NULL" : "") + (isIdentity ? " IDENTITY" : "")
      + (defaultText.map { " DEFAULT " + $0 } ?? "")
  }

  /// Returns whether a column of the database is as good as one of the plan: an additional default does not matter, nor
  /// how a sequence gives its values.
  fileprivate func serves(as model: CatalogColumn, _ connection: Connection) throws -> Bool {
    guard type == model.type, isRequired == model.isRequired else { return false }
    if model.isIdentity { return isNumbered }
    guard let wanted = model.defaultText else { return true }
    guard let own = defaultText else { return false }
    let values = (CatalogDefault(own), CatalogDefault(wanted))
    if values.0 == values.1 { return true }
    guard case (.constant, .constant) = values else { return false }
    return try connection.run("SELECT (\(own))::\(type) IS NOT DISTINCT FROM (\(wanted))::\(type)").text(0, 0) == "t"
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
    let columns = try catalogColumns(of: name)
    if columns.isEmpty { return nil }
    let triggers = try run(
      """
      SELECT t.tgname, replace(pg_get_triggerdef(t.oid), quote_ident($2) || '.', '') || t.tgenabled::text || p.prosrc
      FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
      WHERE t.tgrelid = to_regclass($1) AND NOT t.tgisinternal
      """, [name, schema])
    return TableShape(
      table: table,
      columns: columns.map { column in
        var column = column
        // Other spellings of the same type.
        column.type = column.type.replacing("timestamp(6) ", with: "timestamp ")
        if column.type == "character varying" { column.type = "text" }
        return column
      },
      constraints: try constraints(of: name), enumChecks: try enumChecks(of: name), indexes: try indexes(of: name),
      triggers: Dictionary(
        (0..<triggers.count).map { (triggers.text($0, 0) ?? "", triggers.text($0, 1) ?? "") },
        uniquingKeysWith: { first, _ in first }))
  }

  /// The constraints of a table: of a foreign key, columns, target and delete action.
  private func constraints(of table: String) throws -> [String] {
    try run(
      """
      SELECT CASE k.contype
        WHEN 'c' THEN pg_get_constraintdef(k.oid)
        WHEN 'p' THEN format('PRIMARY KEY (%s)', (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
          FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)))
        ELSE format('FOREIGN KEY (%s) REFERENCES %s(%s)%s',
          (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY n.position)
            FROM unnest(k.conkey) WITH ORDINALITY AS n (number, position)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.number),
          (SELECT quote_ident(relname) FROM pg_class WHERE oid = k.confrelid),
          (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY n.position)
            FROM unnest(k.confkey) WITH ORDINALITY AS n (number, position)
            JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = n.number),
          CASE k.confdeltype WHEN 'r' THEN ' ON DELETE RESTRICT' WHEN 'c' THEN ' ON DELETE CASCADE'
            WHEN 'n' THEN ' ON DELETE SET NULL' WHEN 'd' THEN ' ON DELETE SET DEFAULT' ELSE '' END) END
      FROM pg_constraint k
      WHERE k.conrelid = to_regclass($1) AND k.contype IN ('p', 'c', 'f') AND k.convalidated ORDER BY 1
      """, [table]
    ).texts()
  }

  private func enumChecks(of table: String) throws -> [EnumCheck] {
    let found = try run(
      """
      SELECT pg_get_constraintdef(k.oid), pg_get_expr(k.conbin, k.conrelid), a.attname, format_type(t.oid, NULL)
      FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
      JOIN pg_type t ON t.oid = a.atttypid
      WHERE k.conrelid = to_regclass($1) AND k.contype = 'c' AND t.typtype = 'e'
      """, [table])
    return (0..<found.count).map { row in
      EnumCheck(
        definition: found.text(row, 0) ?? "", condition: found.text(row, 1) ?? "", column: found.text(row, 2) ?? "",
        type: found.text(row, 3) ?? "")
    }
  }

  /// The indexes of a table, and the unique constraints that are checked at once.
  private func indexes(of table: String) throws -> [String] {
    try run(
      """
      SELECT CASE WHEN i.indisunique THEN 'unique index' ELSE 'index' END
        || substring(pg_get_indexdef(i.indexrelid) FROM ' USING .*')
      FROM pg_index i WHERE i.indrelid = to_regclass($1) AND i.indisvalid
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid
        AND (k.contype IN ('p', 'x') OR k.condeferrable) AND k.conrelid = i.indrelid)
      ORDER BY 1
      """, [table]
    ).texts()
  }
}
