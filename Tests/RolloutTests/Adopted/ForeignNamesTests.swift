// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

/// Names in databases of other tools that a plan must not take away, and must not give another meaning.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ForeignNamesTests {
  private func refusal(_ sql: String, _ edit: (String) -> String) async throws -> String {
    let database = try await ForeignDatabase(sql)
    switch try await database.migrate(edit) {
    case .refused(let text): return text
    case .done: return "done"
    case .notPlanned(let text): return "not planned: \(text)"
    }
  }

  @Test("A search table with external content that uses a dropped column is named")
  func contentOfSearchTables() async throws {
    let sql = """
      CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT, n INTEGER);
      CREATE VIRTUAL TABLE posts_fts USING fts5(title, content='posts', content_rowid='id');
      INSERT INTO posts VALUES (1, 'alpha', 'beta', 1);
      INSERT INTO posts_fts(posts_fts) VALUES ('rebuild');
      """
    let message = "the search table posts_fts reads posts"
    #expect(try await refusal(sql) { $0.renaming("title", of: "posts", to: "head") }.contains(message + ".title"))
    #expect(try await refusal(sql) { $0.dropping("title", of: "posts") }.contains(message + ".title"))
    #expect(try await refusal(sql) { $0.renamingTable("posts", to: "notes") }.contains(message))
    #expect(try await refusal(sql) { $0.dropping("body", of: "posts") } == "done")
  }

  @Test("A search table that a backfill makes stale is listed before")
  func notes() async throws {
    let sql = """
      CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, low TEXT NOT NULL COLLATE NOCASE);
      CREATE VIRTUAL TABLE posts_fts USING fts5(title, content=posts, content_rowid=id);
      INSERT INTO posts VALUES (1, NULL, 'x');
      """
    let stale = try await ForeignDatabase(sql)
    #expect(try await stale.migrate { $0.retyping("title", of: "posts") { _ in " string = \"t\"" } } == .done)
    #expect(stale.notes.contains { $0.contains("rebuild posts_fts afterwards") }, "\(stale.notes)")
  }

  @Test("A new column does not change the meaning of a literal in double quotes or of a NATURAL JOIN")
  func captured() async throws {
    let sql = """
      CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, spare TEXT);
      CREATE TABLE u (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind IN ('k', "kx")), note TEXT);
      CREATE UNIQUE INDEX u_k ON u (kind) WHERE kind <> "w";
      CREATE VIEW v AS SELECT id, "k" AS y FROM t;
      CREATE VIEW n AS SELECT * FROM t NATURAL JOIN u;
      INSERT INTO t VALUES (1, 'a', 'k', 's'); INSERT INTO u VALUES (1, 'k', 'n');
      """
    #expect(try await refusal(sql) { $0.adding("k: string?", to: "t") }.contains("the view v would read"))
    #expect(try await refusal(sql) { $0.adding("note: string?", to: "t") }.contains("the view n would read"))
    #expect(try await refusal(sql) { $0.adding("kx: string?", to: "u") }.contains("CHECK (kind IN ('k', \"kx\"))"))
    #expect(try await refusal(sql) { $0.adding("w: string?", to: "u") }.contains("the index u_k would read"))
    #expect(try await refusal(sql) { $0.adding("fine: string?", to: "u") } == "done")
  }

  private static let likeFunctionsAndKeywords = [
    "date", "end", "order", "value", "key", "desc", "like", "replace", "text", "begin", "row", "case", "null",
    "integer",
  ]

  private static let keptClauses = [
    "key_value text check ( key_value not like 'zz' or null )", "y text as ( replace ( x , 'a' , 'b' ) ) virtual",
    "check ( case when x is null then 1 else coalesce ( date ( x ) , 'q' ) > '' end )",
    "check ( x not like 'zz' and replace ( x , 'a' , 'b' ) <> '' and cast ( x as text ) <> 'zz' )",
  ]

  @Test(
    "Functions and keywords that are called like a dropped or renamed column are not the column",
    arguments: likeFunctionsAndKeywords, ForeignDatabase.Way.allCases)
  func likeFunctions(name: String, way: ForeignDatabase.Way) async throws {
    let column = "\"\(name)\""
    let sql = """
      CREATE TABLE t (
        id INTEGER PRIMARY KEY, x TEXT NOT NULL, \(column) TEXT, key_value TEXT CHECK (key_value NOT LIKE 'zz' OR NULL),
        y TEXT AS (replace(x, 'a', 'b')) VIRTUAL, CHECK (CASE WHEN x IS NULL THEN 1 ELSE coalesce(date(x), 'q') > '' END),
        CHECK (x NOT LIKE 'zz' AND replace(x, 'a', 'b') <> '' AND CAST(x AS TEXT) <> 'zz')
      );
      CREATE INDEX t_x ON t (x DESC, CASE WHEN x THEN replace(x, 'a', 'b') END) WHERE x NOT LIKE 'q' AND CAST(x AS INTEGER) < 9;
      CREATE VIEW v AS SELECT x, CASE WHEN x THEN date(x) END AS t FROM t WHERE x IS NOT NULL ORDER BY x DESC;
      CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
      CREATE TRIGGER t_i AFTER INSERT ON t FOR EACH ROW WHEN CASE WHEN NEW.x THEN 1 ELSE 1 END BEGIN
        INSERT INTO log (what) SELECT replace(NEW.x, 'a', 'b') WHERE date('now') > '' ORDER BY 1 DESC;
      END;
      INSERT INTO t (id, x, \(column)) VALUES (1, 'a', 'one'), (2, 'b', NULL);
      """
    let edits: [(String?, (String) -> String)] = [
      (nil, { $0.dropping(name, of: "t") }), ("day", { $0.renaming(name, of: "t", to: "day") }),
    ]
    for (new, edit) in edits {
      let database = try await ForeignDatabase(sql, way: way)
      let before = try (database.definitions(), database.texts("SELECT \(column) FROM t"))
      #expect(try await database.migrate(edit) == .done, "\(name) \(new ?? "-")")
      let after = try database.definitions()
      for (object, sql) in before.0 where object != "table t" { #expect(after[object] == sql, "\(name): \(object)") }
      let table = try #require(after["table t"])
      for clause in Self.keptClauses { #expect(table.contains(clause), "\(name): \(table)") }
      #expect(table.contains(" \"day\" text") == (new != nil) && !table.contains("\(column) text"), "\(table)")
      if let new { #expect(try database.texts("SELECT \(new) FROM t") == before.1) }
      try database.execute("INSERT INTO t (x) VALUES ('c')")
      #expect(try database.texts("SELECT what FROM log WHERE what = 'c'") == ["c"])
      #expect(database.refuses("INSERT INTO t (x) VALUES ('zz')"))
      try database.execute("DELETE FROM t WHERE x = 'c'")
      try await database.rollBack()
      #expect(try database.definitions() == before.0, "\(name)")
      #expect(try database.texts("SELECT \(column) FROM t") == before.1, "\(name)")
    }
  }

  @Test("Literals in double quotes, which SQLite rewrites, do not block a dropped column")
  func otherQuotes() async throws {
    let sql = """
      CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, spare TEXT);
      CREATE TABLE u (id INTEGER PRIMARY KEY, kind TEXT DEFAULT "d" CHECK (kind <> "kx"), CHECK (kind <> "ky"));
      CREATE INDEX u_k ON u (kind) WHERE kind <> "w";
      CREATE VIEW v AS SELECT id || "," || kind AS y FROM u;
      INSERT INTO t VALUES (1, 'a', 's'); INSERT INTO u VALUES (1, 'k');
      """
    #expect(try await refusal(sql) { $0.dropping("spare", of: "t") } == "done")
    #expect(try await refusal(sql) { $0.renaming("name", of: "t", to: "title") } == "done")
  }
}
