// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

@testable import MigrationSQL

/// By which statements plans change tables on SQLite, and how reports list them.
@Suite struct SQLiteStepTests {
  private func plan(_ before: String, _ after: String) throws -> Plan {
    func schema(_ fields: String) throws -> Schema {
      let lines = fields.split(separator: "; ").map { "  \($0)\n" }.joined()
      let text = "target sqlite\ntable r { x: int }\ntable t {\n\(lines)}\n"
      return try readSchema([SourceFile(path: "t.schema", text: text)])
    }
    return try planMigration(from: schema(before), to: schema(after)).plan
  }

  /// What each step does, in few words.
  private func kinds(_ steps: [SchemaStep]) -> [String] {
    steps.map { step in
      switch step.statement {
      case .sql(let sql):
        ["DROP COLUMN", "ADD COLUMN", "CREATE INDEX"].first(where: sql.contains).map { $0.lowercased() } ?? sql
      case .rebuild: "rebuild with \(step.work)"
      case .dropIndex: "drop index"
      case .dropReference, .renameConstraint: "no step of SQLite"
      }
    }
  }

  @Test(
    "A table is changed by ALTER TABLE where SQLite can, and else rebuilt once",
    arguments: [
      ("a: int; b: int?", "a: int", ["drop column"]), ("a: int; b: int?; c: int?", "a: int", ["rebuild with rewrite"]),
      ("a: int; b: int?; index i (b)", "a: int", ["drop index", "drop column"]),
      ("a: int; b: id<r>?", "a: int", ["rebuild with copy"]), ("a: int", "a: int; b: int?", ["add column"]),
      ("a: int", "a: int; b: int?; c: string?", ["add column", "add column"]),
      ("a: int", "a: int; b: int? = 7", ["add column"]), ("a: int", "a: int; b: id<r>?", ["add column"]),
      ("a: int", "a: int; b: int?; index i (b)", ["add column", "create index"]),
      ("a: int", "a: int; b: timestamp? = now", ["rebuild with copy"]),
      (#"a: "x" | "y""#, #"a: "x" | "y" | "z""#, ["rebuild with scan"]),
      ("a: int", "a: int?", ["rebuild with none"]), ("a: int", "a: int = 3", ["rebuild with scan"]),
    ])
  func alterations(old: String, new: String, expected: [String]) throws {
    let steps = try plan(old, new).storeChanges(.sqlite).deploys.flatMap(\.steps)
    #expect(kinds(steps) == expected, "\(steps.map(\.statement))")
  }

  @Test("The listing of a rebuild can be executed, with names of any kind, and copies rows only if the step does")
  func listings() throws {
    let name = "it's\nmine \"here\""
    let table = StoredName(name)
    let old = "CREATE TABLE \(table.sql) (a INTEGER, b TEXT DEFAULT '\n')"
    let rebuild = Rebuild(
      table: name,
      changes: [
        .dropConstraint("CHECK (a <> '\n')"), .dropColumn("b"),
        .changeColumn(from: "a\nINTEGER", to: "a\nINTEGER NOT NULL"),
        .addColumn("c INTEGER DEFAULT 7"), .addConstraint("CHECK (c <> '\n')"),
      ])
    let copy = TableCopy(
      create: "CREATE TABLE \(ReservedNames.rebuilt(table).sql) (a INTEGER NOT NULL, c INTEGER DEFAULT 7)",
      columns: [.init(column: "a", expression: "a + 1")])
    for work in [SchemaStep.RowWork.none, .scan, .rewrite, .copy] {
      let database = try ScratchDatabase()
      try database.run(old)
      try database.run("INSERT INTO \(table.sql) (a) VALUES (1)")
      let listing = SchemaStep(statement: .rebuild(rebuild), copy: copy, work: work).listing.joined(separator: "\n")
      try database.run(listing)
      #expect(try database.rows("SELECT * FROM \(table.sql)") == [[work == .copy ? "2" : "1", "7"]], "\(listing)")
      // The name in the comment can be read.
      #expect(listing.contains(work == .copy ? "-- it's mine \"here\" is rebuilt" : "of it's mine \"here\" changes"))
      for text in ["a INTEGER NOT NULL", "with CHECK (c <> ' ')", "without CHECK (a <> ' ')"] {
        #expect(listing.contains(text) == (work != .copy || text == "a INTEGER NOT NULL"), "\(text) in \(listing)")
      }
    }
  }

  @Test("The listing of every other statement is the statement")
  func plainListings() throws {
    let statements: [(SchemaStatement, String)] = [
      (.sql("DROP TABLE t"), "DROP TABLE t;"), (.dropIndex("i\"", like: ""), #"DROP INDEX "i""";"#),
      (.dropReference("f", of: "t", like: ""), #"ALTER TABLE "t" DROP CONSTRAINT "f";"#),
      (.renameConstraint("c", of: "t", to: "d"), #"ALTER TABLE "t" RENAME CONSTRAINT "c" TO "d";"#),
    ]
    for (statement, expected) in statements {
      #expect(Dialect.sqlite.listing(SchemaStep(statement: statement)) == [expected])
    }
  }
}
