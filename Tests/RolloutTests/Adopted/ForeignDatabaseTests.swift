// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import BellowsSQLiteInspect
import Foundation
import TestSupport
import Testing

/// Databases that other tools made, reduced to what once was lost without a word.
///
/// Each is inspected, adopted and changed. What the plan does not name is there afterwards, in definition and
/// behaviour, or the plan is refused before its first statement, by name.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ForeignDatabaseTests {
  private func database(_ name: String, way: ForeignDatabase.Way = .offline) async throws -> ForeignDatabase {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let sql = try String(contentsOf: folder.appendingPathComponent("Fixtures/\(name).sql"), encoding: .utf8)
    return try await ForeignDatabase(sql, way: way)
  }

  private func expectRefused(
    _ name: String, naming words: String..., source: SourceLocation = #_sourceLocation, _ edit: (String) -> String
  ) async throws {
    let database = try await database(name, way: .deploys)
    let outcome = try await database.migrate(edit)
    guard case .refused(let text) = outcome else {
      Issue.record("\(name): \(outcome)\n\(database.inspected)", sourceLocation: source)
      return
    }
    for word in words { #expect(text.contains(word), "\(name): \(text)", sourceLocation: source) }
  }

  /// The statements of all objects but one table are the same after the change.
  private func expectKept(
    _ name: String, but table: String, source: SourceLocation = #_sourceLocation, _ edit: (String) -> String
  ) async throws -> ForeignDatabase {
    let database = try await database(name)
    let before = try database.definitions()
    let outcome = try await database.migrate(edit)
    #expect(outcome == .done, "\(name): \(database.inspected)", sourceLocation: source)
    let after = try database.definitions()
    for (object, sql) in before where object != "table \(table)" {
      #expect(after[object] == sql, "\(name): \(object)", sourceLocation: source)
    }
    return database
  }

  @Test("A rename keeps the clauses of all other columns")
  func lost() async throws {
    let lost = try await expectKept("lost", but: "accounts") { $0.renaming("name", of: "accounts", to: "fullName") }
    #expect(try lost.texts("SELECT count(*) FROM accounts WHERE email = 'ANN@X.ORG'") == ["1"])
    try lost.execute("INSERT INTO accounts (email, balance, tag, fullName) VALUES ('zoe@x.org', 1, 't9', 'Zoe')")
    #expect(
      try lost.texts("SELECT id || ' ' || (created IS NOT NULL) FROM accounts WHERE email = 'zoe@x.org'") == ["4 1"])
    #expect(
      lost.refuses("INSERT INTO accounts (email, balance, created, tag, fullName) VALUES ('n@x', -1, 'x', 't8', 'N')"))
    #expect(lost.refuses("INSERT INTO accounts (email, balance, tag, fullName) VALUES ('BOB@X.ORG', 1, 't7', 'B')"))
    try lost.execute("INSERT INTO accounts (email, balance, tag, fullName) VALUES ('t@x', 1, 't1', 'T')")
    #expect(try lost.texts("SELECT count(*) FROM accounts WHERE email = 't@x'") == ["0"])
    try lost.execute("UPDATE teams SET id = 7 WHERE id = 1")
    #expect(try lost.texts("SELECT team FROM accounts WHERE fullName = 'Ann'") == ["7"])
    #expect(try lost.texts("SELECT name FROM pragma_table_info('accounts')").first == "id")
  }

  @Test("A column renamed step by step keeps its clauses, and indexes, conditions and computed columns follow it")
  func features() async throws {
    try await expectFollowed("features", "qty", of: "wide", to: "amount")
    try await expectFollowed("features", "created", of: "wide", to: "made")
    try await expectFollowed("features", "note", of: "wide", to: "remark")
    try await expectFollowed("quoted", "deletedAt", of: "users", to: "goneAt")
    try await expectFollowed("triggerof", "name", of: "t", to: "title")
    try await expectFollowed("numeric", "amount", of: "t", to: "total")
    try await expectFollowed("generated", "name", of: "t", to: "title")
    try await expectFollowed("composite", "a", of: "c", to: "first")
  }

  /// A rename step by step leaves what `ALTER TABLE RENAME COLUMN` leaves, and its rollback what was there before.
  private func expectFollowed(
    _ name: String, _ old: String, of table: String, to new: String, source: SourceLocation = #_sourceLocation
  ) async throws {
    let database = try await database(name, way: .deploys)
    let before = try (database.definitions(), database.texts("SELECT * FROM \(table)"))
    let expected = try await self.database(name)
    try expected.execute("ALTER TABLE \(table) RENAME COLUMN \(old) TO \"\(new)\"")
    let outcome = try await database.migrate { $0.renaming(old, of: table, to: new) }
    #expect(outcome == .done, "\(name)", sourceLocation: source)
    // SQLite quotes a renamed column as it is written in the statement.
    func plain(_ definitions: [String: String]) -> [String: String] {
      definitions.mapValues { $0.replacing("\"", with: "") }
    }
    #expect(try plain(database.definitions()) == plain(expected.definitions()), "\(name)", sourceLocation: source)
    #expect(try database.texts("SELECT * FROM \(table)") == before.1, "\(name)", sourceLocation: source)
    try await database.rollBack()
    #expect(try database.definitions() == before.0, "\(name)", sourceLocation: source)
    #expect(try database.texts("SELECT * FROM \(table)") == before.1, "\(name)", sourceLocation: source)
  }

  @Test("A plan that renames, requires and drops columns at once is rolled back from one step and from several")
  func mixed() async throws {
    for way in ForeignDatabase.Way.allCases {
      let database = try await database("features", way: way)
      let before = try (database.definitions(), database.texts("SELECT * FROM wide"))
      let outcome = try await database.migrate {
        $0.renaming("qty", of: "wide", to: "amount").dropping("junk", of: "wide")
          .retyping("label", of: "wide") { _ in " string = \"none\"" }
      }
      #expect(outcome == .done, "\(way)")
      let text = try database.definitions()["table wide"] ?? ""
      for part in [
        #""amount" integer not null default 0 check ( "amount" >= 0 )"#,
        #"check ( "amount" < 1000 or price is not null )"#,
      ] {
        #expect(text.contains(part), "\(way): \(text)")
      }
      try await database.rollBack()
      #expect(try database.definitions() == before.0, "\(way)")
      #expect(try database.texts("SELECT * FROM wide") == before.1, "\(way)")
    }
  }

  @Test("What a rename step by step cannot keep is named before the first statement")
  func featuresRefused() async throws {
    try await expectRefused("features", naming: "UNIQUE (code, email) ON CONFLICT REPLACE", "--offline") {
      $0.renaming("code", of: "wide", to: "kind")
    }
    try await expectRefused("features", naming: "the trigger wide_ai of wide uses parent_id") {
      $0.renaming("parent_id", of: "wide", to: "parent").replacingOccurrences(of: "parent_id:", with: "parent:")
    }
    try await expectRefused("features", naming: "the view v") { $0.dropping("flag", of: "wide") }
  }

  @Test("Clauses that a plan does not name stay when a column is dropped or made required")
  func featuresKept() async throws {
    _ = try await expectKept("features", but: "wide") { $0.dropping("junk", of: "wide") }
    let database = try await expectKept("features", but: "wide") {
      $0.retyping("label", of: "wide") { _ in " string = \"none\"" }
    }
    #expect(try database.texts("SELECT name FROM pragma_table_info('wide')").prefix(3) == ["id", "code", "qty"])
    #expect(database.refuses("INSERT INTO wide (code, qty) VALUES ('q', -1)"))
    try database.execute("INSERT INTO wide (code, email) VALUES ('X', 'a@b')")
    #expect(try database.texts("SELECT count(*) FROM wide WHERE code = 'x'") == ["1"], "ON CONFLICT REPLACE, NOCASE")
    #expect(try database.texts("SELECT id FROM wide WHERE code = 'X'") == ["4"], "AUTOINCREMENT")
  }

  @Test("Columns keep their order, on which positional statements rely")
  func positional() async throws {
    let database = try await expectKept("positional", but: "audit") {
      $0.retyping("what", of: "audit") { _ in " string = \"x\"" }
    }
    #expect(try database.texts("SELECT name FROM pragma_table_info('audit')") == ["id", "who", "what", "at"])
    try database.execute("INSERT INTO src VALUES (2, 'y')")
    #expect(try database.texts("SELECT who || what || at FROM trail WHERE id = 2") == ["whowhatat"])
  }

  @Test("A new column is refused if a trigger inserts rows by position")
  func positionalRefused() async throws {
    try await expectRefused("positional", naming: "the trigger src_ins") { $0.adding("more: string?", to: "audit") }
  }

  @Test("A dropped name in double quotes does not become a string literal")
  func quoted() async throws {
    try await expectRefused("quoted", naming: "the view nicknames") {
      $0.renaming("nick", of: "users", to: "nickname")
    }
    try await expectRefused("quoted", naming: "the view nicknames") { $0.dropping("nick", of: "users") }
    try await expectRefused("quoted", naming: "the index users_email_live") { $0.dropping("deletedAt", of: "users") }
    try await expectRefused("triggerof", naming: "the trigger t_name", "update of t.name") {
      $0.dropping("name", of: "t")
    }
  }

  @Test("A renamed table with triggers and partial indexes is refused")
  func renamedTable() async throws {
    try await expectRefused("tablerename", naming: "the trigger t_ai", "the index t_active", "@table(\"t\")") {
      $0.renamingTable("t", to: "people")
    }
  }

  @Test("Integers beyond 2^53 are kept")
  func numeric() async throws {
    let database = try await expectKept("numeric", but: "t") { $0.renaming("name", of: "t", to: "title") }
    #expect(try database.texts("SELECT amount FROM t") == ["9007199254740993", "0.5"])
    #expect(database.inspected.contains("1 integer beyond 2^53 will be read as the nearest double"))
  }

  @Test(
    "Objects that the language cannot express are omitted from the schema",
    arguments: ["composite", "generated", "dupindex"])
  func outside(_ name: String) async throws {
    let table = name == "composite" ? "c" : "t"
    _ = try await expectKept(name, but: table) { $0.adding("more: string?", to: table) }
    _ = try await expectKept(name, but: table) { $0.adding("size: int = 3", to: table) }
    if name == "dupindex" {
      _ = try await expectKept(name, but: table) { $0.dropping("n", of: table) }
      let database = try await self.database(name)
      #expect(try await database.migrate { $0.renaming("name", of: "t", to: "title") } == .done)
    } else if name == "composite" {
      _ = try await expectKept(name, but: table) { $0.renaming("name", of: "c", to: "title") }
    }
  }

  @Test("An index on a dropped column, and a name that is in use, are reported before the first statement")
  func known() async throws {
    try await expectRefused("keptindex", naming: "the index t_gone") { $0.dropping("gone", of: "t") }
    try await expectRefused("keptname", naming: "t_by_name_2") { $0.renaming("name", of: "t", to: "title") }
  }

  @Test("Rows without a key are reported and not scanned forever")
  func nullKeys() async throws {
    try await expectRefused("nullkey", naming: "2 rows have NULL in the key") {
      $0.retyping("name", of: "t") { _ in " string = \"x\"" }.adding("more: string = \"m\"", to: "t")
        .retyping("more", of: "t") { _ in " int = 3" }.renaming("name", of: "t", to: "title")
    }
  }

  @Test("Existing broken references of other tables do not block a step")
  func orphans() async throws {
    let database = try await expectKept("fkviol", but: "t") { $0.adding("more: string = \"m\"", to: "t") }
    #expect(try database.texts("SELECT more FROM t") == ["m"])
  }

  @Test(
    "Inferred types accept all values and are listed; columns without a type are omitted; the printed schema can be adopted"
  )
  func guesses() async throws {
    let guess = try await expectKept("guess", but: "items") { $0.renaming("name", of: "items", to: "title") }
    #expect(guess.inspected.contains("price: double\n") && guess.inspected.contains("whole numbers only so far"))
    #expect(guess.inspected.contains("empty so far"))
    #expect(try guess.texts("SELECT price FROM items") == ["10", "25"])
    let gotime = try await expectKept("gotime", but: "items") { $0.renaming("name", of: "items", to: "title") }
    #expect(
      gotime.inspected.contains("seen: string") && gotime.inspected.contains("is not an instant"), "\(gotime.inspected)"
    )
    let untyped = try await expectKept("untyped", but: "t") { $0.renaming("name", of: "t", to: "title") }
    #expect(untyped.inspected.contains("// the column t.v, which is declared as nothing, and holds int and double"))
    #expect(try untyped.texts("SELECT typeof(v) FROM t") == ["text", "integer", "real", "blob"])
    let intany = try await expectKept("intany", but: "t") { $0.renaming("name", of: "t", to: "title") }
    #expect(intany.inspected.contains("the column t.sfld, which is declared as INTEGER, and holds string: rows cannot"))
  }

  @Test("Clauses that the language cannot express are listed at the top of the printed schema")
  func notes() async throws {
    let text = try await database("features").inspected
    for note in [
      "COLLATE NOCASE of wide.code", "CHECK (qty >= 0) of wide.qty", "the default of wide.created: CURRENT_TIMESTAMP",
      "CHECK (qty < 1000 OR price IS NOT NULL) of wide", "the index wide_part", "the trigger wide_ai", "the view v",
      "DEFERRABLE INITIALLY DEFERRED of wide.parent_id", "PRIMARY KEY AUTOINCREMENT of wide.id",
    ] { #expect(text.contains("// " + note), "\(note)\n\(text)") }
  }

  @Test("Triggers that a backfill fires are listed before the plan starts")
  func said() async throws {
    let touch = try await database("touch")
    #expect(try await touch.migrate { $0.renaming("name", of: "t", to: "title") } == .done)
    #expect(
      touch.notes.contains { $0.contains("the backfill t.title fires the trigger t_touch of t") }, "\(touch.notes)")
  }

  @Test("Offline a column is only renamed: it keeps its clauses, and views, triggers and indexes follow it")
  func renamedDirectly() async throws {
    let sql = """
      CREATE TABLE p (id INTEGER PRIMARY KEY);
      CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE DEFAULT CURRENT_TIMESTAMP CHECK (name <> 'x'),
        up TEXT AS (upper(name)), p INTEGER REFERENCES p ON UPDATE CASCADE, UNIQUE (name, p));
      CREATE INDEX part ON t (lower("name")) WHERE "name" <> 'y';
      CREATE VIEW v AS SELECT "name" AS n FROM t;
      CREATE TABLE log (what TEXT);
      CREATE TRIGGER tr AFTER UPDATE OF name ON t BEGIN INSERT INTO log VALUES (new.name); END;
      INSERT INTO p VALUES (1); INSERT INTO t (id, name, p) VALUES (1, 'Ann', 1);
      """
    let database = try await ForeignDatabase(sql)
    let before = try database.definitions()
    #expect(try await database.migrate { $0.renaming("name", of: "t", to: "title") } == .done)
    #expect(try database.texts("SELECT n FROM v") == ["Ann"])
    #expect(try database.texts("SELECT up FROM t WHERE title = 'ANN'") == ["ANN"])
    #expect(try database.texts("SELECT * FROM log") == [], "a rename fires no trigger")
    try database.execute("UPDATE t SET title = 'Bob'; UPDATE p SET id = 2")
    #expect(try database.texts("SELECT what FROM log") == ["Bob"])
    #expect(try database.texts("SELECT p FROM t") == ["2"])
    #expect(database.refuses("UPDATE t SET title = 'x'"))
    try await database.rollBack()
    #expect(try database.definitions() == before)
    let rolling = try await ForeignDatabase(sql, way: .deploys)
    guard case .refused = try await rolling.migrate({ $0.renaming("name", of: "t", to: "title") }) else {
      return _ = Issue.record("deploy by deploy the new column would lack clauses")
    }
  }

  @Test("Offline a rename is refused by name where SQLite does not follow it")
  func notRenamedDirectly() async throws {
    let table = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT"
    for (sql, word) in [
      (table + "); CREATE VIRTUAL TABLE f USING fts5(name, content=t, content_rowid=id)", "the search table f"),
      (table + " CHECK (kind <> \"title\"))", "CHECK (kind <> \"title\")"),
      (table + "); CREATE INDEX i ON t (kind) WHERE kind <> \"title\"", "the index i"),
      (table + "); CREATE VIEW v AS SELECT \"title\" AS x FROM t", "the view v"),
      (table + "); CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET kind = \"title\"; END", "the trigger tr"),
    ] {
      let database = try await ForeignDatabase(sql)
      let outcome = try await database.migrate { $0.renaming("name", of: "t", to: "title") }
      guard case .refused(let text) = outcome else {
        Issue.record("\(sql): \(outcome)")
        continue
      }
      #expect(text.contains(word), "\(sql): \(text)")
    }
  }

  @Test(
    "A rollback restores the tokens of dropped columns and indexes, and the order of columns",
    arguments: ForeignDatabase.Way.allCases)
  func restored(_ way: ForeignDatabase.Way) async throws {
    let sql = """
      CREATE TABLE p (id INTEGER PRIMARY KEY);
      CREATE TABLE t (
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- the key
        first text NOT NULL DEFAULT CURRENT_TIMESTAMP COLLATE NOCASE CHECK (first <> ''), [second] VARCHAR(9) UNIQUE,
        third INTEGER REFERENCES p ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, last TEXT
      );
      CREATE INDEX "an index" ON t (last COLLATE BINARY);
      CREATE TRIGGER tr AFTER INSERT ON p BEGIN UPDATE t SET id = id; END;
      CREATE TABLE gone (id INTEGER PRIMARY KEY, what NUMERIC DEFAULT (1 + 1));
      CREATE INDEX gone_what ON gone (what DESC);
      CREATE TRIGGER gone_in AFTER INSERT ON gone BEGIN UPDATE t SET last = last; END;
      INSERT INTO p VALUES (1); INSERT INTO t VALUES (7, 'x', 'y', 1, 'w'); INSERT INTO gone VALUES (1, 2.5);
      """
    let edits: [(String) -> String] = [
      { $0.dropping("third", of: "t") }, { $0.dropping("last", of: "t") },
      { $0.renaming("last", of: "t", to: "final") },
      { $0.retyping("last", of: "t") { _ in " string = \"d\"" } },
      { $0.adding("more: int = 3", to: "t") },
      { text in
        text.components(separatedBy: "\ntable ").filter { !$0.hasPrefix("gone {") }.joined(separator: "\ntable ")
      },
    ]
    var count = 0
    for (number, edit) in edits.enumerated() {
      let database = try await ForeignDatabase(sql, way: way)
      let before = (try database.definitions(), try database.texts("SELECT * FROM t"))
      let outcome = try await database.migrate(edit)
      guard outcome == .done else { continue }
      count += 1
      try await database.rollBack()
      #expect(try database.definitions() == before.0, "\(way), edit \(number)")
      #expect(try database.texts("SELECT * FROM t") == before.1)
    }
    #expect(count >= 3)
  }

  @Test("A new column of a table that is not STRICT accepts only values of its type")
  func typedColumns() async throws {
    for way in ForeignDatabase.Way.allCases {
      let database = try await ForeignDatabase(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, n INT); INSERT INTO t VALUES (1, 'a', 1)", way: way
      )
      let outcome = try await database.migrate { text in
        text.adding("age: int?", to: "t").adding("size: double = 1.5", to: "t").adding("raw: bytes?", to: "t")
          .adding("word: string?", to: "t").retyping("n", of: "t") { _ in " int = 3" }
      }
      #expect(outcome == .done)
      for wrong in ["age = 'forty'", "age = 1.5", "size = 'x'", "raw = 'x'", "word = x'00'", "n = 'many'"] {
        #expect(database.refuses("UPDATE t SET \(wrong)"), "\(way), \(wrong)")
      }
      for right in ["age = '40'", "age = NULL", "size = 2", "raw = x'00'", "word = 5", "n = 4.0"] {
        #expect(!database.refuses("UPDATE t SET \(right)"), "\(way), \(right)")
      }
      let again = try await SQLite(path: database.path).inspect()
      #expect(!again.contains("typeof"), "\(again)")
    }
  }

  @Test("A full-text table over a dropped column or table is named")
  func fullText() async throws {
    let sql = """
      CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT);
      CREATE VIRTUAL TABLE words USING fts5(title, body, content='docs', content_rowid='id');
      INSERT INTO docs VALUES (1, 'one', 'two'); INSERT INTO words (words) VALUES ('rebuild');
      """
    for edit: (String) -> String in [
      { $0.renaming("title", of: "docs", to: "name") }, { $0.dropping("body", of: "docs") },
      { $0.renamingTable("docs", to: "texts") },
    ] {
      let outcome = try await ForeignDatabase(sql).migrate(edit)
      guard case .refused(let text) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(text.contains("words") || text.contains("not STRICT"), "\(text)")
    }
    let kept = try await ForeignDatabase(sql)
    #expect(try await kept.migrate { $0.adding("more: int = 3", to: "docs") } == .done)
    #expect(try kept.texts("SELECT rowid FROM words WHERE words MATCH 'two'") == ["1"])
  }
}
