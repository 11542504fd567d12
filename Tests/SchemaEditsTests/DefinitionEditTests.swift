// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import SchemaEdits

/// Which changes of a definition leave the stored rows as they are, and what the rows must satisfy before.
@Suite struct DefinitionEditTests {
  private static let old =
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x', b INT AS (id + 1), c TEXT COLLATE NOCASE)"

  private func edit(_ new: String) throws -> DefinitionEdit? {
    DefinitionEdit(from: try #require(TableText(Self.old)), to: try #require(TableText(new)))
  }

  @Test(
    "A change of keys, types, names, collations, computed columns or options needs a copy",
    arguments: [
      Self.old.replacing("a TEXT DEFAULT 'x'", with: "a TEXT DEFAULT 'x' UNIQUE"),
      Self.old.replacing("id INTEGER PRIMARY KEY", with: "id INTEGER"),
      Self.old.replacing("COLLATE NOCASE)", with: "COLLATE NOCASE, UNIQUE (a))"),
      Self.old.replacing("COLLATE NOCASE", with: "COLLATE BINARY"), Self.old.replacing("COLLATE NOCASE", with: ""),
      Self.old.replacing("id + 1", with: "id + 2"), Self.old.replacing("a TEXT", with: "a BLOB"),
      Self.old.replacing("a TEXT", with: "d TEXT"),
      Self.old.replacing("COLLATE NOCASE)", with: "COLLATE NOCASE) STRICT"),
      Self.old.replacing("COLLATE NOCASE)", with: "COLLATE NOCASE, e TEXT)"),
    ])
  func copies(new: String) throws {
    #expect(try edit(new) == nil)
  }

  @Test("NOT NULL, CHECKs and defaults are edited, and the rows are searched for what violates them")
  func edits() throws {
    #expect(try edit(Self.old)?.conditions.isEmpty == true)
    let required = try edit(Self.old.replacing("a TEXT DEFAULT 'x'", with: "a TEXT NOT NULL DEFAULT 'y'"))
    #expect(required?.conditions.map(\.violation) == [#""a" IS NULL"#])
    #expect(required?.changedDefaults == ["a"])
    let checked = try edit(Self.old.replacing("NOCASE)", with: "NOCASE CHECK (c <> ''), CHECK (a <> c))"))
    #expect(checked?.conditions.map(\.violation) == ["NOT (c <> '')", "NOT (a <> c)"])
    #expect(checked?.changedDefaults == [])
    let before = try #require(TableText(Self.old.replacing("NOCASE)", with: "NOCASE CHECK (c <> ''))")))
    let after = try #require(TableText(Self.old))
    #expect(DefinitionEdit(from: before, to: after)?.conditions.isEmpty == true)
  }

  @Test("A default is set and replaced")
  func defaults() throws {
    var editor = try TableEditor("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x', c TEXT)")
    try editor.setDefault(of: "A", to: "'y'")
    try editor.setDefault(of: "c", to: "1")
    #expect(editor.sql == "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'y', c TEXT DEFAULT 1)")
  }

  @Test("A CHECK over a column is one that names it, and not one that only demands one of several")
  func checks() throws {
    let table = try #require(
      TableText(
        "CREATE TABLE t (a, b, CHECK (a > 0), CHECK (b > 0), CHECK (a IS NOT NULL OR b IS NOT NULL), UNIQUE (a))"))
    #expect(table.checks(over: "A").map { table.source.text(ofTokens: $0.core) } == ["CHECK (a > 0)"])
  }
}
