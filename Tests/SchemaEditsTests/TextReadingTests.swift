// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import Testing

@testable import SchemaEdits

/// What is read from the text of definitions and statements.
@Suite struct TextReadingTests {
  @Test("Quotation marks in names and texts are doubled, and nothing else is changed")
  func quotes() {
    for (text, name, value) in [
      ("a", #""a""#, "'a'"), ("", #""""#, "''"), (#"a"b"#, #""a""b""#, #"'a"b'"#), ("it's", #""it's""#, "'it''s'"),
      (#""""#, #""""""""# + "", #"'""'"#), ("é\"", "\"é\"\"\"", "'é\"'"),
    ] {
      #expect(quoted(text) == name, "\(text)")
      #expect(literal(text) == value, "\(text)")
    }
    #expect(oneLine("a\nb\u{2028}c\u{0}") == "a b c ")
    #expect(foldedName("ÄBCxyz[]@Z") == "Äbcxyz[]@z")
  }

  @Test(
    "Only ALTER TABLE ... RENAME COLUMN is read as a renamed column",
    arguments: [
      (#"ALTER TABLE "t" RENAME COLUMN "a" TO "b""#, RenamedColumn(table: "t", old: "a", new: "b")),
      ("alter table [t 1] rename column `a` to \"b\"\"c\"", RenamedColumn(table: "t 1", old: "a", new: "b\"c")),
      (#"ALTER TABLE "t" RENAME TO "b""#, nil), (#"ALTER TABLE "t" DROP COLUMN "b""#, nil),
      (#"ALTER TABLE "t" RENAME COLUMN "a" TO "b" x"#, nil), (#"ALTER TABLE "t" RENAME INDEX "a" TO "b""#, nil),
      ("", nil),
    ])
  func renames(sql: String, expected: RenamedColumn?) {
    #expect(RenamedColumn(.sql(sql)) == expected)
    if let expected {
      #expect(
        RenamedColumn(expected.statement) == expected && RenamedColumn(expected.inverse.statement)?.new == expected.old)
    }
  }

  @Test("A rename changes the names of SQL, not its texts, and keeps the rest as it is written")
  func application() {
    let rename = RenamedColumn(table: "t", old: "a", new: "b")
    #expect(
      rename.apply(toCondition: #"A  <> "a" OR [a] IN ('a', aa /* a */) AND a<1"#)
        == #""b"  <> "b" OR "b" IN ('a', aa /* a */) AND "b"<1"#)
    #expect(
      rename.apply(to: #"CREATE  INDEX "a" ON "a" ("a", 'a', "aa" /* a */) WHERE "a"<1"#)
        == #"CREATE  INDEX "b" ON "a" ("b", 'a', "aa" /* a */) WHERE "b"<1"#)
  }

  @Test("The CHECK of a column's type is told apart from every other CHECK by its name")
  func typeChecks() throws {
    let table = try #require(
      TableText(
        """
        CREATE TABLE t (a INTEGER CONSTRAINT "_bellows_type_a" CHECK (typeof(a) IN ('integer', 'null')) CHECK (a > 0),
          b TEXT CONSTRAINT x_bellows_type_ CHECK (b <> ''), c TEXT NOT NULL DEFAULT 'x', d TEXT CHECK (d > '') CHECK (1),
          e INTEGER CONSTRAINT "_bellows_type_e" CHECK (typeof(e) IN ('integer', 'null')))
        """))
    let own = table.columns.map { $0.clauses.filter(TypeCheck.isOwn).count }
    #expect(own == [1, 0, 0, 0, 1])
    let conditions = table.columnChecks.mapValues { tokens in tokens.compactMap(\.named).joined() }
    #expect(conditions == ["a": "a", "b": "b", "d": "d"])
    #expect(TypeCheck.added(to: #""a" INTEGER"#).hasPrefix(#""a" INTEGER CONSTRAINT "_bellows_type_a" CHECK"#))
    let whole = TypeCheck.added(to: #""a" INTEGER"#)
    #expect(TypeCheck.added(to: whole) == whole)
    for other in [#""a" ANY"#, #""a""#, "", #""a" JSON"#] { #expect(TypeCheck.added(to: other) == other) }
  }

  @Test(
    "A column is tightened by NOT NULL and by another CHECK, and by nothing else",
    arguments: [
      ("a INTEGER", "a INTEGER NOT NULL", true), ("a INTEGER NOT NULL", "a INTEGER", false),
      ("a INTEGER NOT NULL", "a INTEGER NOT NULL", false), ("a INTEGER", "a INTEGER CHECK (a > 0)", true),
      ("a INTEGER CHECK (a > 0)", "a INTEGER CHECK (a > 1)", true), ("a INTEGER CHECK (a > 0)", "a INTEGER", false),
      ("a INTEGER CHECK (a > 0)", "a INTEGER  CHECK ( a>0 )", false), ("a INTEGER", "a INTEGER DEFAULT 1", false),
      ("a INTEGER NOT NULL CHECK (a > 0)", "a INTEGER CHECK (a > 0)", false), ("", "a INTEGER NOT NULL", false),
    ])
  func tightening(old: String, new: String, expected: Bool) {
    #expect(TypeCheck.isTightened(from: old, to: new) == expected)
  }

  @Test("A clause names a column however it is quoted, and not in a text")
  func names() throws {
    let table = try #require(
      TableText("CREATE TABLE t (a TEXT CHECK ([A] > 'b'), b TEXT, CHECK (length(\"B\") > 1), UNIQUE (a, b))"))
    let check = try #require(table.columns[0].clause(.check))
    #expect(table.names("a", in: check) && !table.names("b", in: check))
    let last = try #require(table.checks.last)
    #expect(["a", "b", "length"].map { table.names($0, in: last) } == [false, true, false])
  }

  @Test(
    "A statement that SQLite does not take is no table",
    arguments: [
      "a AS", "a AS STORED", "a GENERATED ALWAYS AS", "a GENERATED ALWAYS AS VIRTUAL", "a CHECK", "a CHECK NOT NULL",
      "a DEFAULT", "a DEFAULT -", "a DEFAULT *", "a COLLATE", "a REFERENCES", "a REFERENCES t ON DELETE",
      "a REFERENCES t ON DELETE SET", "a REFERENCES t MATCH", "a NOT NULL ON CONFLICT", "a NULL ON CONFLICT",
      "a UNIQUE ON CONFLICT", "a PRIMARY KEY ON CONFLICT", "a CHECK (1) ON CONFLICT", "a CONSTRAINT", "a, UNIQUE a",
      "a, PRIMARY KEY a", "a, CHECK a > 0", "a, FOREIGN KEY a REFERENCES t", "a, FOREIGN KEY (a)",
      "a, FOREIGN KEY (a) REFERENCES", "a, CONSTRAINT c x", "a, UNIQUE (a), b", "", "UNIQUE (a)", "a b (1) c",
    ])
  func noTable(list: String) {
    #expect(TableText("CREATE TABLE t (\(list))") == nil)
  }

  @Test("Numbers end where they end: with the sign of an exponent, and before that of a sum")
  func numbers() {
    for (sql, expected) in [
      ("1e+5", ["1e+5"]), ("1E-3-2", ["1E-3", "-", "2"]), ("1-2", ["1", "-", "2"]), ("12+3", ["12", "+", "3"]),
      ("0xe+1", ["0xe", "+", "1"]), ("0XE-1", ["0XE", "-", "1"]), (".5-.5", [".5", "-", ".5"]), ("5.e+2", ["5.e+2"]),
      ("1e5+1e5", ["1e5", "+", "1e5"]), ("-7", ["-", "7"]), ("a.b", ["a", ".", "b"]), ("e+1", ["e", "+", "1"]),
    ] {
      #expect(SQLToken.tokens(of: sql).map(\.spelling) == expected, "\(sql)")
    }
  }

  @Test("Enum types of one name are one type with the values of all, in their order")
  func mergedTypes() {
    let types = [
      EnumType("m", ["a", "b"]), EnumType("n", ["x", "a"]), EnumType("m", ["b", "c"]), EnumType("n", ["x"]),
      EnumType("M", ["d"]),
    ]
    #expect(types.merged == [EnumType("m", ["a", "b", "c"]), EnumType("n", ["x", "a"]), EnumType("M", ["d"])])
    let tables = [
      StoredTable("t", ["CREATE TABLE t (a m)", types[0].create, "CREATE INDEX i ON t (a)"]),
      StoredTable("u", ["CREATE TABLE u (a m)", types[2].create]),
    ]
    #expect(tables.enumTypes == [EnumType("m", ["a", "b", "c"])])
    #expect(tables.creation.dropFirst() == ["CREATE TABLE t (a m)", "CREATE TABLE u (a m)", "CREATE INDEX i ON t (a)"])
  }

  @Test("Each clause of a column and of a table is read as what it is, with its name and all its tokens")
  func clauses() throws {
    let clauses: [(String, TableText.Clause.Kind)] = [
      ("NOT NULL", .notNull), ("NOT NULL ON CONFLICT ROLLBACK", .notNull), ("NULL", .null), ("UNIQUE", .unique),
      ("UNIQUE ON CONFLICT IGNORE", .unique), ("PRIMARY KEY", .primaryKey),
      ("PRIMARY KEY DESC AUTOINCREMENT", .primaryKey),
      ("CHECK (a > (1))", .check), ("CHECK (1) ON CONFLICT FAIL", .check), ("DEFAULT (1 + 2)", .default),
      ("DEFAULT -5", .default), ("DEFAULT +1", .default), ("DEFAULT 'x'", .default), ("DEFAULT CURRENT_DATE", .default),
      ("COLLATE nocase", .collate), ("REFERENCES t", .references), ("REFERENCES t (a, b)", .references),
      ("REFERENCES t ON DELETE SET NULL ON UPDATE NO ACTION MATCH full", .references),
      ("DEFERRABLE INITIALLY DEFERRED", .deferrable), ("NOT DEFERRABLE", .deferrable), ("AS (a)", .generated),
      ("GENERATED ALWAYS AS (a) STORED", .generated), ("AS (a) VIRTUAL", .generated),
    ]
    for (one, kind) in clauses {
      for (other, otherKind) in clauses where !(kind == .references && otherKind == .deferrable) {
        let sql = "CREATE TABLE t (a INTEGER (9) \(one) CONSTRAINT [c d] \(other), b \(other))"
        let table = try #require(TableText(sql), "\(sql)")
        #expect(table.columns.map(\.name) == ["a", "b"] && table.constraints.isEmpty, "\(sql)")
        let found = table.columns[0].clauses
        #expect(found.map(\.kind) == [kind, otherKind] && found.map(\.name) == [nil, "c d"], "\(sql)")
        #expect(found.map { table.source.text(ofTokens: $0.core) } == [one, other], "\(sql)")
        #expect(table.source.text(ofTokens: found[1].tokens) == "CONSTRAINT [c d] \(other)", "\(sql)")
        #expect(table.source.text(ofTokens: table.columns[0].type) == "INTEGER (9)", "\(sql)")
        #expect(table.columns[1].type.isEmpty && table.columns[1].clauses.map(\.kind) == [otherKind], "\(sql)")
      }
    }
    let constraints: [(String, TableText.Clause.Kind)] = [
      ("UNIQUE (a, b)", .unique), ("PRIMARY KEY (a) ON CONFLICT ABORT", .primaryKey), ("CHECK (a > 0)", .check),
      ("FOREIGN KEY (a) REFERENCES t", .foreignKey), ("FOREIGN KEY (a, b) REFERENCES t (c, d) DEFERRABLE", .foreignKey),
    ]
    for (one, kind) in constraints {
      for (other, otherKind) in constraints {
        let sql = "CREATE TABLE IF NOT EXISTS main.t (a, b, \(one), CONSTRAINT c \(other))"
        let table = try #require(TableText(sql), "\(sql)")
        #expect(table.name == "t" && table.columns.count == 2, "\(sql)")
        #expect(table.constraints.map(\.kind) == [kind, otherKind], "\(sql)")
        #expect(table.constraints.map { table.source.text(ofTokens: $0.core) } == [one, other], "\(sql)")
      }
    }
  }

  @Test("Comments are no tokens, quotation marks end where they end, and signs of two characters are one token")
  func tokens() {
    for (sql, expected) in [
      ("a--b\nc", ["a", "c"]), ("a/*b*/c/*", ["a", "c"]), ("'it''s'b", ["'it''s'", "b"]),
      ("[a]b]", [#""a""#, "b", "]"]),
      ("`a``b`", [#""a`b""#]), (#""a""b" c"#, [#""a""b""#, "c"]), ("x'0A'X", ["x'0a'", "x"]), ("X'ff'", ["x'ff'"]),
      ("a->>b->c", ["a", "->>", "b", "->", "c"]), ("a<>b<=c||d", ["a", "<>", "b", "<=", "c", "||", "d"]),
      ("a-b", ["a", "-", "b"]), ("a/b", ["a", "/", "b"]), ("A_$é", ["a_$é"]), ("a . b", ["a", ".", "b"]),
      ("x y", ["x", "y"]),
    ] {
      #expect(SQLToken.tokens(of: sql).map(\.spelling) == expected, "\(sql)")
    }
  }

  @Test("Only CREATE TYPE ... AS ENUM with texts is read as an enum type, and written alike")
  func enumTypes() {
    let type = EnumType("mo\"od", ["a", "it's", ""])
    #expect(EnumType(type.create) == type && EnumType("create type m as enum ('a')") == EnumType("m", ["a"]))
    for sql in [
      "", "CREATE TYPE m AS (a int)", "CREATE TYPE m AS ENUM", "CREATE TABLE m AS ENUM ('a')",
      "CREATE TYPE m AS ENUM (a)",
      "CREATE TYPE m IS ENUM ('a')", "ALTER TYPE m AS ENUM ('a')", "CREATE TYPE m AS ENUM ('a', b)",
    ] {
      #expect(EnumType(sql) == nil, "\(sql)")
    }
  }
}
