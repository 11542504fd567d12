// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Connection {
  /// Returns the name of an index, or that of one with the same definition under another name; `nil` for none.
  ///
  /// Another tool may have given the index another name. The server words the definition for an empty copy of the table.
  func index(_ name: String, like definition: String, _ options: Options) throws -> String? {
    if try run("SELECT to_regclass($1) IS NOT NULL", [options.qualified(name)]).text(0, 0) == "t" { return name }
    guard let text = StoredObjectText(SQLToken.tokens(of: definition)) else { return nil }
    let table = options.qualified(text.table)
    if try run("SELECT to_regclass($1) IS NOT NULL", [table]).text(0, 0) != "t" { return nil }
    let scratch = quoted(OwnNames.comparisonSchema)
    try run("CREATE SCHEMA \(scratch)")
    try run("CREATE TABLE \(scratch).\(quoted(text.table)) (LIKE \(table))")
    try run("SET LOCAL search_path TO \(scratch), \(quoted(options.schema)), pg_temp")
    try change(definition, options)
    let found = try run(
      """
      SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid, pg_index m
      WHERE m.indexrelid = to_regclass($1) AND i.indrelid = to_regclass($2) AND i.indisunique = m.indisunique
      AND substring(pg_get_indexdef(i.indexrelid) FROM ' USING .*')
        = substring(pg_get_indexdef(m.indexrelid) FROM ' USING .*')
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY 1 LIMIT 1
      """, ["\(scratch).\(quoted(name))", table])
    let other = found.count == 0 ? nil : found.text(0, 0)
    try run("DROP SCHEMA \(scratch) CASCADE")
    try run("SET LOCAL search_path TO \(quoted(options.schema)), pg_temp")
    return other
  }
}
