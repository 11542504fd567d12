// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation

import PlanModel
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import Bellows
@testable import MigrationSQL

/// `Migrations/baseline.sql`: a new database gets what only the adopted one had.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct BaselineTests {
  private static let adopted = """
    CREATE TABLE settings (name, value);
    CREATE TABLE users (
      id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL COLLATE NOCASE UNIQUE, age INTEGER CHECK (age > 0)
    );
    CREATE TABLE plain (_id INTEGER PRIMARY KEY, name TEXT) STRICT;
    CREATE INDEX adults ON users (age) WHERE age >= 18;
    CREATE VIEW names AS SELECT name FROM plain;
    CREATE TRIGGER lower AFTER INSERT ON users BEGIN UPDATE users SET age = age + 1 WHERE id = new.id; SELECT 1; END
    """
  private static let schema = """
    target sqlite
    table users { id: int @key = auto email: string age: int? }
    table plain { name: string? index by_name (name) }
    """

  private func migrations(_ text: String = schema, baseline: String?) throws -> Migrations {
    let schema = try readSchema([SourceFile(path: "app.schema", text: text)])
    return Migrations(
      schema: schema.fingerprint, tables: Dialect.sqlite.storedTables(of: StoreRevision(schema)) { _ in true },
      baseline: baseline, plans: [])
  }

  private func migrate(
    _ migrations: Migrations, _ path: String, _ arguments: String...
  ) async -> (status: Int32, text: String) {
    let printed = PrintedText()
    let status = await MigrateCommand.run(
      migrations, on: SQLite(path: path), environment: "test", arguments: arguments, console: printed.console())
    return (status, printed.text)
  }

  private func newPath() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("bellows-\(UUID().uuidString).sqlite").path
  }

  @Test("A new database gets the clauses and objects of the baseline, and verify compares with them")
  func created() async throws {
    let old = newPath()
    try RawDatabase(path: old).execute(Self.adopted)
    let inspected = await migrate(try migrations(baseline: nil), old, "inspect", "--rest")
    #expect(inspected.status == 0)
    for text in ["CREATE TABLE users", "COLLATE NOCASE", "CREATE INDEX adults", "CREATE VIEW names", "TRIGGER lower"] {
      #expect(inspected.text.contains(text), "\(text)")
    }
    #expect(!inspected.text.contains("CREATE TABLE plain"), "it is as Bellows creates it")
    let build = try migrations(baseline: inspected.text)
    let new = newPath()
    let outcome = await migrate(build, new, "create")
    #expect(outcome.status == 0, "\(outcome.text)")
    let database = try RawDatabase(path: new)
    let own = "FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name NOT LIKE '\\_bellows%' ESCAPE '\\'"
    let names = Set(try database.texts("SELECT name \(own)"))
    #expect(
      names.isSuperset(of: Set(try RawDatabase(path: old).texts("SELECT name \(own) AND name <> 'sqlite_sequence'"))))
    #expect(names.contains("plain_by_name"), "an index of the schema")
    try database.execute("INSERT INTO users (email, age) VALUES ('A@x', 3)")
    #expect(try database.texts("SELECT age FROM users WHERE email = 'a@X'") == ["4"])
    #expect((await migrate(build, new, "verify", "--fail-on-drift")).text.contains("baseline") == false)
    try database.execute("DROP VIEW names; DROP INDEX adults; CREATE INDEX adults ON users (age)")
    let verified = await migrate(build, new, "verify", "--fail-on-drift")
    #expect(verified.text.contains("baseline: the view names is not there"), "\(verified.text)")
    #expect(verified.text.contains("baseline: the index adults is not as in Migrations/baseline.sql"))
    #expect(verified.status == 1)
  }

  @Test(
    "A baseline that is not of the build's schema is refused, and nothing is created",
    arguments: [
      ("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);", "the column age does not exist"),
      ("DROP TABLE users;", "creates no table, index, view or trigger"),
      ("CREATE VIEW v AS SELECT 1", "the last statement has no end"),
      ("CREATE INDEX i ON nowhere (x);", "the index i: no such table"),
    ])
  func refused(_ baseline: String, _ words: String) async throws {
    let path = newPath()
    let outcome = await migrate(try migrations(baseline: baseline), path, "create")
    #expect(outcome.status == 1)
    #expect(outcome.text.contains(words), "\(outcome.text)")
    #expect(try RawDatabase(path: path).texts("SELECT name FROM sqlite_schema WHERE name = 'users'") == [])
  }
}
