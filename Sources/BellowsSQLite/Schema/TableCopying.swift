// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

extension Connection {
  /// Replaces a table by one with another definition and the same rows.
  ///
  /// The quoted steps are those of https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema
  /// Changes"; 1 and 2, 10 to 12 (references off, BEGIN, the check, COMMIT, references on) belong to the transaction.
  func replace(_ old: TableShape, with editor: TableEditor, filled: [Rebuild.Filled] = []) throws {
    guard try number("PRAGMA foreign_keys") == 0 else {
      throw DatabaseUnable("\(old.name) cannot be rebuilt while foreign keys are enforced; use transaction(.schema)")
    }
    let new = OwnNames.rebuilt(old.name)
    // "3. Remember the format of all indexes, triggers, and views associated with table X."
    let kept = try belongings(of: old.name)
    // "4. Use CREATE TABLE to construct a new table new_X that is in the desired revised format of table X."
    var renamed = editor
    let hadQualifiers: Bool
    do {
      hadQualifiers = try renamed.removeQualifiers()
      try renamed.rename(to: new)
    } catch { throw refusal(error, of: old.name) }
    try run(renamed.sql)
    // "5. Transfer content from X into new_X using a statement like: INSERT INTO new_X SELECT ... FROM X."
    try fill(new, from: old, filled)
    // ANALYZE stores statistics by table name.
    let statistics = try tableNames(like: "sqlite_stat_")
    for table in statistics { try renameStatistics(in: table, of: old.name, to: new) }
    // "6. Drop the old table X."
    try run("DROP TABLE \(quoted(old.name))")
    try withLegacyRename {
      // "7. Change the name of new_X to X."
      try run("ALTER TABLE \(quoted(new)) RENAME TO \(quoted(old.name))")
      // "8. Use CREATE INDEX, CREATE TRIGGER, and CREATE VIEW to reconstruct indexes, triggers, and views."
      for sql in kept { try run(sql) }
      for table in statistics { try renameStatistics(in: table, of: new, to: old.name) }
    }
    if hadQualifiers, let copied = try shape(of: old.name), let text = TableText(copied.sql),
      let edit = DefinitionEdit(from: text, to: editor.table)
    {
      _ = try DefinitionWriter(self).write(edit, of: copied, with: editor)
    }
  }

  /// Runs `work` while a rename of a table neither rewrites nor checks the views, and the triggers of other tables, that
  /// name it.
  private func withLegacyRename(_ work: () throws -> Void) throws {
    try run("PRAGMA legacy_alter_table = ON")
    let result = Result { try work() }
    // The setting outlives the transaction, so a failure here is an error. The error of `work` is the cause of both.
    let restored = Result { try run("PRAGMA legacy_alter_table = OFF") }
    try result.get()
    try restored.get()
  }

  private func renameStatistics(in table: String, of old: String, to new: String) throws {
    try run("UPDATE \(quoted(table)) SET tbl = \(literal(new)) WHERE tbl = \(literal(old))")
  }

  private func tableNames(like pattern: String) throws -> [String] {
    try rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE ?", pattern) { $0.text(0) ?? "" }
  }

  /// Returns the CREATE statements of a table's indexes and triggers.
  private func belongings(of table: String) throws -> [String] {
    try rows(
      """
      SELECT sql FROM sqlite_schema
      WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND lower(tbl_name) = lower(?) ORDER BY rowid
      """, table
    ) { $0.text(0) ?? "" }
  }

  /// Copies the common columns, and fills new ones.
  private func fill(_ new: String, from old: TableShape, _ filled: [Rebuild.Filled]) throws {
    let values = Dictionary(filled.map { (foldedName($0.column), $0.expression) }) { first, _ in first }
    let before = Set(old.columns.filter { !$0.isGenerated }.map { foldedName($0.name) })
    var copied: [(name: String, value: String)] = []
    for column in try shape(of: new)?.columns ?? [] where !column.isGenerated {
      if let value = values[foldedName(column.name)] {
        copied.append((quoted(column.name), value))
      } else if before.contains(foldedName(column.name)) {
        copied.append((quoted(column.name), quoted(column.name)))
      }
    }
    // Search tables refer to rows without an integer key by their rowid.
    if let rowid = try hiddenRowid(of: old.name), let newRowid = try hiddenRowid(of: new) {
      copied.insert((newRowid, rowid), at: 0)
    }
    if copied.isEmpty { return }
    try run(
      "INSERT INTO \(quoted(new)) (\(copied.map(\.name).joined(separator: ", "))) "
        + "SELECT \(copied.map(\.value).joined(separator: ", ")) FROM \(quoted(old.name))")
    try keepSequence(of: old.name, for: new)
  }

  /// Returns a name for the rowid of a table, if it is not one of its columns.
  private func hiddenRowid(of table: String) throws -> String? {
    if try hasRowidKey(table) { return nil }
    if try number("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND lower(name) = lower(?)", table) == 1 {
      return nil
    }
    let taken = Set(try rows("SELECT name FROM pragma_table_xinfo(?)", table) { foldedName($0.text(0) ?? "") })
    return ["_rowid_", "rowid", "oid"].first { !taken.contains($0) }
  }

  /// Returns whether a table's key is its rowid, so that SQLite assigns it.
  ///
  /// `INTEGER PRIMARY KEY DESC` is not, and neither is a key WITHOUT ROWID: such a key has an index.
  package func hasRowidKey(_ table: String) throws -> Bool {
    let types = try rows("SELECT upper(type) FROM pragma_table_xinfo(?) WHERE pk > 0", table) { $0.text(0) ?? "" }
    return try types == ["INTEGER"]
      && number("SELECT count(*) FROM pragma_index_list(?) WHERE origin = 'pk'", table) == 0
  }

  /// Copies the AUTOINCREMENT sequence: a key is never assigned twice, even after its row was deleted.
  private func keepSequence(of old: String, for new: String) throws {
    guard try number("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'") == 1 else { return }
    let last = try number("SELECT seq FROM sqlite_sequence WHERE lower(name) = lower(?)", old)
    guard last > 0, try assignsOnce(new) else { return }
    try run("DELETE FROM sqlite_sequence WHERE name = \(literal(new))")
    try run("INSERT INTO sqlite_sequence (name, seq) VALUES (\(literal(new)), \(last))")
  }

  /// Returns whether a table's key is AUTOINCREMENT.
  private func assignsOnce(_ table: String) throws -> Bool {
    let key = try rows("SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0", table) { $0.text(0) ?? "" }
    guard key.count == 1 else { return false }
    var assigns: Int32 = 0
    let code = sqlite3_table_column_metadata(handle, "main", table, key[0], nil, nil, nil, nil, &assigns)
    return code == SQLITE_OK && assigns == 1
  }
}
