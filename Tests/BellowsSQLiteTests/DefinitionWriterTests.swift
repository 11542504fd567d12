// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits
import Testing

@testable import BellowsSQLite

/// A change that does not affect stored rows is written into the definition alone.
@Suite struct DefinitionWriterTests {
  private static let columns = "id INTEGER PRIMARY KEY, a TEXT /* a name */, b INTEGER DEFAULT 3 CHECK (b < 100)"

  private func scratch(_ more: String...) throws -> Scratch {
    let scratch = try Scratch(
      "CREATE TABLE p (id INTEGER PRIMARY KEY)", "INSERT INTO p VALUES (1), (2)",
      "CREATE TABLE t (\(Self.columns))", "CREATE INDEX t_a ON t (a)", "INSERT INTO t VALUES (1, 'x', 1), (2, 'y', 2)")
    for sql in more { try scratch.connection().run(sql) }
    return scratch
  }

  /// The page where the rows begin: a copy gets another one.
  private func root(_ scratch: Scratch) throws -> [String] {
    try scratch.rows("SELECT rootpage FROM sqlite_schema WHERE name = 't'")
  }

  private func change(_ old: String, _ new: String) -> SchemaStatement {
    .rebuild(Rebuild(table: "t", changes: [.changeColumn(from: old, to: new)]))
  }

  @Test(
    "NOT NULL, CHECK, references and defaults change without a copy of the rows",
    arguments: [
      ("a TEXT", "a TEXT NOT NULL", "INSERT INTO t (a) VALUES (NULL)"),
      ("a TEXT", "a TEXT CHECK (length(a) = 1)", "INSERT INTO t (a) VALUES ('long')"),
      ("b INTEGER", "b INTEGER REFERENCES p", "INSERT INTO t (a, b) VALUES ('z', 9)"),
      (
        "b INTEGER DEFAULT 3 CHECK (b < 100)", "b INTEGER DEFAULT 3 CHECK (b < 50)", "INSERT INTO t (b) VALUES (60)"
      ),
    ])
  func withoutCopy(_ old: String, _ new: String, _ refused: String) async throws {
    let scratch = try scratch()
    let (before, rows) = (try root(scratch), try scratch.rows("SELECT * FROM t"))
    let beside = try scratch.connection()
    try beside.run("PRAGMA foreign_keys = ON")
    let prepared = try beside.prepareOnce(refused)
    try await scratch.execute(change(old, new))
    #expect(try root(scratch) == before && scratch.rows("SELECT * FROM t") == rows)
    #expect(throws: SQLiteError.self, "a statement that was prepared before obeys") { try prepared.step() }
    #expect(try scratch.rows("SELECT sql FROM sqlite_schema WHERE name = 't'")[0].contains("/* a name */"))
    #expect(try scratch.rows("PRAGMA integrity_check") == ["ok"])
    // And back.
    try await scratch.execute(change(new, old))
    #expect(try root(scratch) == before)
    try beside.run(refused)
    #expect(try scratch.rows("PRAGMA integrity_check") == ["ok"])
  }

  @Test("A default changes alone if every row has a value of its own, and with a copy if one reads the default")
  func defaults() async throws {
    let own = try scratch()
    let before = try root(own)
    try await own.execute(change("b INTEGER DEFAULT 3", "b INTEGER DEFAULT 4"))
    #expect(try root(own) == before)
    try own.connection().run("INSERT INTO t (id) VALUES (3)")
    #expect(try own.rows("SELECT b FROM t ORDER BY id") == ["1", "2", "4"])

    let short = try scratch("ALTER TABLE t ADD COLUMN c TEXT DEFAULT 'old'")
    let root = try root(short)
    try await short.execute(change("c TEXT DEFAULT 'old'", "c TEXT DEFAULT 'new'"))
    #expect(try self.root(short) != root)
    try short.connection().run("INSERT INTO t (id) VALUES (3)")
    #expect(try short.rows("SELECT c FROM t ORDER BY id") == ["old", "old", "new"])
    #expect(try short.rows("PRAGMA integrity_check") == ["ok"])
  }

  @Test(
    "Types, collations and UNIQUE change with a copy", arguments: ["a TEXT COLLATE NOCASE", "a BLOB", "a TEXT UNIQUE"])
  func copied(_ new: String) throws {
    let old = try #require(TableText("CREATE TABLE t (\(Self.columns))"))
    let text = Self.columns.replacingOccurrences(of: "a TEXT", with: new)
    #expect(DefinitionEdit(from: old, to: try #require(TableText("CREATE TABLE t (\(text))"))) == nil)
  }

