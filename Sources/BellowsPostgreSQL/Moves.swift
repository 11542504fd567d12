// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Session: PlanSession {
  /// Executes the schema change of a deploy; new columns and tables get the grants of those that they replace,
  /// and new columns what else only the catalog says.
  func execute(_ statements: [SchemaStatement], of plan: MigrationPlan, from: Int, to: Int) async throws {
    for rename in statements.compactMap(RenamedColumn.init) where from < to {
      // The copy is dropped: what was granted on it meanwhile is granted on the column that gets its name.
      try await run { try $0.copyGrants(of: rename.new, rename.table, to: rename.old, rename.table, options) }
    }
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
    for move in plan.tableMoves { try await run { try $0.grantSequences(of: move.table, to: move.toTable, options) } }
  }
}

extension MigrationPlan {
  /// The moves between tables: of tables in sync, and of those that code copies.
  var tableMoves: [StoredMove] {
    let copies = backfills.filter { $0.targetTable != $0.table }.map { StoredMove(table: $0.table, to: $0.targetTable) }
    let own = moves.filter { $0.table != $0.toTable }
    return own + copies.filter { !own.contains($0) }
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

  /// Grants the use of a table's own sequences to each role that may insert rows of another table, whose defaults take
  /// their values from these.
  fileprivate func grantSequences(of table: String, to other: String, _ options: Options) throws {
    let grants = try run(
      """
      SELECT DISTINCT s.oid::regclass::text, CASE r.id WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r.id)) END
      FROM pg_class c JOIN pg_attrdef d ON d.adrelid = c.oid
      JOIN pg_depend u ON u.classid = 'pg_attrdef'::regclass AND u.objid = d.oid AND u.refclassid = 'pg_class'::regclass
      JOIN pg_class s ON s.oid = u.refobjid AND s.relkind = 'S'
      JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = s.oid AND o.refobjid = to_regclass($2)
        AND o.deptype IN ('i', 'a')
      CROSS JOIN LATERAL (SELECT c.relowner AS id
        UNION SELECT a.grantee FROM aclexplode(c.relacl) AS a WHERE a.privilege_type = 'INSERT'
        UNION SELECT a.grantee FROM pg_attribute t CROSS JOIN aclexplode(t.attacl) AS a
          WHERE t.attrelid = c.oid AND NOT t.attisdropped AND a.privilege_type = 'INSERT') AS r
      WHERE c.oid = to_regclass($1) AND r.id <> s.relowner ORDER BY 1, 2
      """, [options.qualified(other), options.qualified(table)])
    for row in 0..<grants.count {
      let (sequence, role) = (grants.text(row, 0) ?? "", grants.text(row, 1) ?? "")
      try changeAsOwner("GRANT USAGE ON SEQUENCE \(sequence) TO \(role)", of: table, options)
    }
  }

  private func grant(_ grants: ResultSet, on object: String, _ table: String, _ options: Options) throws {
    for row in 0..<grants.count {
      let (privilege, role) = (grants.text(row, 0) ?? "", grants.text(row, 1) ?? "")
      let option = grants.text(row, 2) == "t" ? " WITH GRANT OPTION" : ""
      try changeAsOwner("GRANT \(privilege) \(object) TO \(role)\(option)", of: table, options)
    }
  }

  /// Copies what a schema does not say about a column to the one that replaces it or is its copy: the comment, the
  /// statistics target, the collation, and `character varying`, the other name of `text`.
  ///
  /// An index would have to be built again for another collation.
  fileprivate func copyTraits(of source: String, to target: String, in name: String, _ options: Options) throws {
    let table = options.qualified(name)
    let statements = try run(
      """
      SELECT format('COMMENT ON COLUMN %s.%I IS %L', $1::text, $3::text, col_description(a.attrelid, a.attnum))
      FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attname = $2
      AND col_description(a.attrelid, a.attnum) IS NOT NULL
      UNION ALL SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', $1::text, $3::text, a.attstattarget)
      FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attname = $2 AND a.attstattarget >= 0
      UNION ALL SELECT format('ALTER TABLE %s ALTER COLUMN %I TYPE %s', $1::text, $3::text,
        CASE WHEN n.is_varying THEN 'character varying' ELSE format_type(b.atttypid, b.atttypmod) END
        || CASE WHEN n.is_collated THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END)
      FROM pg_attribute a JOIN pg_attribute b ON b.attrelid = a.attrelid AND b.attname = $3
      CROSS JOIN LATERAL (SELECT b.atttypid = 'text'::regtype AND a.atttypid = 'character varying'::regtype
          AND a.atttypmod = -1 AS is_varying,
        a.attcollation <> 0 AND b.attcollation <> 0 AND a.attcollation <> b.attcollation AND NOT EXISTS (
          SELECT 1 FROM pg_index i WHERE i.indrelid = b.attrelid AND b.attnum = ANY (i.indkey)) AS is_collated) AS n
      WHERE a.attrelid = to_regclass($1) AND a.attname = $2 AND (n.is_varying OR n.is_collated)
      """, [table, source, target])
    for statement in statements.texts() { try changeAsOwner(statement, of: name, options) }
  }
}
