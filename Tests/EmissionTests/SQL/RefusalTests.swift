// Part of Bellows. MIT licence: see LICENSE.
import Planner
import SchemaLanguage
import SchemaModel
import Testing

/// What SQLite has no form for is refused with a place, long before a database is touched.
@Suite struct SQLiteRefusalTests {
  private func read(_ text: String) -> Result<Schema, DiagnosticList> {
    Result { () throws(DiagnosticList) in
      try readSchema([SourceFile(path: "t.schema", text: "target sqlite\n" + text)])
    }
  }

  @Test(
    "Schemas that SQLite cannot store are refused",
    arguments: [
      ("table t {\n  f: [double]\n  vector by_f (f) dimensions 3\n}\n", "vector-type"),
      ("table t {\n  f: { `a\"b`: int }\n  index by_f (f.`a\"b`)\n}\n", "index-path"),
      ("table t = { `é`: int } {\n  index by_e (`é`)\n}\n", "index-path"),
      ("table t {\n  f: string\n  search s (f)\n}\ntable t_s_data {\n  x: int\n}\n", "duplicate-stored-name"),
    ])
  func schemasAreRefused(text: String, id: String) {
    guard case .failure(let list) = read(text) else {
      Issue.record("accepted: \(text)")
      return
    }
    #expect(
      list.diagnostics.contains { $0.id.rawValue == id && $0.range != nil }, "\(list.diagnostics.map(\.id.rawValue))")
  }

  @Test("A table that changes between columns and JSON is refused")
  func rowsDoNotChangeBetweenColumnsAndJSON() throws {
    let (old, new) = (try read("table t {\n  a: int\n}\n").get(), try read("table t = { a: int }\n").get())
    let list = #expect(throws: DiagnosticList.self) { try planMigration(from: old, to: new) }
    #expect(list?.diagnostics.map(\.id.rawValue) == ["row-storage"])
  }
}