  @Test(
    "Rows that violate the new definition refuse it, and nothing is changed",
    arguments: [
      ("a TEXT", "a TEXT NOT NULL", "t.a must not be NULL, but 1 row does not"),
      ("a TEXT", "a TEXT CHECK (a <> 'y')", "t must satisfy CHECK (a <> 'y'), but 1 row does not"),
    ])
  func violated(_ old: String, _ new: String, _ message: String) async throws {
    let scratch = try scratch("INSERT INTO t (id, a) VALUES (3, NULL)")
    let before = try scratch.rows("SELECT * FROM sqlite_schema")
    await #expect {
      try await scratch.execute(change(old, new))
    } throws: { "\($0)".contains(message) }
    #expect(try scratch.rows("SELECT * FROM sqlite_schema") == before)
    // The connection is protected again.
    await #expect(throws: (any Error).self) {
      try await scratch.execute(.sql("UPDATE sqlite_schema SET sql = sql"))
    }
  }

  @Test(
    "String literals in double quotes stay so in every object that a change does not name",
    arguments: [
      "ALTER TABLE t DROP COLUMN gone", "ALTER TABLE t RENAME COLUMN gone TO other",
      "ALTER TABLE t ADD COLUMN more TEXT",
    ])
  func quotes(statement: String) async throws {
    let scratch = try Scratch(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, gone TEXT, kept TEXT CHECK (kept <> \"bad\"))",
      "CREATE TABLE log (what)",
      "CREATE TABLE beside (x TEXT CHECK (x <> \"no\"))",
      "CREATE TRIGGER tr AFTER INSERT ON log BEGIN UPDATE log SET what = \"none\" WHERE what IS NULL; END",
      "CREATE VIEW v AS SELECT id, \"text\" AS what FROM t", "CREATE INDEX i ON log (what) WHERE what <> \"none\"")
    let query = "SELECT sql FROM sqlite_schema WHERE name <> 't' ORDER BY name"
    let before = try scratch.rows(query)
    try await scratch.execute(.sql(statement))
    #expect(try scratch.rows(query) == before)
    #expect(try scratch.rows("PRAGMA integrity_check") == ["ok"])
    try scratch.connection().run("INSERT INTO log VALUES (NULL)")
    #expect(try scratch.rows("SELECT what FROM log") == ["none"])
  }

  /// Makes a connection ignore that it may write to the catalog, as an application may do with an authorizer.
  private func forbidCatalog(_ connection: Connection) {
    sqlite3_set_authorizer(
      connection.handle,
      { _, action, name, _, _, _ in
        let isCatalog = action == SQLITE_PRAGMA && name.map { String(cString: $0) } == "writable_schema"
        return isCatalog ? SQLITE_IGNORE : SQLITE_OK
      }, nil)
  }

  @Test(
    "A connection that may not write to the catalog copies the rows, and leaves the spelling of a definition",
    arguments: [true, false])
  func forbiddenCatalog(isAllowed: Bool) throws {
    let scratch = try scratch()
    let connection = try scratch.connection()
    if !isAllowed { forbidCatalog(connection) }
    let shape = try #require(try connection.shape(of: "t"))
    let spelled = shape.sql.replacing("CREATE TABLE t", with: "CREATE TABLE \"T\"")
    try connection.run("BEGIN")
    try DefinitionWriter(connection).respell(shape, as: spelled)
    try connection.run("COMMIT")
    let text = "SELECT sql FROM sqlite_schema WHERE name = 't'"
    #expect(try scratch.rows(text) == [isAllowed ? spelled : shape.sql])

    let (before, rows) = (try root(scratch), try scratch.rows("SELECT * FROM t"))
    let present = try #require(try connection.shape(of: "t"))
    var editor = try connection.editor(of: present)
    try editor.change(from: "a TEXT", to: "a TEXT NOT NULL")
    try connection.run("BEGIN")
    try connection.write(editor, of: present)
    try connection.run("COMMIT")
    let written = try root(scratch)
    #expect((written == before) == isAllowed)
    try connection.run("BEGIN")
    try connection.execute(change("b INTEGER", "b INTEGER CHECK (b <> 50)"))
    try connection.run("COMMIT")
    #expect(try (root(scratch) == written) == isAllowed)
    #expect(try scratch.rows("SELECT * FROM t") == rows)
    #expect(try scratch.rows(text)[0].contains("NOT NULL") && scratch.rows(text)[0].contains("50"))
    #expect(throws: SQLiteError.self) { try connection.run("INSERT INTO t (id) VALUES (9)") }
  }
}
