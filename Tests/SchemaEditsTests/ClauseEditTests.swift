// Part of Bellows. MIT licence: see LICENSE.
import CSQLite
import Testing

@testable import SchemaEdits

/// Edits of single clauses, each with the text that it must give; SQLite takes all of them.
@Suite struct ClauseEditTests {
  /// An edit of a table `t`, and what becomes of the table's list; `nil` where the edit is refused.
  struct Case: Sendable, CustomTestStringConvertible {
    var list: String
    var old: String
    var new: String
    var result: String?
    var testDescription: String { "\(list): \(old) -> \(new)" }

    init(_ list: String, _ old: String, _ new: String, _ result: String?) {
      (self.list, self.old, self.new, self.result) = (list, old, new, result)
    }
  }

  static let cases = [
    // Actions of a reference, which may be written in any way.
    Case(
      "a INTEGER REFERENCES P(Id) ON UPDATE CASCADE", #""a" INTEGER REFERENCES "p" ("id")"#,
      #""a" INTEGER REFERENCES "p" ("id") ON DELETE CASCADE"#,
      "a INTEGER REFERENCES P(Id) ON DELETE CASCADE ON UPDATE CASCADE"),
    Case(
      "a INTEGER REFERENCES p ON UPDATE CASCADE ON DELETE NO ACTION", #""a" INTEGER REFERENCES "p" ("id")"#,
      #""a" INTEGER REFERENCES "p" ("id") ON DELETE SET NULL"#,
      "a INTEGER REFERENCES p ON UPDATE CASCADE ON DELETE SET NULL"),
    Case(
      "a INTEGER REFERENCES p ON DELETE SET NULL ON UPDATE CASCADE",
      #""a" INTEGER REFERENCES "p" ("id") ON DELETE SET NULL"#, #""a" INTEGER REFERENCES "p" ("id")"#,
      "a INTEGER REFERENCES p ON UPDATE CASCADE"),
    Case(
      "a INTEGER, FOREIGN KEY (a) REFERENCES p (id)", #""a" INTEGER REFERENCES "p" ("id")"#,
      #""a" INTEGER REFERENCES "p" ("id") ON DELETE CASCADE"#,
      "a INTEGER, FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE"),
    // The reference that is meant, and no other.
    Case(
      "a INTEGER REFERENCES q ON DELETE CASCADE REFERENCES p", #""a" INTEGER REFERENCES "p" ("id")"#, #""a" INTEGER"#,
      "a INTEGER REFERENCES q ON DELETE CASCADE"),
    Case(
      "a INTEGER REFERENCES p DEFERRABLE INITIALLY DEFERRED NOT NULL", #""a" INTEGER NOT NULL REFERENCES "p" ("id")"#,
      #""a" INTEGER NOT NULL"#, "a INTEGER NOT NULL"),
    Case(
      "a INTEGER, b, FOREIGN KEY (A) REFERENCES p DEFERRABLE", #""a" INTEGER REFERENCES "p" ("id")"#, #""a" INTEGER"#,
      "a INTEGER, b"),
    // A NOT NULL that says more.
    Case(
      "a TEXT NOT NULL ON CONFLICT FAIL", #""a" TEXT"#, #""a" TEXT NOT NULL DEFAULT 'x'"#,
      "a TEXT NOT NULL ON CONFLICT FAIL DEFAULT 'x'"),
    // Conditions: of the column or the table, with other parentheses and capitals.
    Case(
      "A TEXT CONSTRAINT c CHECK ((a IN ('x')))", #""a" TEXT CHECK ("a" IN ('x'))"#,
      #""a" TEXT CHECK ("a" IN ('x', 'y'))"#, #"A TEXT CONSTRAINT c CHECK ("a" IN ('x', 'y'))"#),
    Case(
      "a TEXT, b TEXT, CHECK (a IN ('x'))", #""a" TEXT CHECK ("a" IN ('x'))"#, #""a" TEXT CHECK ("a" IN ('x', 'y'))"#,
      #"a TEXT CHECK ("a" IN ('x', 'y')), b TEXT"#),
    Case("a TEXT, b TEXT, CHECK (a IN ('x'))", #""a" TEXT CHECK ("a" IN ('x'))"#, #""a" TEXT"#, "a TEXT, b TEXT"),
    Case(
      "a TEXT CHECK (a IN ('x')), b TEXT, CHECK (a IS NOT NULL OR b IS NOT NULL)", #""a" TEXT CHECK ("a" IN ('x'))"#,
      #""a" TEXT"#, "a TEXT, b TEXT, CHECK (a IS NOT NULL OR b IS NOT NULL)"),
    Case(
      "a TEXT CHECK (a IN ('x')) CHECK (length(a) < 2)", #""a" TEXT CHECK ("a" IN ('x'))"#,
      #""a" TEXT CHECK ("a" IN ('x', 'yy'))"#, nil),
    Case(
      "a TEXT CHECK (a IN ('x')), b TEXT, CHECK (a IS NOT NULL AND b IS NOT NULL)",
      #""a" TEXT CHECK ("a" IN ('x'))"#, #""a" TEXT"#, nil),
    // What cannot be changed in place.
    Case("a INTEGER", #""a" INTEGER"#, #""a" INTEGER PRIMARY KEY"#, nil),
    Case("a INTEGER UNIQUE", #""a" INTEGER UNIQUE"#, #""a" INTEGER"#, nil),
    Case("a TEXT COLLATE NOCASE", #""a" TEXT COLLATE NOCASE"#, #""a" TEXT COLLATE RTRIM"#, nil),
    Case("a INTEGER, b AS (a)", #""b" AS ("a")"#, #""b" AS ("a" + 1)"#, nil),
    // Comments to the end of a line must not swallow what comes after them.
    Case(
      "a TEXT -- what for\n  NOT NULL DEFAULT 'x', b", #""a" TEXT NOT NULL DEFAULT 'x'"#, #""a" TEXT DEFAULT 'x'"#,
      "a TEXT -- what for\n   DEFAULT 'x', b"),
  ]

  @Test("A change of a column changes what it names, and nothing else", arguments: cases)
  func change(_ example: Case) throws {
    var editor = try TableEditor("CREATE TABLE t (\(example.list))")
    guard let result = example.result else {
      #expect(throws: EditRefused.self) { try editor.change(from: example.old, to: example.new) }
      return
    }
    try editor.change(from: example.old, to: example.new)
    #expect(editor.sql == "CREATE TABLE t (\(result))")
    #expect(isAccepted(editor.sql))
  }

  @Test("A column is dropped with the constraints over it alone; one over several columns is named")
  func removedColumns() throws {
    for constraint in ["UNIQUE (a)", "CHECK (A > 0)", "CONSTRAINT c FOREIGN KEY (\"a\") REFERENCES p"] {
      var editor = try TableEditor("CREATE TABLE t (a INTEGER, b INTEGER, \(constraint))")
      try editor.remove(column: "A")
      #expect(editor.sql == "CREATE TABLE t (b INTEGER)")
    }
    for constraint in [
      "UNIQUE (b, a)", "CHECK (a > b)", "FOREIGN KEY (a, b) REFERENCES p (x, y)", "PRIMARY KEY (a)",
      "PRIMARY KEY (a, b)",
    ] {
      var editor = try TableEditor("CREATE TABLE t (a INTEGER, b INTEGER, \(constraint))")
      #expect(throws: EditRefused("\(constraint) uses the column a, which is dropped")) {
        try editor.remove(column: "a")
      }
    }
  }

  @Test("The only column of a table is not dropped")
  func onlyColumn() throws {
    var editor = try TableEditor("CREATE TABLE t (a INTEGER, CHECK (a > 0))")
    #expect(throws: EditRefused("a is its only column")) { try editor.remove(column: "a") }
  }

  @Test("A CHECK that demands a value in one of several columns is over none of them; that of one column is over it")
  func oneOfSeveral() throws {
    let one = ["CHECK (c IS NOT NULL)", "CHECK (c IS NOT NULL OR c IS NOT NULL)"]
    let sql = "a, b, c, CHECK (a IS NOT NULL OR b IS NOT NULL), CHECK (a IS NULL OR b > 0)"
    let table = try #require(TableText("CREATE TABLE t (\(sql), \(one.joined(separator: ", ")))"))
    func checks(_ column: String) -> [String] {
      table.checks(over: column).map { table.source.text(ofTokens: $0.tokens) }
    }
    #expect(checks("A") == ["CHECK (a IS NULL OR b > 0)"] && checks("b") == checks("a"))
    #expect(checks("c") == one)
  }

  @Test("Constraints without a comma between them, and options, are read as SQLite reads them")
  func sloppyConstraints() throws {
    let sql = "CREATE TABLE t (a INTEGER, b TEXT, UNIQUE (a) CHECK (b <> '') CONSTRAINT x UNIQUE (b))"
    #expect(isAccepted(sql))
    let table = try #require(TableText(sql))
    #expect(table.constraints.map(\.kind) == [.unique, .check, .unique])
    let options = try #require(TableText("CREATE TABLE t (a TEXT PRIMARY KEY) Without  ROWID,\n strict"))
    #expect(options.optionWords == ["without rowid", "strict"] && options.has(option: "strict"))
    #expect(try #require(TableText("CREATE TABLE t (a)")).optionWords.isEmpty)
  }

  /// Whether SQLite takes a statement.
  private func isAccepted(_ sql: String) -> Bool {
    var database: OpaquePointer?
    defer { sqlite3_close(database) }
    return sqlite3_open(":memory:", &database) == SQLITE_OK
      && sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK
  }
}
