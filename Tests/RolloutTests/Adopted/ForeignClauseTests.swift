// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

/// Each clause of another tool's table alone: what it does to a plan that moves or drops what it is about.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ForeignClauseTests {
  /// Expects a plan to be refused with all of these words, or to be executed where there are none.
  private func expect(
    _ sql: String, naming words: [String], source: SourceLocation = #_sourceLocation, _ edit: (String) -> String
  ) async throws -> ForeignDatabase {
    let database = try await ForeignDatabase(sql, way: .deploys)
    let outcome = try await database.migrate(edit)
    switch outcome {
    case .refused(let text) where !words.isEmpty:
      for word in words { #expect(text.contains(word), "\(sql)\n\(text)", sourceLocation: source) }
    case .done where words.isEmpty: break
    case .done, .refused, .notPlanned:
      Issue.record("\(sql)\n\(database.inspected)\n\(outcome)", sourceLocation: source)
    }
    return database
  }

  private static let lost = [
    ("TEXT", "UNIQUE ON CONFLICT REPLACE"), ("TEXT", "DEFAULT CURRENT_TIMESTAMP"),
    ("TEXT", "NOT NULL UNIQUE DEFAULT CURRENT_TIMESTAMP"),
  ]

  @Test("A clause that does not hold while a column is renamed step by step is named", arguments: lost)
  func clausesThatMove(type: String, clause: String) async throws {
    _ = try await expect(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a \(type) \(clause), b TEXT)",
      naming: ["t.a: \(clause.replacing("NOT NULL UNIQUE ", with: "")) is not part of the schema"]
    ) { $0.renaming("a", of: "t", to: "z") }
  }

  @Test(
    "A CHECK that refuses NULL is named before a column is no longer required",
    arguments: [
      ("a TEXT NOT NULL CHECK (typeof(a) = 'text'), b TEXT", "typeof"),
      ("a TEXT NOT NULL CHECK (a IS NOT NULL), b TEXT", "IS NOT NULL"),
      ("a TEXT NOT NULL, b TEXT, CHECK (coalesce(a, '') <> '')", "coalesce"),
      ("a TEXT NOT NULL CHECK (a <> ''), b TEXT", ""),
      ("a TEXT NOT NULL, b TEXT, CHECK (length(a) > 0)", ""),
    ])
  func checksOfNull(columns: String, word: String) async throws {
    let table = "CREATE TABLE t (id INTEGER PRIMARY KEY, \(columns)); INSERT INTO t VALUES (1, 'x', 'y')"
    let optional = try await expect(table, naming: word.isEmpty ? [] : [word, "without a"]) {
      $0.replacing("  a: string\n", with: "  a: string?\n")
    }
    if word.isEmpty { #expect(try optional.texts("INSERT INTO t (id) VALUES (2) RETURNING id") == ["2"]) }
    if columns.contains("), b TEXT") {
      _ = try await expect(table, naming: word.isEmpty ? [] : [word, "without a"]) {
        $0.replacing("  a: string\n", with: "")
      }
    }
  }

  @Test("An index of another tool with the name that the plan gives to its own stays")
  func indexesOfTheSameName() async throws {
    let database = try await expect(
      """
      CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, b TEXT);
      CREATE INDEX users_by_email ON users (lower(email)); INSERT INTO users VALUES (1, 'x', 'y')
      """, naming: []
    ) { text in
      text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("unique ") }.joined(
        separator: "\n")
    }
    #expect(
      try database.texts("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
        == ["CREATE INDEX users_by_email ON users (lower(email))"])
    #expect(try database.texts("INSERT INTO users VALUES (2, 'x', 'z') RETURNING id") == ["2"])
  }

  @Test(
    "A partial index is no unique index of the schema, however it is written",
    arguments: ["WHERE(b = '')", "/* only */ WHERE b = ''", "\nwhere\n b=''"])
  func partialIndexes(condition: String) async throws {
    let database = try await expect(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT); CREATE UNIQUE INDEX u ON t (a) \(condition)", naming: []
    ) { $0.replacing("  a: string?\n", with: "  a: string?\n  c: int?\n") }
    #expect(!database.inspected.contains("unique u"), "\(database.inspected)")
    #expect(try database.texts("SELECT name FROM sqlite_schema WHERE name = 'u'") == ["u"])
  }

  private static let kept = [
    ("TEXT", "COLLATE NOCASE"), ("TEXT", "CHECK (a <> '')"), ("TEXT", "NOT NULL CHECK (a IS NOT NULL)"),
    ("TEXT", "NOT NULL ON CONFLICT IGNORE"), ("TEXT", "NOT NULL DEFAULT CURRENT_TIMESTAMP"), ("VARCHAR(9)", "NOT NULL"),
    ("INTEGER", "REFERENCES p ON UPDATE CASCADE"), ("INTEGER", "REFERENCES p DEFERRABLE INITIALLY DEFERRED"),
    ("INTEGER", "REFERENCES p MATCH FULL"), ("NUMERIC", "NOT NULL DEFAULT +7"), ("TEXT", "DEFAULT NULL"),
    ("TEXT", "UNIQUE DEFAULT (NULL)"),
  ]

  @Test("A column that is renamed step by step keeps its clause, at its place", arguments: kept)
  func clausesThatStay(type: String, clause: String) async throws {
    let database = try await expect(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, a \(type) \(clause), b TEXT)",
      naming: []
    ) { $0.renaming("a", of: "t", to: "z") }
    let renamed = clause.replacing("(a ", with: "(\"z\" ")
    #expect(
      try database.texts("SELECT sql FROM sqlite_schema WHERE name = 't'")
        == ["CREATE TABLE t (id INTEGER PRIMARY KEY, \"z\" \(type) \(renamed), b TEXT)"])
    try await database.rollBack()
    #expect(
      try database.texts("SELECT sql FROM sqlite_schema WHERE name = 't'")
        == ["CREATE TABLE t (id INTEGER PRIMARY KEY, a \(type) \(clause), b TEXT)"])
  }

  @Test("While a column is renamed step by step, its conditions hold for code of both versions")
  func whileBothColumnsExist() async throws {
    let database = try await ForeignDatabase(
      """
      CREATE TABLE t (
        id INTEGER PRIMARY KEY, a TEXT NOT NULL ON CONFLICT FAIL COLLATE NOCASE CHECK (a <> 'bad' AND a IS NOT NULL),
        b TEXT, CHECK (a <> b OR b <> 'same')
      );
      CREATE UNIQUE INDEX once ON t (a) WHERE b <> '';
      INSERT INTO t VALUES (1, 'one', 'x')
      """, way: .deploys)
    let before = try database.definitions()
    #expect(try await database.migrate(upTo: 2) { $0.renaming("a", of: "t", to: "z") } == .done)
    try database.execute("INSERT INTO t (z, b) VALUES ('two', 'y')")
    try database.execute("INSERT INTO t (a, b) VALUES ('three', 'z')")
    #expect(try database.texts("SELECT a || ' ' || z FROM t ORDER BY id") == ["one one", "two two", "three three"])
    #expect(try database.texts("SELECT id FROM t WHERE z = 'TWO'") == ["2"])
    for column in ["a", "z"] {
      #expect(database.refuses("INSERT INTO t (\(column), b) VALUES ('bad', 'y')"))
      #expect(database.refuses("INSERT INTO t (\(column), b) VALUES ('same', 'same')"))
      #expect(database.refuses("INSERT INTO t (\(column), b) VALUES ('ONE', 'y')"))
      #expect(database.refuses("UPDATE t SET \(column) = 'bad' WHERE id = 1"))
      #expect(database.refuses("UPDATE t SET \(column) = NULL WHERE id = 1"))
      #expect(database.refuses("INSERT INTO t (b) VALUES ('y')"))
    }
    try await database.rollBack()
    #expect(try database.definitions() == before)
    #expect(try database.texts("SELECT a FROM t ORDER BY id") == ["one", "two", "three"])
    try await database.run()
    #expect(
      try database.definitions()["index once"]
        == #"create unique index once on t ( "z" ) where b <> ''"#)
    let text = #""z" text not null on conflict fail collate nocase"#
    #expect(try database.definitions()["table t"]?.contains(text) == true)
    #expect(try database.texts("SELECT z FROM t ORDER BY id") == ["one", "two", "three"])
  }

  @Test(
    "A clause without effect does not block a rename",
    arguments: [
      ("TEXT", "NULL"), ("TEXT", "COLLATE BINARY"), ("TEXT", "NOT NULL ON CONFLICT ABORT"), ("TEXT", "UNIQUE"),
      ("INTEGER", "REFERENCES p NOT DEFERRABLE"), ("INTEGER", "REFERENCES p"),
    ])
  func emptyClauses(type: String, clause: String) async throws {
    _ = try await expect(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, a \(type) \(clause), b TEXT)",
      naming: []
    ) { $0.renaming("a", of: "t", to: "z") }
  }

  @Test(
    "A clause that a renamed table would lose is named",
    arguments: [
      ("", "", "it is not STRICT"), ("", "WITHOUT ROWID, STRICT", "WITHOUT ROWID"),
      (", FOREIGN KEY (a, b) REFERENCES p (x, y)", "STRICT", "FOREIGN KEY (a, b) REFERENCES p (x, y)"),
      (", CHECK (a > b)", "STRICT", "CHECK (a > b)"), (", UNIQUE (a) ON CONFLICT FAIL", "STRICT", "ON CONFLICT FAIL"),
    ])
  func tablesThatMove(constraint: String, options: String, name: String) async throws {
    _ = try await expect(
      """
      CREATE TABLE p (x INTEGER NOT NULL, y INTEGER NOT NULL, PRIMARY KEY (x, y));
      CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER\(constraint)) \(options)
      """, naming: ["t: ", name]
    ) { $0.renamingTable("t", to: "u") }
  }

  @Test("An object that uses a dropped column is named, with the column")
  func dropped() async throws {
    let objects = [
      (", up TEXT AS (upper(a))", "", ["(upper(a)) of t.up uses a"]),
      (" CHECK (b <> a)", "", ["CHECK (b <> a) of t.b"]),
      (", CHECK (a <> b)", "", ["CHECK (a <> b) of t uses a"]),
      (", CHECK (A <> '')", "", ["CHECK (A <> '') of t uses a"]),
      ("", "CREATE TRIGGER tr AFTER INSERT ON log BEGIN UPDATE t SET a = 'x'; END", ["the trigger tr uses t.a"]),
      ("", "CREATE INDEX i ON t (b) WHERE a > 'x'", ["the index i uses t.a"]),
    ]
    for (part, object, words) in objects {
      _ = try await expect(
        """
        CREATE TABLE log (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT\(part));
        \(object)
        """, naming: words
      ) { $0.dropping("a", of: "t") }
    }
  }

  @Test("A UNIQUE over a dropped column is dropped with it; a function with the column's name stays")
  func droppedWithTheColumn() async throws {
    for constraint in ["UNIQUE (a)", "CONSTRAINT c UNIQUE (\"A\")"] {
      let database = try await expect(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, \(constraint))", naming: []
      ) { $0.dropping("a", of: "t") }
      #expect(try database.texts("SELECT name FROM pragma_table_info('t')") == ["id", "b"])
    }
    let database = try await expect(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, upper TEXT, b TEXT); CREATE INDEX i ON t (upper(b))", naming: []
    ) { $0.dropping("upper", of: "t") }
    #expect(try database.texts("SELECT sql FROM sqlite_schema WHERE name = 'i'") == ["CREATE INDEX i ON t (upper(b))"])
  }

  @Test("A reference in the schema is dropped with its table; any other reference to the table is named")
  func droppedTables() async throws {
    func withoutP(_ text: String) -> String {
      let parts = text.components(separatedBy: "\ntable ")
      return parts.filter { !$0.hasPrefix("p {") }.joined(separator: "\ntable ")
    }
    let parent = "CREATE TABLE p (id INTEGER PRIMARY KEY, x INTEGER NOT NULL, y INTEGER NOT NULL, UNIQUE (x, y));"
    for reference in [" REFERENCES p, b TEXT", ", b TEXT, FOREIGN KEY (p) REFERENCES p"] {
      let database = try await expect(
        parent + "CREATE TABLE t (id INTEGER PRIMARY KEY, p INTEGER\(reference))", naming: []
      ) { withoutP($0.dropping("p", of: "t")) }
      #expect(try database.texts("SELECT name FROM pragma_table_info('t')") == ["id", "b"])
    }
    _ = try await expect(
      parent + "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, FOREIGN KEY (a, b) REFERENCES p (x, y))",
      naming: ["t refers to the table p"]
    ) { withoutP($0) }
  }

  @Test("A unique constraint that foreign keys of other tables need is not dropped")
  func neededConstraint() async throws {
    _ = try await expect(
      """
      CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
      CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT REFERENCES p (code))
      """, naming: ["the references of t could not be checked any more"]
    ) { text in text.components(separatedBy: "\n").filter { !$0.hasPrefix("  unique ") }.joined(separator: "\n") }
  }

  @Test("An object that this process cannot create is named")
  func unknownCollations() async throws {
    _ = try await expect(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT); CREATE INDEX i ON t (a); PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = 'CREATE INDEX i ON t (a COLLATE mine)' WHERE name = 'i'
      """, naming: ["the index i of t cannot be recreated here (no such collation sequence: mine)"]
    ) { $0.renaming("b", of: "t", to: "z") }
  }
}
