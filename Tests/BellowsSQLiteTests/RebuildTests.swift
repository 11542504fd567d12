// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Testing

@testable import BellowsSQLite

@Suite struct RebuildTests {
  private let teams = Rebuild(
    table: "teams",
    changes: [
      .changeColumn(from: #""name" TEXT"#, to: #""name" TEXT NOT NULL"#), .addColumn(#""n" INTEGER"#),
      .dropColumn("size"),
    ], filled: [.init("n", #""size" + 1"#)])

  private func scratch(wal: Bool = true) throws -> Scratch {
    try Scratch(
      "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT, size INTEGER)",
      "CREATE INDEX teams_by_name ON teams (name)", "CREATE INDEX teams_by_size ON teams (size)",
      "CREATE TABLE users (id INTEGER PRIMARY KEY, team INTEGER REFERENCES teams ON DELETE CASCADE)",
      "CREATE TABLE log (what TEXT)",
      "CREATE VIEW names AS SELECT name, (SELECT count(*) FROM users WHERE team = teams.id) AS n FROM teams",
      "CREATE TRIGGER added AFTER INSERT ON teams BEGIN INSERT INTO log VALUES (new.name); END",
      "CREATE TRIGGER joined AFTER INSERT ON users BEGIN UPDATE teams SET name = name || '!' WHERE id = new.team; END",
      "INSERT INTO teams VALUES (1, 'a', 3), (2, 'none', 4)", "INSERT INTO users VALUES (7, 1), (8, 2), (9, 2)",
      "UPDATE teams SET name = 'none' WHERE id = 2",
      wal: wal)
  }

  @Test("A rebuild keeps referring rows, triggers, indexes and views", arguments: [true, false])
  func childRowsTriggersIndexesAndViewsSurvive(wal: Bool) async throws {
    let scratch = try scratch(wal: wal)
    try await scratch.execute(
      .sql("DROP INDEX teams_by_size"), .rebuild(teams), .sql(#"CREATE INDEX "teams_n" ON "teams" ("n")"#))
    #expect(try scratch.rows("SELECT id, name, n FROM teams") == ["1|a!|4", "2|none|5"])
    #expect(try scratch.rows("SELECT * FROM users") == ["7|1", "8|2", "9|2"])
    #expect(try scratch.rows("SELECT * FROM names") == ["a!|1", "none|2"])
    let objects = try scratch.rows("SELECT type || ' ' || name FROM sqlite_schema WHERE type <> 'table' ORDER BY 1")
    #expect(
      objects == ["index teams_by_name", "index teams_n", "trigger added", "trigger joined", "view names"])
    let beside = try scratch.connection()
    try beside.run("PRAGMA foreign_keys = ON")
    try beside.run("INSERT INTO users VALUES (10, 1)")
    try beside.run("INSERT INTO teams (name) VALUES ('new')")
    #expect(try scratch.rows("SELECT name FROM teams WHERE id = 1") == ["a!!"])
    #expect(try scratch.rows("SELECT what FROM log").last == "new")
    try beside.run("DELETE FROM teams WHERE id = 2")
    #expect(try scratch.rows("SELECT id FROM users") == ["7", "10"])
  }

  @Test(
    "A table whose rows are copied does not assign a deleted key again, and one without AUTOINCREMENT has no sequence",
    arguments: [[], [5], [5, 41]], [true, false])
  func keysAreNotGivenTwice(kept: [Int], isAssignedOnce: Bool) async throws {
    let word = isAssignedOnce ? "AUTOINCREMENT" : ""
    let scratch = try Scratch(
      "CREATE TABLE Teams (id INTEGER PRIMARY KEY \(word), name TEXT)",
      "CREATE TABLE others (id INTEGER PRIMARY KEY AUTOINCREMENT)", "INSERT INTO others VALUES (7)",
      "INSERT INTO teams VALUES (5, 'a'), (41, 'b')",
      "DELETE FROM teams WHERE id NOT IN (\(kept.map(String.init).joined(separator: ", ")))")
    let root = "SELECT rootpage FROM sqlite_schema WHERE lower(name) = 'teams'"
    let before = try scratch.rows(root)
    try await scratch.execute(
      .rebuild(Rebuild(table: "teams", changes: [.addColumn("x TEXT NOT NULL")], filled: [.init("x", "'v'")])))
    #expect(try scratch.rows(root) != before)
    #expect(try scratch.rows("SELECT id, x FROM teams ORDER BY id") == kept.map { "\($0)|v" })
    try scratch.connection().run("INSERT INTO teams (name, x) VALUES ('next', '')")
    let next = isAssignedOnce ? 42 : (kept.max() ?? 0) + 1
    #expect(try scratch.rows("SELECT max(id) FROM teams") == ["\(next)"])
    #expect(
      try scratch.rows("SELECT lower(name), seq FROM sqlite_sequence ORDER BY 1")
        == ["others|7"] + (isAssignedOnce ? ["teams|42"] : []))
  }

  @Test("A table whose rows are copied in a database without sequences keeps its rows")
  func noSequences() async throws {
    let scratch = try Scratch("CREATE TABLE teams (id INTEGER PRIMARY KEY)", "INSERT INTO teams VALUES (3)")
    try await scratch.execute(
      .rebuild(Rebuild(table: "teams", changes: [.addColumn("x TEXT NOT NULL")], filled: [.init("x", "id")])))
    #expect(try scratch.rows("SELECT * FROM teams") == ["3|3"])
  }

  @Test(
    "A column that becomes required gets the CHECK of its type where SQLite does not check the type",
    arguments: [
      ("a TEXT", "", true), ("a TEXT", " STRICT", false), ("a ANY", " STRICT", true), ("A TEXT", "", true),
    ])
  func checksOfTypes(column: String, options: String, isChecked: Bool) async throws {
    let scratch = try Scratch("CREATE TABLE t (id INTEGER PRIMARY KEY, \(column), b TEXT)\(options)")
    try await scratch.execute(
      .rebuild(Rebuild(table: "t", changes: [.changeColumn(from: #""a" TEXT"#, to: #""a" TEXT NOT NULL"#)])))
    let text = try scratch.rows("SELECT sql FROM sqlite_schema WHERE name = 't'")[0]
    #expect(text.contains("NOT NULL") && text.contains("typeof") == isChecked, "\(text)")
    let connection = try scratch.connection()
    #expect(throws: SQLiteError.self) { try connection.run("INSERT INTO t (a) VALUES (NULL)") }
    #expect(throws: SQLiteError.self) { try connection.run("INSERT INTO t (a) VALUES (x'00')") }
    try connection.run("INSERT INTO t (a) VALUES ('text')")
  }

  @Test("Rows without an integer key keep their rowid in a rebuild")
  func rowsWithoutIntegerKeyKeepTheirRowid() async throws {
    let scratch = try Scratch(
      "CREATE TABLE teams (name TEXT PRIMARY KEY)", "INSERT INTO teams VALUES ('a'), ('b'), ('c')",
      "DELETE FROM teams WHERE name = 'a'")
    try await scratch.execute(
      .rebuild(
        Rebuild(
          table: "teams", changes: [.addColumn("x TEXT")])))
    #expect(try scratch.rows("SELECT rowid, name FROM teams ORDER BY 1") == ["2|b", "3|c"])
  }

  @Test("A step that breaks a reference is refused, and the error names the row")
  func aReferenceThatWouldBreakIsRefusedWithItsRow() async throws {
    let scratch = try scratch()
    await #expect {
      try await scratch.execute(.sql("DELETE FROM teams WHERE id = 1"))
    } throws: { "\($0)".contains("row 7 of users references a missing row of teams") }
    #expect(try scratch.rows("SELECT count(*) FROM teams") == ["2"])
  }

  @Test("A step that breaks a view is refused") func aViewThatWouldBreakIsRefused() async throws {
    let scratch = try scratch()
    let broken = Rebuild(table: "teams", changes: [.dropColumn("name")])
    await #expect {
      try await scratch.execute(
        .sql("DROP INDEX teams_by_name"), .sql("DROP TRIGGER added"), .sql("DROP TRIGGER joined"), .rebuild(broken))
    } throws: { "\($0)".contains("the view names would no longer work") }
    #expect(try scratch.rows("SELECT name FROM teams ORDER BY id") == ["a!", "none"])
  }

  @Test("A rebuild outside a schema transaction is refused")
  func rebuildOutsideASchemaTransaction() async throws {
    let scratch = try scratch()
    await #expect(throws: DatabaseUnable.self) {
      try await scratch.database.transaction(.write) { try await $0.execute(.rebuild(teams)) }
    }
  }

  @Test("The error of any statement of a rebuild is reported", arguments: Faults.Failure.allCases)
  func everyStatementFails(_ failure: Faults.Failure) async throws {
    let scratch = try scratch()
    defer { withExtendedLifetime(scratch) {} }
    func rebuild(_ faults: Faults) async throws {
      let rebuild = Rebuild(table: "users", changes: [.addColumn(#""x" TEXT"#), .addColumn(#""y" TEXT"#)])
      try await SQLite(path: scratch.path, faults: faults).transaction(.schema) { session in
        try await session.execute(.sql("ALTER TABLE teams ADD COLUMN x TEXT"))
        try await session.execute(.rebuild(rebuild))
        // A failure rolls everything back, so the next round finds the same table.
        throw Finished()
      }
    }
    let counting = Faults()
    await #expect(throws: Finished.self) { try await rebuild(counting) }
    // The last statement is the ROLLBACK.
    for number in 1..<counting.count {
      await #expect("statement \(number)") {
        try await rebuild(Faults(failing: number, failure))
      } throws: {
        ($0 as? SQLiteError)?.description.contains("the transaction was rolled back") == true
      }
    }
  }
}

/// Ends a transaction that is complete.
private struct Finished: Error {}
