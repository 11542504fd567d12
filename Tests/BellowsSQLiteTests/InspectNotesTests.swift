// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLiteInspect
import Testing

@testable import BellowsSQLite

/// Each clause that the language has no words for is said at the top of what `inspect` prints, and no other is.
@Suite struct InspectNotesTests {
  private func notes(_ definition: String) async throws -> [String] {
    let scratch = try Scratch(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, x INTEGER NOT NULL, y INTEGER NOT NULL, UNIQUE (x, y))", definition)
    let text = try await scratch.database.inspect()
    let head = text.prefix(upTo: text.range(of: "target sqlite")?.lowerBound ?? text.endIndex)
    return head.split(separator: "\n").filter { $0.hasPrefix("// ") && !$0.hasPrefix("// These ") }.map {
      String($0.dropFirst(3))
    }
  }

  @Test(
    "A clause of a column that the language cannot express is listed",
    arguments: [
      ("TEXT COLLATE NOCASE", "COLLATE NOCASE of t.a"), ("TEXT COLLATE BINARY", nil),
      ("TEXT CHECK (a <> '')", "CHECK (a <> '') of t.a"), ("TEXT CHECK (a IN ('x', 'y'))", nil),
      ("TEXT NOT NULL ON CONFLICT IGNORE", "NOT NULL ON CONFLICT IGNORE of t.a"), ("TEXT NOT NULL", nil),
      ("TEXT UNIQUE ON CONFLICT FAIL", "UNIQUE ON CONFLICT FAIL of t.a"), ("TEXT UNIQUE", nil),
      ("INTEGER REFERENCES p ON UPDATE CASCADE", "REFERENCES p ON UPDATE CASCADE of t.a"),
      ("INTEGER REFERENCES p MATCH FULL", "REFERENCES p MATCH FULL of t.a"), ("INTEGER REFERENCES p", nil),
      ("INTEGER REFERENCES p DEFERRABLE INITIALLY DEFERRED", "DEFERRABLE INITIALLY DEFERRED of t.a"),
    ])
  func columns(clause: String, note: String?) async throws {
    #expect(try await notes("CREATE TABLE t (id INTEGER PRIMARY KEY, a \(clause))") == (note.map { [$0] } ?? []))
  }

  @Test(
    "A table constraint or option that the language cannot express is listed",
    arguments: [
      (", FOREIGN KEY (a, b) REFERENCES p (x, y))", "the reference from (a, b) of t to p"),
      (", FOREIGN KEY (a) REFERENCES p)", nil), (", CHECK (a > b))", "CHECK (a > b) of t"),
      (") WITHOUT ROWID", "the option WITHOUT ROWID of t"), (") STRICT", nil),
    ])
  func tables(end: String, note: String?) async throws {
    #expect(
      try await notes("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER\(end)") == (note.map { [$0] } ?? [])
    )
  }

  @Test("An integer column with fractions becomes a double; one that also has texts is omitted")
  func kinds() async throws {
    let scratch = try Scratch(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER NOT NULL, c INTEGER NOT NULL DEFAULT 1)",
      "INSERT INTO t VALUES (1, 1, 1, 1), (2, 2.5, 'x', 'x')")
    let text = try await scratch.database.inspect()
    #expect(text.contains("\n  a: double?\n"), "\(text)")
    let left = "which is declared as INTEGER, and holds int and string"
    #expect(text.contains("// the column t.b, \(left): rows cannot be inserted without it\n"), "\(text)")
    #expect(text.contains("// the column t.c, \(left)\n"), "\(text)")
  }
}
