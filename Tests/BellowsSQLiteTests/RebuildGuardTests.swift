// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import TestSupport
import Testing

@testable import BellowsSQLite

/// What stops a step that would break something, before its transaction ends.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RebuildGuardTests {
  private func scratch(_ more: String...) throws -> Scratch {
    let scratch = try Scratch(
      "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT, size INTEGER)",
      "CREATE TABLE users (id INTEGER PRIMARY KEY, team INTEGER REFERENCES teams ON DELETE CASCADE)",
      "CREATE TABLE log (what TEXT)", "INSERT INTO teams VALUES (1, 'a', 3)", "INSERT INTO users VALUES (7, 1)")
    for statement in more { try scratch.connection().run(statement) }
    return scratch
  }

  private let drop = SchemaStatement.rebuild(Rebuild(table: "teams", changes: [.dropColumn("name")]))

  @Test(
    "A step that breaks a trigger of another table is refused, for every event and time of the trigger",
    arguments: ["INSERT", "UPDATE", "UPDATE OF team", "DELETE"], ["AFTER", "BEFORE"])
  func brokenTriggers(event: String, time: String) async throws {
    let scratch = try scratch(
      "CREATE TRIGGER noted \(time) \(event) ON users BEGIN INSERT INTO log SELECT teams.name FROM teams; END")
    await #expect {
      try await scratch.execute(drop)
    } throws: { "\($0)".contains("a trigger of users would no longer work") }
    #expect(try scratch.rows("SELECT name FROM teams") == ["a"])
  }

  @Test("A rename after a rebuild also renames the table in triggers and views")
  func renamesAfterwards() async throws {
    let scratch = try scratch(
      "CREATE TRIGGER noted AFTER INSERT ON users BEGIN INSERT INTO log VALUES ('x'); END",
      "CREATE VIEW said AS SELECT what FROM log")
    try await scratch.execute(drop, .sql("ALTER TABLE log RENAME TO journal"))
    try scratch.connection().run("INSERT INTO users VALUES (8, 1)")
    #expect(try scratch.rows("SELECT what FROM said") == ["x"])
  }

  @Test("A table is never copied while the deletion of its rows would cascade")
  func cascades() throws {
    let scratch = try scratch()
    let connection = try scratch.connection()
    try connection.run("PRAGMA foreign_keys = ON")
    let copied = SchemaStatement.rebuild(
      Rebuild(table: "teams", changes: [.changeColumn(from: "name TEXT", to: "name BLOB")]))
    #expect(throws: DatabaseUnable.self) { try connection.execute(copied) }
    #expect(try scratch.rows("SELECT * FROM users") == ["7|1"])
  }

  @Test("A definition that differs from SQLite's catalog is not edited")
  func otherWords() throws {
    let scratch = try Scratch(
      "CREATE TABLE t (a INTEGER NOT NULL DEFAULT 1, b INTEGER REFERENCES t, c AS (a) VIRTUAL, UNIQUE (a))")
    let connection = try scratch.connection()
    let shape = try #require(try connection.shape(of: "t"))
    _ = try connection.editor(of: shape)
    let faults: [(inout TableShape) -> Void] = [
      { $0.columns.swapAt(0, 1) }, { $0.columns.removeLast() }, { $0.columns[0].name = "x" },
      { $0.columns[0].isRequired = false }, { $0.columns[0].defaultText = nil }, { $0.columns[1].defaultText = "2" },
      { $0.columns[1].isGenerated = true }, { $0.columns[2].isGenerated = false }, { $0.references = [] },
      { $0.references += $0.references },
    ]
    for (index, fault) in faults.enumerated() {
      var other = shape
      fault(&other)
      #expect(throws: DatabaseUnable.self, "fault \(index)") { try connection.editor(of: other) }
    }
  }

  /// Indexes over the same column, of which each says something that a plain one does not.
  private static let special = [
    "CREATE INDEX x ON teams (name COLLATE NOCASE)", "CREATE INDEX x ON teams (name DESC)",
    "CREATE INDEX x ON teams (name) WHERE size > 1", "CREATE UNIQUE INDEX x ON teams (name)",
    "CREATE INDEX x ON teams (name, size)", "CREATE INDEX x ON teams (lower(name))",
  ]

  @Test("An index with different columns or clauses is not dropped instead of the planned one", arguments: special)
  func otherIndexes(_ other: String) async throws {
    let scratch = try scratch(other)
    let dropped = SchemaStatement.dropIndex("teams_by_name", like: #"CREATE INDEX "teams_by_name" ON "teams" ("name")"#)
    try await scratch.execute(dropped)
    #expect(try scratch.rows("SELECT sql FROM sqlite_schema WHERE type = 'index'") == [other])
    try scratch.connection().run("CREATE INDEX y ON Teams ([Name])")
    try await scratch.execute(dropped)
    #expect(try scratch.rows("SELECT sql FROM sqlite_schema WHERE type = 'index'") == [other])
  }

  @Test("Of a unique index and a UNIQUE over the same columns, the index is dropped and the UNIQUE stays")
  func indexBeforeConstraint() async throws {
    let scratch = try Scratch("CREATE TABLE t (a TEXT UNIQUE)", "CREATE UNIQUE INDEX mine ON t (a)")
    try await scratch.execute(.dropIndex("t_a", like: #"CREATE UNIQUE INDEX "t_a" ON "t" ("a")"#))
    #expect(try scratch.rows("SELECT count(*) FROM sqlite_schema WHERE name = 'mine'") == ["0"])
    #expect(try scratch.rows("SELECT sql FROM sqlite_schema WHERE name = 't'") == ["CREATE TABLE t (a TEXT UNIQUE)"])
  }
}
