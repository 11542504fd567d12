// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite

extension Connection {
  /// Carries out a step of a schema revision.
  func execute(_ statement: SchemaStatement) throws {
    switch statement {
    case .sql(let sql): try run(sql)
    case .rebuild(let rebuild): try carryOut(rebuild)
    case .dropIndex(let name, let create): try dropIndex(name, like: create)
    }
  }

  /// Makes a table anew beside the old one, fills it, and gives it the old one's name.
  ///
  /// The quoted steps are those of https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema
  /// Changes"; 1 and 2, 10 to 12 (references off, BEGIN, the check, COMMIT, references on) belong to the transaction.
  ///
  /// What a UNIQUE inside the old table has promised, an index promises from then on.
  func carryOut(_ rebuild: Rebuild, keeping promised: [TableShape.IndexShape]? = nil) throws {
    guard try number("PRAGMA foreign_keys") == 0 else {
      throw DatabaseUnable("\(rebuild.table) cannot be made anew while its rows' deletion would cascade")
    }
    let old = rebuild.table
    let new = "_bellows_new_" + old
    // "3. Remember the format of all indexes, triggers, and views associated with table X."
    let kept = try belongings(of: old, without: rebuild.replaced)
    let promises = try promised ?? shape(of: old)?.indexes.filter { $0.statement == nil } ?? []
    // "4. Use CREATE TABLE to construct a new table new_X that is in the desired revised format of table X."
    try run(rebuild.create)
    // "5. Transfer content from X into new_X using a statement like: INSERT INTO new_X SELECT ... FROM X."
    try fill(new, from: old, rebuild.columns)
    // "6. Drop the old table X."
    try run("DROP TABLE \(quoted(old))")
    // "7. Change the name of new_X to X": what other tables' triggers and all views say of X stays as it is, and is not
    // looked at while there is no X.
    try run("PRAGMA legacy_alter_table = ON")
    defer { try? run("PRAGMA legacy_alter_table = OFF") }
    try run("ALTER TABLE \(quoted(new)) RENAME TO \(quoted(old))")
    // "8. Use CREATE INDEX, CREATE TRIGGER, and CREATE VIEW to reconstruct indexes, triggers, and views."
    for sql in kept + rebuild.then { try run(sql) }
    try keep(promises, of: old)
  }

  /// The statements that made a table's indexes and triggers, but for those of these names.
  private func belongings(of table: String, without replaced: [String]) throws -> [String] {
    let names = Set(replaced.map(foldedName))
    let query = """
      SELECT name, sql FROM sqlite_schema
      WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND lower(tbl_name) = lower(?) ORDER BY rowid
      """
    return try rows(query, table) { ($0.text(0) ?? "", $0.text(1) ?? "") }
      .filter { !names.contains(foldedName($0.0)) }.map(\.1)
  }

  private func fill(_ new: String, from old: String, _ columns: [Rebuild.Copied]) throws {
    var names = columns.map { quoted($0.column) }
    var values = columns.map(\.expression)
    // Rows that have no integer key are known by their rowid to search tables.
    if let rowid = try hiddenRowid(of: old), let newRowid = try hiddenRowid(of: new) {
      names.insert(newRowid, at: 0)
      values.insert(rowid, at: 0)
    }
    if names.isEmpty { return }
    try run(
      "INSERT INTO \(quoted(new)) (\(names.joined(separator: ", "))) "
        + "SELECT \(values.joined(separator: ", ")) FROM \(quoted(old))")
    try keepSequence(of: old, for: new)
  }

  /// A name by which to reach the rowid of a table that has one beside its columns.
  private func hiddenRowid(of table: String) throws -> String? {
    let columns = try rows("SELECT name, pk, upper(type) FROM pragma_table_xinfo(?)", table) {
      (name: foldedName($0.text(0) ?? ""), key: $0.int(1), type: $0.text(2) ?? "")
    }
    let key = columns.filter { $0.key > 0 }
    if key.count == 1, key[0].type == "INTEGER" { return nil }
    if try number("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND lower(name) = lower(?)", table) == 1 {
      return nil
    }
    let taken = Set(columns.map(\.name))
    return ["_rowid_", "rowid", "oid"].first { !taken.contains($0) }
  }

  /// Keys that AUTOINCREMENT has given once are not given again, though their rows are gone.
  private func keepSequence(of old: String, for new: String) throws {
    guard try number("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'") == 1 else { return }
    let last = try number("SELECT seq FROM sqlite_sequence WHERE lower(name) = lower(?)", old)
    guard last > 0, try assignsOnce(new) else { return }
    try run("DELETE FROM sqlite_sequence WHERE name = \(literal(new))")
    try run("INSERT INTO sqlite_sequence (name, seq) VALUES (\(literal(new)), \(last))")
  }

  /// Whether a table's key is AUTOINCREMENT.
  private func assignsOnce(_ table: String) throws -> Bool {
    let key = try rows("SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0", table) { $0.text(0) ?? "" }
    guard key.count == 1 else { return false }
    var assigns: Int32 = 0
    let code = sqlite3_table_column_metadata(handle, "main", table, key[0], nil, nil, nil, nil, &assigns)
    return code == SQLITE_OK && assigns == 1
  }
}

/// A name as SQLite compares it: ASCII letters in one case.
func foldedName(_ name: String) -> String {
  String(
    decoding: name.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
}
