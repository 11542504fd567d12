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
