// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Connection {
  /// Copies what a schema does not say about a column to the one that replaces it: the comment, the statistics target,
  /// and `character varying`, the other name of `text`.
  func copyTraits(of source: String, to target: String, in name: String, _ options: Options) throws {
    let table = options.qualified(name)
    let statements = try run(
      """
      SELECT format('COMMENT ON COLUMN %s.%I IS %L', $1::text, $3::text, col_description(a.attrelid, a.attnum))
      FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attname = $2
      AND col_description(a.attrelid, a.attnum) IS NOT NULL
      UNION ALL SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', $1::text, $3::text, a.attstattarget)
      FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attname = $2 AND a.attstattarget >= 0
      UNION ALL SELECT format('ALTER TABLE %s ALTER COLUMN %I TYPE character varying', $1::text, $3::text)
      FROM pg_attribute a JOIN pg_attribute b ON b.attrelid = a.attrelid AND b.attname = $3
      WHERE a.attrelid = to_regclass($1) AND a.attname = $2 AND b.atttypid = 'text'::regtype
      AND a.atttypid = 'character varying'::regtype AND a.atttypmod = -1
      """, [table, source, target])
    for statement in statements.texts() { try changeAsOwner(statement, of: name, options) }
  }
}
