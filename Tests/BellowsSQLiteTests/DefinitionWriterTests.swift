// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import SchemaEdits
import TestSupport
import Testing

@testable import BellowsSQLite

/// A change that does not affect stored rows is written into the definition alone.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct DefinitionWriterTests {
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

  @Test("Random definitions behave as in a database that was created with them")
  func random() async throws {
    let count = Thorough.count(sample: 150, whole: 5_000)
    var edited = 0
    for seed in Thorough.seed..<Thorough.seed + UInt64(count) {
      var random = SeededRandom(seed: seed)
      let definition = RandomDefinition(&random)
      let changes = definition.changes(&random)
      let scratch = try Scratch(
        "CREATE TABLE p (id INTEGER PRIMARY KEY)", "INSERT INTO p VALUES (1), (2)", definition.sql)
      let connection = try scratch.connection()
      for row in definition.rows(&random) { try? connection.run(row) }
      let values = "SELECT quote(id), quote(a), quote(b), quote(c) FROM t ORDER BY id"
      let (before, rows) = (try root(scratch), try scratch.rows(values))
      let isDone = (try? await scratch.execute(.rebuild(Rebuild(table: "t", changes: changes)))) != nil
      #expect(try scratch.rows(values) == rows, "seed \(seed): \(definition.sql) \(changes)")
      guard isDone else { continue }
      if try root(scratch) == before { edited += 1 }
      let text = try scratch.rows("SELECT sql FROM sqlite_schema WHERE name = 't'")[0]
      let fresh = try Scratch("CREATE TABLE p (id INTEGER PRIMARY KEY)", "INSERT INTO p VALUES (1), (2)", text)
      for row in rows {
        try fresh.connection().run("INSERT INTO t VALUES (\(row.replacingOccurrences(of: "|", with: ", ")))")
      }
      #expect(try scratch.rows("PRAGMA integrity_check") == ["ok"], "seed \(seed): \(definition.sql) \(changes)")
      for probe in definition.probes {
        let outcomes = try [scratch, fresh].map { database in
          let connection = try database.connection()
          try connection.run("PRAGMA foreign_keys = ON")
          let isRefused = (try? connection.run(probe)) == nil
          return "\(isRefused) \(try database.rows(values))"
        }
        #expect(outcomes[0] == outcomes[1], "seed \(seed): \(probe) after \(definition.sql) \(changes)")
      }
    }
    print("definitions: seed \(Thorough.seed), \(count) tables, \(edited) edited without a copy")
    #expect(edited > count / 4)
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
}

/// A table with random clauses, and changes of them.
private struct RandomDefinition {
  private var columns: [(name: String, type: String, clauses: [String])] = []

  private static let notNull = ["NOT NULL", "not null on conflict ignore"]
  private static let defaults = ["DEFAULT 3", "DEFAULT ('a' || 'b')", "DEFAULT -1"]
  private static let references = ["REFERENCES p", "REFERENCES p (id) ON DELETE CASCADE", "REFERENCES p DEFERRABLE"]

  init(_ random: inout SeededRandom) {
    for name in ["a", "b", "c"] {
      let type = random.pick(["TEXT", "INTEGER", "INT", "", "VARCHAR(9)", "REAL"])
      var clauses: [String] = []
      if random.happens(40) { clauses.append(random.pick(Self.notNull)) }
      if random.happens(40) { clauses.append(random.pick(Self.defaults)) }
      if random.happens(30) { clauses.append(Self.check(name, &random)) }
      if random.happens(20) { clauses.append(random.pick(Self.references)) }
      if random.happens(15) { clauses.append("UNIQUE") }
      if random.happens(15) { clauses.append("COLLATE NOCASE") }
      columns.append((name, type, clauses))
    }
  }

  private static func check(_ name: String, _ random: inout SeededRandom) -> String {
    "CHECK ("
      + random.pick(["\(name) <> 7", "length(\(name)) < 4 -- short\n", "(\(name) > -5)", "\(name) IN (1, 2, 'x')"])
      + ")"
  }

  var sql: String {
    let list = columns.map { ([$0.name, $0.type] + $0.clauses).filter { !$0.isEmpty }.joined(separator: " ") }
    return "CREATE TABLE t (id INTEGER PRIMARY KEY, \(list.joined(separator: ",\n  ")))"
  }

  func changes(_ random: inout SeededRandom) -> [TableChange] {
    var changes: [TableChange] = []
    for column in columns where random.happens(60) {
      func text(_ clauses: [String]) -> String {
        ([column.name, column.type] + clauses).filter { !$0.isEmpty }.joined(separator: " ")
      }
      let (begin, new): (String, String) =
        switch random.number(below: 4) {
        case 0: ("NOT NULL", "NOT NULL")
        case 1: ("DEFAULT", random.pick(Self.defaults))
        case 2: ("CHECK", Self.check(column.name, &random))
        default: ("REFERENCES", random.pick(Self.references))
        }
      let same = column.clauses.filter { $0.uppercased().hasPrefix(begin) }
      changes.append(.changeColumn(from: text(same), to: text(same.isEmpty || random.happens(50) ? [new] : [])))
    }
    if random.happens(30) { changes.append(.addConstraint("CHECK (a IS NOT NULL OR b IS NOT NULL)")) }
    return changes
  }

  private static let values = ["NULL", "1", "2", "'x'", "7", "'long text'", "2.5"]

  func rows(_ random: inout SeededRandom) -> [String] {
    (0..<random.number(below: 12)).map { _ in
      "INSERT INTO t (a, b, c) VALUES (\((0..<3).map { _ in random.pick(Self.values) }.joined(separator: ", ")))"
    }
  }

  var probes: [String] {
    ["INSERT INTO t DEFAULT VALUES", "DELETE FROM p WHERE id = 1", "UPDATE t SET a = 1"]
      + Self.values.flatMap { value in
        ["a", "b", "c"].map { "INSERT INTO t (\($0)) VALUES (\(value))" }
      }
  }
}
