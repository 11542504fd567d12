// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import Bellows

/// Existing databases with other index names and with constraints inside tables.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct AdoptedTests {
  @Test("An index with another name is dropped") func anIndexWithAnotherNameIsDropped() async throws {
    let adopted = try await Adopted(
      "CREATE TABLE users (_id INTEGER PRIMARY KEY, email TEXT NOT NULL); CREATE UNIQUE INDEX odd ON users (Email)",
      "table users { email: string unique by_email (email) }", "table users { email: string }")
    try await adopted.forward()
    #expect(try adopted.texts("SELECT name FROM sqlite_schema WHERE type = 'index'  AND tbl_name = 'users'") == [])
    try adopted.sql("INSERT INTO users VALUES (1, 'a'), (2, 'a')")
  }

  @Test("An index with another name is replaced") func anIndexIsReplacedUnderItsOldName() async throws {
    let adopted = try await Adopted(
      """
      CREATE TABLE users (_id INTEGER PRIMARY KEY, data TEXT NOT NULL, team INTEGER NOT NULL);
      CREATE INDEX one ON users (json_extract(data, '$.kind'), team); CREATE INDEX two ON users (team)
      """,
      "table users { data: { kind: string } team: int index by_kind (data.kind, team) index by_team (team) }",
      "table users { data: { kind: string } team: int index by_kind (team, data.kind) index by_team (team) }")
    try await adopted.forward()
    #expect(
      try adopted.texts("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'users' ORDER BY name")
        .contains("two"))
    #expect(!(try adopted.texts("SELECT name FROM sqlite_schema WHERE type = 'index'").contains("one")))
  }

  @Test(
    "A unique constraint inside a table is dropped and the others stay",
    arguments: [
      "CREATE TABLE users (_id INTEGER PRIMARY KEY, email VARCHAR(80) NOT NULL UNIQUE, name TEXT UNIQUE, CHECK (email <> ''))",
      "CREATE TABLE users (_id INTEGER PRIMARY KEY, email TEXT NOT NULL CONSTRAINT once UNIQUE ON CONFLICT REPLACE, name TEXT UNIQUE)",
      "CREATE TABLE users (_id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT, UNIQUE (name), CONSTRAINT \"x y\" UNIQUE (\"email\"))",
    ])
  func aPromiseInsideATableGoesAndTheOthersStay(_ table: String) async throws {
    let adopted = try await Adopted(
      table + "; CREATE TABLE logs (_id INTEGER PRIMARY KEY, user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE);"
        + "INSERT INTO users VALUES (1, 'a', 'x'); INSERT INTO logs VALUES (1, 1)",
      """
      table users { email: string name: string? unique by_email (email) unique by_name (name) }
      table logs { user: id<users> @onDelete(cascade) }
      """,
      """
      table users { email: string name: string? unique by_name (name) }
      table logs { user: id<users> @onDelete(cascade) }
      """)
    try await adopted.forward()
    try adopted.sql("INSERT INTO users VALUES (2, 'a', 'y')")
    #expect(throws: RawDatabase.Failure.self) { try adopted.sql("INSERT INTO users VALUES (3, 'c', 'y')") }
    #expect(try adopted.texts("SELECT user FROM logs") == ["1"])
  }

  @Test("A rebuild keeps a unique constraint inside the table")
  func rebuildKeepsUniqueConstraints() async throws {
    let adopted = try await Adopted(
      "CREATE TABLE users (_id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, age INTEGER); INSERT INTO users VALUES (1, 'a', 3)",
      "table users { email: string age: int? unique by_email (email) }",
      "table users { email: string age: int = 18 unique by_email (email) }")
    try await adopted.forward()
    #expect(try adopted.texts("SELECT \"notnull\" FROM pragma_table_xinfo('users') WHERE name = 'age'") == ["1"])
    #expect(throws: RawDatabase.Failure.self) { try adopted.sql("INSERT INTO users (email) VALUES ('a')") }
    try await adopted.rollback()
    #expect(throws: RawDatabase.Failure.self) { try adopted.sql("INSERT INTO users (email) VALUES ('a')") }
  }

  /// A table whose key has its columns in another order than their names.
  private func members() async throws -> Adopted {
    try await Adopted(
      """
      CREATE TABLE members (a TEXT NOT NULL, b INTEGER NOT NULL, age INTEGER, PRIMARY KEY (b, a)) WITHOUT ROWID;
      INSERT INTO members VALUES ('z', 1, NULL), ('y', 2, NULL), ('x', 3, NULL), ('w', 4, NULL)
      """,
      "table members { a: string @key b: int @key age: int? }",
      "table members { a: string @key b: int @key age: int = 18 }")
  }

  @Test("A scan follows the column order of the table's key") func aScanFollowsTheOrderOfTheKey() async throws {
    let adopted = try await members()
    var options = RunOptions()
    options.limit = 3
    options.batchSize = 1
    let end = try await adopted.forward(options)
    #expect(end == .limited(backfill: "members.age"))
    #expect(try adopted.texts("SELECT cursor FROM _bellows_ranges") == ["[3,\"x\"]"])
    #expect(try adopted.texts("SELECT count(*) FROM members WHERE age = 18") == ["3"])
    try await adopted.forward()
    #expect(try adopted.texts("SELECT count(*) FROM members WHERE age = 18") == ["4"])
    try await adopted.rollback()
    #expect(try adopted.texts("SELECT count(*) FROM members WHERE age IS NULL") == ["4"])
  }

  @Test("A cursor has its values in the order of the column names")
  func aCursorIsGivenInTheOrderOfTheNames() async throws {
    let adopted = try await members()
    var options = RunOptions()
    options.cursor = ["y", 2]
    try await adopted.forward(options)
    #expect(try adopted.texts("SELECT b FROM members WHERE age = 18 ORDER BY b") == ["3", "4"])
  }
}

/// An adopted database, and a plan for it.
private final class Adopted: Sendable {
  private let migrations: Migrations
  private let path: String
  private let author = Author(who: "the test", environment: "test")

  init(_ tables: String, _ old: String, _ new: String) async throws {
    func schema(_ text: String) throws -> Schema {
      try readSchema([SourceFile(path: "app.schema", text: "target sqlite\n" + text)])
    }
    let plan = try planMigration(from: schema(old), to: schema(new)).plan
    path = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-\(UUID().uuidString).sqlite").path
    let rollout = Rollout(plan, seed: 1, rowsOfTable: 0, path: path)
    migrations = rollout.runtimePlan().migrations
    try RawDatabase(path: path).execute("PRAGMA foreign_keys = ON; " + tables)
    try await Adoption(runner: Runner(rollout.runtimePlan().before, on: SQLite(path: path), by: author)).run()
  }

  deinit {
    for suffix in ["", "-wal", "-shm", "-journal", "-bellows"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  func sql(_ statement: String) throws { try RawDatabase(path: path).execute(statement) }

  func texts(_ query: String) throws -> [String] { try RawDatabase(path: path).texts(query) }

  @discardableResult func forward(_ options: RunOptions = RunOptions()) async throws -> RunEnd {
    var options = options
    options.isGateless = true
    return try await Runner(migrations, on: SQLite(path: path), by: author, options: options).run()
  }

  func rollback() async throws {
    try sql("UPDATE _bellows_plans SET released = 0")
    try await RollbackRun(runner: Runner(migrations, on: SQLite(path: path), by: author)).run(to: 0)
  }
}
