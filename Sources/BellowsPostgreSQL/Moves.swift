// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Session: PlanSession {
  /// Executes the statements; while a table has both columns of a rename or conversion, the new one also gets what only
  /// the catalog says about the old one: the comment, the privileges, and the statistics target.
  func execute(_ statements: [SchemaStatement], of plan: MigrationPlan, from: Int, to: Int) async throws {
    for statement in statements { try await execute(statement) }
    for move in plan.moves {
      guard move.table == move.toTable, let old = move.column, let new = move.toColumn else { continue }
      let (source, target) = from < to ? (old, new) : (new, old)
      try await run { try $0.copyTraits(of: source, to: target, in: options.qualified(move.table)) }
    }
  }
}

extension Connection {
  /// Copies what a schema does not say about a column to another one of the same table, if the table has both.
  fileprivate func copyTraits(of source: String, to target: String, in table: String) throws {
    let both = try run(
      """
      SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname IN ($2, $3) AND NOT attisdropped
      """, [table, source, target])
    guard both.count == 2 else { return }
    let statements = try run(
      """
      SELECT format('COMMENT ON COLUMN %s.%I IS %L', $1::text, $3::text, col_description(a.attrelid, a.attnum))
      FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attname = $2
      AND col_description(a.attrelid, a.attnum) IS NOT NULL
      UNION ALL SELECT format('GRANT %s (%I) ON %s TO %s%s', p.privilege_type, $3::text, $1::text,
        CASE WHEN p.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
        CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute a, aclexplode(a.attacl) AS p WHERE a.attrelid = to_regclass($1) AND a.attname = $2
      UNION ALL SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', $1::text, $3::text, a.attstattarget)
      FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attname = $2 AND a.attstattarget >= 0
      UNION ALL SELECT format('ALTER TABLE %s ALTER COLUMN %I TYPE character varying', $1::text, $3::text)
      FROM pg_attribute a JOIN pg_attribute b ON b.attrelid = a.attrelid AND b.attname = $3
      WHERE a.attrelid = to_regclass($1) AND a.attname = $2 AND b.atttypid = 'text'::regtype
      AND a.atttypid = 'character varying'::regtype AND a.atttypmod = -1
      """, [table, source, target])
    for statement in statements.texts() { try run(statement) }
  }
}
