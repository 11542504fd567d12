// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension Session {
  /// Returns tables, indexes and triggers as the server describes them, for drift.
  ///
  /// Names of tables that it does not have are left out.
  func objects(of tables: [String]) async throws -> [StoredObject] {
    try await run { connection in
      var objects: [StoredObject] = []
      for table in tables.sorted() {
        let name = options.qualified(table)
        let found = try connection.run(
          """
          SELECT 'table', c.relname,
            (SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
              SELECT format('%I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
                CASE a.attidentity WHEN '' THEN '' ELSE ' IDENTITY' END,
                coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
              FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              UNION ALL SELECT format('%I %s%s', k.conname, pg_get_constraintdef(k.oid),
                CASE WHEN k.convalidated THEN '' ELSE ' NOT VALID' END)
              FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'c', 'f', 'x')) AS parts)
          FROM pg_class c WHERE c.oid = to_regclass($1)
          UNION ALL SELECT 'index', (SELECT relname FROM pg_class WHERE oid = i.indexrelid),
            pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
          FROM pg_index i WHERE i.indrelid = to_regclass($1)
          AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
          UNION ALL SELECT 'trigger', t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text || E'\\n' || p.prosrc
          FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
          WHERE t.tgrelid = to_regclass($1) AND NOT t.tgisinternal
          """, [name])
        objects += (0..<found.count).map { row in
          StoredObject(
            kind: found.text(row, 0) ?? "", name: found.text(row, 1) ?? "", table: table,
            definition: found.text(row, 2) ?? "")
        }
      }
      return objects.sorted()
    }
  }
}
