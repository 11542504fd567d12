// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// The schema of a database in memory, without rows.
struct SchemaCopy {
  let connection: Connection
  /// Objects that could not be created in the copy: they use functions, collations or modules that this process lacks.
  private(set) var skipped: [Skipped] = []

  /// An object that could not be created, and why.
  struct Skipped {
    var object: SchemaObject
    var reason: String
  }

  /// Copies the schema as the open transaction sees it.
  init(of original: Connection) throws {
    connection = try Connection(path: ":memory:", name: original.name, wait: BusyWait(timeout: .zero))
    try connection.run("PRAGMA foreign_keys = OFF")
    for object in try original.objectsToCopy() {
      do {
        try connection.run(object.sql)
      } catch let error as SQLiteError {
        skipped.append(Skipped(object: object, reason: error.message))
      }
    }
  }
}

/// A table, index, trigger or view as `sqlite_schema` lists it.
struct SchemaObject: Hashable {
  var kind: Kind
  var name: String
  /// The table that it belongs to; its own name for tables and views.
  var table: String
  /// Its CREATE statement.
  var sql: String

  /// The kinds of objects, in the order in which they can be created.
  enum Kind: String, CaseIterable {
    case table, index, view, trigger
  }

  /// Identifies the object in its schema.
  var key: String { "\(kind.rawValue) \(foldedName(name))" }

  /// The columns and expressions of an index: the tokens after the table's name.
  var indexed: ArraySlice<SQLToken> {
    let tokens = SQLToken.tokens(of: sql)
    guard let on = tokens.firstIndex(where: { $0.says("on") }) else { return [] }
    return tokens.dropFirst(on + 2)
  }

  /// The name in messages: `the trigger users_touch`.
  var label: String { "the \(kind.rawValue) \(name)" }
}

extension Connection {
  /// Returns all objects with a CREATE statement, except those of the ledger, of SQLite, and of virtual tables.
  func schemaObjects() throws -> [SchemaObject] {
    let shadows = Set(
      try rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'") {
        foldedName($0.text(0) ?? "")
      })
    return try rows(
      """
      SELECT type, name, tbl_name, sql FROM sqlite_schema
      WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND tbl_name NOT LIKE '~_bellows~_%' ESCAPE '~'
      ORDER BY rowid
      """
    ) { row in
      SchemaObject.Kind(rawValue: row.text(0) ?? "").map {
        SchemaObject(kind: $0, name: row.text(1) ?? "", table: row.text(2) ?? "", sql: row.text(3) ?? "")
      }
    }.compactMap { $0 }.filter { !shadows.contains(foldedName($0.table)) }
  }

  /// Returns the objects of the schema in an order in which they can be created.
  fileprivate func objectsToCopy() throws -> [SchemaObject] {
    let objects = try schemaObjects()
    return SchemaObject.Kind.allCases.flatMap { kind in objects.filter { $0.kind == kind } }
  }
}
