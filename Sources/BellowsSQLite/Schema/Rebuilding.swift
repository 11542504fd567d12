// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

extension Connection {
  /// Executes one step of a deploy's schema change.
  func execute(_ statement: SchemaStatement) throws {
    switch statement {
    case .sql(let sql): try run(sql)
    case .rebuild(let rebuild): try execute(rebuild)
    case .dropIndex(let name, let create): try dropIndex(name, like: create)
    }
  }

  /// Changes a table's definition; copies the rows only if they must be stored in another way.
  func execute(_ rebuild: Rebuild) throws {
    guard let shape = try shape(of: rebuild.table) else {
      throw DatabaseUnable("\(name): there is no table \(rebuild.table)")
    }
    let edited = try editor(of: shape, after: rebuild.changes)
    if try rebuild.filled.isEmpty && changeWithoutCopy(shape, rebuild.changes) { return }
    try replace(shape, with: edited, filled: rebuild.filled)
  }

  /// Changes a table by `ALTER TABLE` and edits of its definition; returns `false` if SQLite cannot do it so.
  private func changeWithoutCopy(_ shape: TableShape, _ changes: [TableChange]) throws -> Bool {
    let edits = changes.filter { !$0.addsColumn && !$0.dropsColumn }
    try run("SAVEPOINT \(OwnNames.changeSavepoint)")
    do {
      for case .addColumn(let definition) in changes {
        try run("ALTER TABLE \(quoted(shape.name)) ADD COLUMN \(definition)")
      }
      if let changed = try edits.isEmpty ? nil : self.shape(of: shape.name) {
        let editor = try editor(of: changed, after: edits)
        guard let old = TableText(changed.sql), let edit = DefinitionEdit(from: old, to: editor.table),
          try DefinitionWriter(self).write(edit, of: changed, with: editor)
        else {
          try undoChange()
          return false
        }
      }
      for case .dropColumn(let column) in changes {
        try run("ALTER TABLE \(quoted(shape.name)) DROP COLUMN \(quoted(column))")
      }
      try run("RELEASE \(OwnNames.changeSavepoint)")
      return true
    } catch let error as SQLiteError where error.primaryCode == SQLITE_ERROR {
      // `ALTER TABLE` refuses some columns: a new one that is required, a dropped one that an index or a CHECK names.
      try undoChange()
      return false
    }
  }

  private func undoChange() throws {
    try run("ROLLBACK TO \(OwnNames.changeSavepoint); RELEASE \(OwnNames.changeSavepoint)")
  }

  private func editor(of shape: TableShape, after changes: [TableChange]) throws -> TableEditor {
    var editor = try editor(of: shape)
    do { for change in changes { try editor.apply(change) } } catch { throw refusal(error, of: shape.name) }
    return editor
  }

  /// Returns an editor of a table's definition.
  ///
  /// Throws if the parsed definition differs from SQLite's catalog.
  func editor(of shape: TableShape) throws -> TableEditor {
    do {
      let editor = try TableEditor(shape.sql)
      guard editor.table.agrees(with: shape) else {
        throw DatabaseUnable(
          "\(name): SQLite's catalog differs from the definition of the table \(shape.name); recreate the table with a plain "
            + "definition, then run again")
      }
      return editor
    } catch let error as EditRefused {
      throw refusal(error, of: shape.name)
    }
  }

  /// Converts the error of an edit.
  func refusal(_ error: any Error, of table: String) -> any Error {
    guard let error = error as? EditRefused else { return error }
    return DatabaseUnable("the table \(table) cannot be changed: \(error)")
  }

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
    do { try renamed.rename(to: new) } catch { throw refusal(error, of: old.name) }
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

extension TableChange {
  fileprivate var addsColumn: Bool { if case .addColumn = self { true } else { false } }
  fileprivate var dropsColumn: Bool { if case .dropColumn = self { true } else { false } }
}

extension TableEditor {
  /// Applies one of a plan's changes.
  fileprivate mutating func apply(_ change: TableChange) throws(EditRefused) {
    switch change {
    case .addColumn(let definition): try add(column: definition)
    case .dropColumn(let name): try remove(column: name)
    case .changeColumn(let old, let new): try self.change(from: old, to: new)
    case .addConstraint(let constraint): try add(constraint: constraint)
    case .dropConstraint(let constraint): try remove(constraint: constraint)
    }
  }
}

extension TableText {
  /// Returns whether it agrees with SQLite's catalog: then it was parsed as SQLite parses it.
  func agrees(with shape: TableShape) -> Bool {
    guard columns.map({ foldedName($0.name) }) == shape.columns.map({ foldedName($0.name) }) else { return false }
    let references =
      columns.flatMap(\.clauses).filter { $0.kind == .references }.count
      + constraints.filter { $0.kind == .foreignKey }.count
    guard references == shape.references.count else { return false }
    return zip(columns, shape.columns).allSatisfy { own, other in
      (own.clause(.generated) != nil) == other.isGenerated
        && (own.clause(.default) != nil) == (other.defaultText != nil)
        && (own.clause(.notNull) != nil || other.keyPosition > 0) == other.isRequired
    }
  }
}
