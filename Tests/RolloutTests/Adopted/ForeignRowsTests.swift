// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

/// Rows and keys of other tools' tables, and what moves with a table.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ForeignRowsTests {
  private func refusal(_ sql: String, _ edit: (String) -> String) async throws -> String {
    let database = try await ForeignDatabase(sql)
    switch try await database.migrate(edit) {
    case .refused(let text): return text
    case .done: return "done"
    case .notPlanned(let text): return "not planned: \(text)"
    }
  }

  @Test("Extra clauses of a renamed table with defaults are named")
  func tableWithDefaults() async throws {
    let sql = """
      CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER DEFAULT 7 CHECK (n > 5), m REAL) STRICT;
      CREATE TABLE u (id INTEGER PRIMARY KEY, amount DECIMAL(30, 2) NOT NULL, n INTEGER DEFAULT 7);
      INSERT INTO t (m) VALUES (1.5); INSERT INTO u (amount) VALUES (9007199254740993);
      """
    let refused = try await refusal(sql) { $0.renamingTable("t", to: "people") }
    #expect(refused.contains("CHECK (n > 5)") && refused.contains("AUTOINCREMENT"), "\(refused)")
    #expect(try await refusal(sql) { $0.renamingTable("u", to: "sums") }.contains("beyond 2^53"))
  }

  @Test("A UNIQUE of a renamed table that the schema does not have is named")
  func tableWithUniques() async throws {
    for unique in ["UNIQUE (a COLLATE NOCASE)", "UNIQUE (b DESC, a)"] {
      let sql = """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, UNIQUE (b), \(unique)) STRICT;
        INSERT INTO t VALUES (1, 'x', 'y');
        """
      let refused = try await refusal(sql) { $0.renamingTable("t", to: "people") }
      #expect(
        refused.contains(unique.contains("DESC") ? "UNIQUE (b, a) is not part" : "UNIQUE (a) is not part"), "\(refused)"
      )
      #expect(!refused.contains("UNIQUE (b) is not"), "\(refused)")
      // In place it stays.
      #expect(try await refusal(sql) { $0.renaming("a", of: "t", to: "z") } == "done")
    }
  }

  @Test("Rows without a key are reported before a backup that would miss them")
  func nullKeys() async throws {
    for key in ["TEXT PRIMARY KEY", "INTEGER PRIMARY KEY DESC"] {
      let sql = """
        CREATE TABLE t (id \(key), name TEXT NOT NULL, n INTEGER);
        INSERT INTO t VALUES (1, 'a', 1), (NULL, 'b', 2);
        """
      #expect(try await refusal(sql) { $0.dropping("name", of: "t") }.contains("1 row has NULL in the key"), "\(key)")
      #expect(try await refusal(sql) { $0.adding("more: int = 3", to: "t") } == "done", "\(key)")
    }
  }

  @Test("A key that is not the rowid is not inspected as @auto")
  func keyThatIsNoRowid() async throws {
    let database = try await ForeignDatabase(
      """
      CREATE TABLE d (id INTEGER PRIMARY KEY DESC, name TEXT NOT NULL);
      CREATE TABLE w (id INTEGER PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
      INSERT INTO d (rowid, id, name) VALUES (40, 5, 'a'), (30, 6, 'b');
      """)
    #expect(!database.inspected.contains("auto"), "\(database.inspected)")
    #expect(try await database.migrate { $0.retyping("name", of: "d") { _ in " string?" } } == .done)
    #expect(try database.texts("SELECT rowid || ' ' || id FROM d ORDER BY rowid") == ["30 6", "40 5"])
  }

  @Test("A backfill that a broken trigger or reference would stop is reported before it starts")
  func brokenBefore() async throws {
    let sql = """
      CREATE TABLE g (id INTEGER PRIMARY KEY, missing INTEGER REFERENCES nowhere (id), n TEXT);
      CREATE TABLE b (id INTEGER PRIMARY KEY, n TEXT);
      CREATE TRIGGER b_u AFTER UPDATE ON b BEGIN INSERT INTO gone VALUES (1); END;
      INSERT INTO g VALUES (1, NULL, NULL); INSERT INTO b VALUES (1, NULL);
      """
    #expect(try await refusal(sql) { $0.retyping("missing", of: "g") { _ in " int = 5" } }.contains("main.nowhere"))
    #expect(try await refusal(sql) { $0.retyping("n", of: "b") { _ in " string = \"x\"" } }.contains("main.gone"))
    #expect(try await refusal(sql) { $0.retyping("n", of: "g") { _ in " string = \"x\"" } } == "done")
  }

  @Test("A column of a table's UNIQUE can be renamed if the constraint is part of the schema")
  func uniqueOfTable() async throws {
    let database = try await ForeignDatabase(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, CONSTRAINT ab UNIQUE (a, b));
      INSERT INTO t VALUES (1, 'a', 'b');
      """)
    #expect(try await database.migrate { $0.renaming("a", of: "t", to: "first") } == .done)
    #expect(database.refuses("INSERT INTO t (first, b) VALUES ('a', 'b')"))
  }

  @Test("A rebuild keeps the statistics of ANALYZE")
  func statistics() async throws {
    let database = try await ForeignDatabase(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL);
      CREATE INDEX t_a ON t (a COLLATE NOCASE);
      INSERT INTO t VALUES (1, 'a'), (2, 'b');
      ANALYZE;
      """)
    #expect(try await database.migrate { $0.retyping("a", of: "t") { _ in " string?" } } == .done)
    #expect(try database.texts("SELECT tbl || ' ' || idx || ' ' || stat FROM sqlite_stat1") == ["t t_a 2 1"])
  }
}
