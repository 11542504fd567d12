// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CPostgreSQL
import SchemaEdits

extension Connection {
  /// Runs a statement that changes the schema as the owner of its table, so that what it creates belongs to that role.
  ///
  /// A new table gets the owner of most tables of the schema. A role that may not act as the owner stays itself.
  func changeAsOwner(_ statement: String, _ options: Options) throws {
    guard let owner = try owner(for: statement, options) else { return try change(statement, options) }
    let scope = isIdle ? "" : "LOCAL "
    try run("SET \(scope)ROLE \(quoted(owner))")
    do {
      try change(statement, options)
    } catch {
      // In a transaction the failed statement has ended it.
      if isIdle { try run("SET ROLE NONE") }
      throw error
    }
    try run("SET \(scope)ROLE NONE")
  }

  /// Returns the role for a statement; `nil` for the session's own.
  private func owner(for statement: String, _ options: Options) throws -> String? {
    let mayAct = "pg_has_role(current_user, o.oid, '\(PQserverVersion(handle) >= 160_000 ? "SET" : "MEMBER")')"
    if let table = changedTable(statement) {
      let found = try run(
        """
        SELECT o.rolname FROM pg_class c JOIN pg_roles o ON o.oid = c.relowner
        WHERE c.oid = to_regclass($1) AND o.rolname <> current_user AND \(mayAct)
        """, [options.qualified(table)])
      return found.count == 1 ? found.text(0, 0) : nil
    }
    let found = try run(
      """
      SELECT o.rolname FROM pg_class c JOIN pg_roles o ON o.oid = c.relowner
      WHERE c.relnamespace = to_regnamespace($1) AND c.relkind IN ('r', 'p')
      GROUP BY o.oid, o.rolname ORDER BY count(*) DESC, 1 LIMIT 1
      """, [quoted(options.schema)])
    guard found.count == 1, let owner = found.text(0, 0) else { return nil }
    let usable = try run(
      """
      SELECT 1 FROM pg_roles o WHERE o.rolname = $1 AND o.rolname <> current_user AND \(mayAct)
      AND has_schema_privilege(o.oid, to_regnamespace($2), 'CREATE')
      """, [owner, quoted(options.schema)])
    return usable.count == 1 ? owner : nil
  }

  /// Returns the existing table that a statement changes; `nil` if it creates one, or a function.
  private func changedTable(_ statement: String) -> String? {
    let tokens = SQLToken.tokens(of: statement)
    if let object = StoredObjectText(tokens) { return object.table }
    guard tokens.count > 2, tokens[1].says("table"), !tokens[0].says("create") else {
      guard tokens.first?.says("drop") == true, let on = tokens.firstIndex(where: { $0.says("on") }) else { return nil }
      return tokens.indices.contains(on + 1) ? tokens[on + 1].label : nil
    }
    return tokens.dropFirst(2).first { !$0.says("if") && !$0.says("exists") }?.label
  }
}

extension Session: PlanSession {
  /// Executes the schema change of a deploy; new columns and tables get the grants of those that they replace,
  /// and new columns what else only the catalog says.
  func execute(_ statements: [SchemaStatement], of plan: MigrationPlan, from: Int, to: Int) async throws {
    for statement in statements { try await execute(statement) }
    let prepared = from < to ? plan.deploys.first { $0.number == to }?.preparations.map(\.statement) ?? [] : []
    let created = CreatedParts(
      prepared + statements.compactMap { if case .sql(let sql) = $0 { sql } else { nil } })
    for move in plan.moves {
      let moved =
        from < to
        ? (table: move.table, column: move.column, toTable: move.toTable, toColumn: move.toColumn)
        : (table: move.toTable, column: move.toColumn, toTable: move.table, toColumn: move.column)
      if let column = moved.column, let toColumn = moved.toColumn {
        guard created.columns.contains([moved.toTable, toColumn]) else { continue }
        try await run { connection in
          try connection.copyGrants(of: column, moved.table, to: toColumn, moved.toTable, options)
          guard moved.table == moved.toTable else { return }
          try connection.copyTraits(of: column, to: toColumn, in: moved.table, options)
        }
      } else if created.tables.contains(moved.toTable) {
        try await run { try $0.copyGrants(ofTable: moved.table, to: moved.toTable, options) }
      }
    }
  }
}

/// The tables and columns that statements create.
private struct CreatedParts {
  var tables: Set<String> = []
  /// Each as a table and a column.
  var columns: Set<[String]> = []

  init(_ statements: [String]) {
    for statement in statements {
      let tokens = SQLToken.tokens(of: statement)
      guard tokens.count > 2, tokens[1].says("table"), let table = tokens[2].label else { continue }
      if tokens[0].says("create") { tables.insert(table) }
      guard tokens[0].says("alter"), tokens.count > 5, tokens[3].says("add"), tokens[4].says("column") else { continue }
      if let column = tokens[5].label { columns.insert([table, column]) }
    }
  }
}

extension Connection {
  /// Grants on a column what is granted on another one.
  fileprivate func copyGrants(
    of column: String, _ table: String, to other: String, _ otherTable: String, _ options: Options
  ) throws {
    let found = try run(
      """
      SELECT a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
        a.is_grantable
      FROM pg_attribute c CROSS JOIN aclexplode(c.attacl) AS a
      WHERE c.attrelid = to_regclass($1) AND c.attname = $2 AND NOT c.attisdropped
      """, [options.qualified(table), column])
    try grant(found, on: "(\(quoted(other))) ON TABLE \(options.qualified(otherTable))", otherTable, options)
  }

  /// Grants on a table, and on its columns, what is granted on another one and on columns of the same name.
  fileprivate func copyGrants(ofTable table: String, to other: String, _ options: Options) throws {
    let found = try run(
      """
      SELECT a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
        a.is_grantable
      FROM pg_class c CROSS JOIN aclexplode(c.relacl) AS a
      WHERE c.oid = to_regclass($1) AND a.grantee <> c.relowner
      """, [options.qualified(table)])
    try grant(found, on: "ON TABLE \(options.qualified(other))", other, options)
    let columns = try run(
      """
      SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
      INTERSECT SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($2) AND attacl IS NOT NULL
      """, [options.qualified(other), options.qualified(table)])
    for column in columns.texts() { try copyGrants(of: column, table, to: column, other, options) }
  }

  private func grant(_ grants: ResultSet, on object: String, _ table: String, _ options: Options) throws {
    for row in 0..<grants.count {
      let (privilege, role) = (grants.text(row, 0) ?? "", grants.text(row, 1) ?? "")
      let option = grants.text(row, 2) == "t" ? " WITH GRANT OPTION" : ""
      try changeAsOwner("GRANT \(privilege) \(object) TO \(role)\(option)", of: table, options)
    }
  }

  /// Runs a statement as the owner of a table.
  func changeAsOwner(_ statement: String, of table: String, _ options: Options) throws {
    guard let owner = try owner(for: "ALTER TABLE \(quoted(table))", options) else { return _ = try run(statement) }
    try run("SET LOCAL ROLE \(quoted(owner))")
    try run(statement)
    try run("SET LOCAL ROLE NONE")
  }
}
