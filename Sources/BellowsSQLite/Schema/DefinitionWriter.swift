// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

/// Replaces the text of a table's definition in SQLite's catalog, without touching its rows.
///
/// The procedure is SQLite's own for changes that do not affect the stored rows
/// (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes", second list): inside a
/// transaction, `PRAGMA writable_schema`, an UPDATE of `sqlite_schema`, a new `PRAGMA schema_version`. Rows are
/// checked before it: afterwards SQLite trusts the new text and finds no violations.
struct DefinitionWriter {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// Writes the definition; returns `false` if the rows must be copied instead.
  ///
  /// - Throws: `DatabaseUnable` if rows violate the new definition, or if SQLite does not read it as it was written.
  func write(_ edit: DefinitionEdit, of shape: TableShape, with editor: TableEditor) throws -> Bool {
    guard try isAllowed(), try haveOwnValues(edit.changedDefaults, shape) else { return false }
    try check(edit.conditions, of: shape.name)
    try replace(shape.sql, with: editor.sql, of: shape.name)
    guard let written = try connection.shape(of: shape.name), written.sql == editor.sql,
      editor.table.agrees(with: written)
    else {
      throw DatabaseUnable(
        "\(connection.name): SQLite does not read the new definition of the table \(shape.name) as it was written; "
          + "nothing was changed")
    }
    return true
  }

  /// Throws if a row violates a condition; one scan of the table if none does.
  private func check(_ conditions: [DefinitionEdit.Condition], of table: String) throws {
    if conditions.isEmpty { return }
    let any = conditions.map(\.violation).joined(separator: " OR ")
    guard try connection.number("SELECT EXISTS (SELECT 1 FROM \(quoted(table)) WHERE \(any))") == 1 else { return }
    for condition in conditions {
      let count = try connection.number("SELECT count(*) FROM \(quoted(table)) WHERE \(condition.violation)")
      guard count > 0 else { continue }
      throw DatabaseUnable(
        "\(connection.name): \(condition.description), but \(count) \(count == 1 ? "row does" : "rows do") not; "
          + "correct these rows, then run again")
    }
  }

  /// Whether every row has a stored value in each column, and so does not read the column's default.
  ///
  /// A default that no row can contain is set for the moment; rows that read it have no value of their own.
  private func haveOwnValues(_ columns: [String], _ shape: TableShape) throws -> Bool {
    for column in columns {
      let mark = literal("bellows-\(UInt64.random(in: 0 ... .max))")
      var editor = try TableEditor(shape.sql)
      try editor.setDefault(of: column, to: mark)
      try connection.run("SAVEPOINT \(OwnNames.defaultSavepoint)")
      try replace(shape.sql, with: editor.sql, of: shape.name)
      let count = try connection.number(
        "SELECT count(*) FROM \(quoted(shape.name)) NOT INDEXED WHERE \(quoted(column)) IS \(mark)")
      try connection.run("ROLLBACK TO \(OwnNames.defaultSavepoint)")
      try connection.run("RELEASE \(OwnNames.defaultSavepoint)")
      if count > 0 { return false }
    }
    return true
  }

  /// Runs `ALTER TABLE`, and puts back the texts of other objects in which SQLite only changed quotes.
  ///
  /// It re-spells string literals in double quotes in the whole schema (`sqlite_rename_quotefix`). An object that also
  /// names a renamed column or table keeps SQLite's text.
  func alter(_ sql: String) throws {
    let before = try connection.schemaObjects()
    try connection.run(sql)
    let after = Dictionary(
      try connection.schemaObjects().map { ($0.key, $0.sql) }, uniquingKeysWith: { first, _ in first })
    let changed = before.filter { object in
      guard let text = after[object.key], text != object.sql else { return false }
      return SQLToken.tokens(of: text)[...].spellingOfAnyQuotes
        == SQLToken.tokens(of: object.sql)[...].spellingOfAnyQuotes
    }
    guard try !changed.isEmpty && isAllowed() else { return }
    for object in changed {
      try replace(after[object.key] ?? "", with: object.sql, of: object.name, kind: object.kind.rawValue)
    }
  }

  /// Writes a definition with the same tokens, or with another spelling of the table's name, if the catalog can be
  /// written.
  func respell(_ shape: TableShape, as sql: String) throws {
    if try isAllowed() { try replace(shape.sql, with: sql, of: shape.name) }
  }

  // MARK: - The catalog

  /// Whether the connection may write to the catalog: a library can be built, and an authorizer set, so that it may not.
  private func isAllowed() throws -> Bool {
    try withWritableCatalog { try connection.number("PRAGMA writable_schema") == 1 }
  }

  private func replace(_ old: String, with new: String, of object: String, kind: String = "table") throws {
    try withWritableCatalog {
      let version = try connection.number("PRAGMA schema_version")
      try connection.run(
        "UPDATE sqlite_schema SET sql = \(literal(new)) WHERE type = \(literal(kind)) AND name = \(literal(object)) "
          + "AND sql = \(literal(old))")
      guard connection.changes == 1 else {
        throw DatabaseUnable(
          "\(connection.name): the definition of the \(kind) \(object) was changed meanwhile; run again")
      }
      // All connections read the catalog again when its version differs.
      try connection.run("PRAGMA schema_version = \(version + 1)")
    }
  }

  private func withWritableCatalog<Result>(_ body: () throws -> Result) throws -> Result {
    bellows_configure(connection.handle, SQLITE_DBCONFIG_DEFENSIVE, 0)
    defer { bellows_configure(connection.handle, SQLITE_DBCONFIG_DEFENSIVE, 1) }
    try connection.run("PRAGMA writable_schema = ON")
    // A rollback does not switch it off.
    defer { bellows_configure(connection.handle, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0) }
    return try body()
  }
}
