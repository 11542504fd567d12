// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import SchemaEdits

@Suite struct TableEditorTests {
  private func edited(_ sql: String, _ edit: (inout TableEditor) throws -> Void) throws -> String {
    var editor = try TableEditor(sql)
    try edit(&editor)
    return editor.sql
  }

  @Test("A change of one clause leaves every other byte")
  func changes() throws {
    let sql =
      "CREATE TABLE t (\n  id INTEGER PRIMARY KEY AUTOINCREMENT, -- the key\n  [a b] VARCHAR(9) COLLATE NOCASE\n) STRICT"
    #expect(
      try edited(sql) { try $0.change(from: #""a b" TEXT"#, to: #""a b" TEXT NOT NULL DEFAULT 'x'"#) }
        == sql.replacing("VARCHAR(9)", with: "VARCHAR(9) NOT NULL DEFAULT 'x'"))
    #expect(
      try edited(sql) { try $0.add(column: #""c" TEXT"#) } == sql.replacing("NOCASE", with: "NOCASE,\n  \"c\" TEXT"))
    #expect(
      try edited(sql) { try $0.remove(column: "A B") }
        == "CREATE TABLE t (\n  id INTEGER PRIMARY KEY AUTOINCREMENT\n) STRICT")
  }

  @Test(
    "The table's own name before columns is removed from its checks, and nothing else",
    arguments: [
      ("CHECK (t.a > 0)", "CHECK (a > 0)"), ("CHECK (\"T\".a > 0 AND t . b > 1)", "CHECK (a > 0 AND b > 1)"),
      ("CHECK (t.a > 0), CHECK (b > t.a)", "CHECK (a > 0), CHECK (b > a)"), ("CHECK (a > 0)", nil),
      ("CHECK (u.a > 0)", nil), ("CHECK (t > 0)", nil), ("CHECK (a <> 't.a')", nil), ("CHECK (main.t.a > 0)", nil),
      ("UNIQUE (a)", nil),
    ] as [(String, String?)])
  func qualifiers(_ constraint: String, _ expected: String?) throws {
    func sql(_ constraint: String) -> String { "CREATE TABLE t (a INT, t INT, b INT, \(constraint))" }
    var editor = try TableEditor(sql(constraint))
    let hadSome = try editor.removeQualifiers()
    #expect(hadSome == (expected != nil))
    #expect(editor.sql.filter { $0 != " " } == sql(expected ?? constraint).filter { $0 != " " })
    #expect(try !editor.removeQualifiers())
  }
}
