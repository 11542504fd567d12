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
}
