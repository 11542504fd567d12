// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Connection {
  /// Drops an index, or the one with the same definition under another name, or the constraint that it belongs to.
  func dropIndex(_ name: String, like definition: String, _ options: Options) throws {
    guard let own = try index(name, like: definition, options) else { return }
    let constraint = try run(
      """
      SELECT conname, conrelid::regclass::text FROM pg_constraint
      WHERE conindid = to_regclass($1) AND contype = 'u' AND conrelid = (SELECT indrelid FROM pg_index
        WHERE indexrelid = to_regclass($1))
      """, [options.qualified(own)])
    if constraint.count == 1, let name = constraint.text(0, 0), let table = constraint.text(0, 1) {
      try run("ALTER TABLE \(table) DROP CONSTRAINT \(quoted(name))")
    } else {
      try run("DROP INDEX \(options.qualified(own))")
    }
  }

  /// Drops a foreign key; if none has the name, each with the same columns, target and delete action: another tool may
  /// have given it another name.
  func dropReference(_ name: String, of table: String, like definition: String, _ options: Options) throws {
    let table = options.qualified(table)
    if try run("SELECT 1 FROM pg_constraint WHERE conrelid = to_regclass($1) AND conname = $2", [table, name]).count
      == 1
    {
      try run("ALTER TABLE \(table) DROP CONSTRAINT \(quoted(name))")
      return
    }
    let found = try withScratchSchema(options) { scratch in
      let model = "\(quoted(scratch)).t"
      try run("CREATE TABLE \(model) (LIKE \(table))")
      try run("ALTER TABLE \(model) ADD CONSTRAINT c \(definition)")
      return try run(
        """
        SELECT k.conname FROM pg_constraint k, pg_constraint m
        WHERE m.conrelid = to_regclass($1) AND m.contype = 'f' AND k.conrelid = to_regclass($2) AND k.contype = 'f'
        AND k.confrelid = m.confrelid AND k.confkey = m.confkey AND k.confdeltype = m.confdeltype
        AND (SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute WHERE attrelid = k.conrelid
            AND attnum = ANY (k.conkey))
          = (SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute WHERE attrelid = m.conrelid
            AND attnum = ANY (m.conkey))
        """, [model, table])
    }
    for name in found.texts() { try run("ALTER TABLE \(table) DROP CONSTRAINT \(quoted(name))") }
  }

  /// Returns the name of an index, or that of one with the same definition under another name; `nil` for none.
  ///
  /// Another tool may have given the index another name. The server words the definition for an empty copy of the table.
  func index(_ name: String, like definition: String, _ options: Options) throws -> String? {
    if try run("SELECT to_regclass($1) IS NOT NULL", [options.qualified(name)]).text(0, 0) == "t" { return name }
    guard let text = StoredObjectText(SQLToken.tokens(of: definition)) else { return nil }
    let table = options.qualified(text.table)
    if try run("SELECT to_regclass($1) IS NOT NULL", [table]).text(0, 0) != "t" { return nil }
    let found = try withScratchSchema(options) { scratch in
      try run("CREATE TABLE \(quoted(scratch)).\(quoted(text.table)) (LIKE \(table))")
      try change(definition, options)
      return try run(
        """
        SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid, pg_index m
        WHERE m.indexrelid = to_regclass($1) AND i.indrelid = to_regclass($2) AND i.indisunique = m.indisunique
        AND substring(pg_get_indexdef(i.indexrelid) FROM ' USING .*')
          = substring(pg_get_indexdef(m.indexrelid) FROM ' USING .*')
        AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid
          AND (k.contype IN ('p', 'x') OR k.condeferrable)) ORDER BY 1 LIMIT 1
        """, ["\(quoted(scratch)).\(quoted(name))", table])
    }
    return found.count == 0 ? nil : found.text(0, 0)
  }
}
