// Part of Bellows. MIT licence: see LICENSE.
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Names that meet in the database on the way from one schema to another.
@Suite struct StoredNameTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var old: String
    var new: String
    var fixIt: String?
    var testDescription: String { new }
  }

  static let refused = [
    Case(
      old: "table users { Name: string }", new: "table users { name: string @was(Name) }", fixIt: #" @column("Name")"#),
    Case(
      old: "table users { id: string @key }", new: "table Users @was(users) { id: string @key }",
      fixIt: #" @table("users")"#),
    Case(
      old: "table users { id: string @key }", new: #"table users @table("USERS") { id: string @key }"#,
      fixIt: #" @table("users")"#),
    Case(old: "table users { x: int }", new: "table Users { y: int }"),
    Case(
      old: "table users { x: int } table users_by_x { y: int }", new: "table users { x: int index by_x (x) }"),
    Case(old: "table t { x: int index by_x (x) }", new: "table t { x: int index BY_X (x) }"),
    Case(old: "table t { x: string search s (x) }", new: "table t { x: string } table t_s_data { y: int }"),
    Case(
      old: "table t { x: string search s (x) }", new: "table t { x: string index s_rows (x) }"),
    Case(
      old: #"table t @table("u") { x: int }"#, new: "table t { x: int } table u { y: int }"),
  ]

  @Test("A stored name that is still in use is refused, with the way out", arguments: refused)
  func isRefused(_ item: Case) throws {
    let list = try #require(throws: DiagnosticList.self) {
      try planMigration(from: read(item.old), to: read(item.new))
    }
    #expect(Set(list.diagnostics.map(\.id.rawValue)) == ["stored-name-taken"])
    let diagnostic = try #require(list.diagnostics.first)
    #expect(diagnostic.range != nil)
    #expect(diagnostic.notes.contains { $0.range != nil }, "the notes say who has the name")
    #expect(diagnostic.fixIts.map(\.replacement) == (item.fixIt.map { [$0] } ?? []))
  }

  @Test(
    "A column that another field has is refused, also one that is only inherited",
    arguments: [
      ("table t { a: int @column(\"x\") }", "table t { a: int x: int? }"),
      ("table t { Name: int }", "table t { name: int }"),
      ("table t { a: int x: int }", "table t { b: int @was(a) x: int c: string @column(\"A\") }"),
    ])
  func columnIsRefused(old: String, new: String) throws {
    let list = try #require(throws: DiagnosticList.self) { try planMigration(from: read(old), to: read(new)) }
    #expect(Set(list.diagnostics.map(\.id.rawValue)) == ["stored-name-reused"])
  }

  @Test(
    "The way out of a changed capital letter moves nothing",
    arguments: [
      ("table users { Name: string }", #"table users { name: string @was(Name) @column("Name") }"#),
      ("table users { id: string @key }", #"table Users @was(users) @table("users") { id: string @key }"#),
    ])
  func wayOut(old: String, new: String) throws {
    let plan = try planMigration(from: read(old), to: read(new)).plan
    #expect(plan.backfills.isEmpty && plan.deploys.count == 1)
  }

  @Test("Other targets distinguish capital letters", arguments: [Target.postgresql, .document])
  func capitals(target: Target) throws {
    _ = try planMigration(
      from: read("table t { Name: string }", target), to: read("table t { name: string @was(Name) }", target))
  }

  @Test(
    "A field that was converted before moves to a third column, which is the one that its plan names",
    arguments: Target.withKeys)
  func convertedTwice(target: Target) throws {
    let first = try planMigration(from: read("table t { a: int }", target), to: read("table t { a: string }", target))
      .plan
    let second = try planMigration(from: first.storedGoal, to: read("table t { a: bool }", target)).plan
    for plan in [first, second] {
      let backfill = try #require(plan.backfills.first)
      let (source, column) = (backfill.sources[0].column, backfill.targets[0].column)
      #expect(source != column || target == .document)
      for deploy in plan.deploys {
        let stored = deploy.schema.table("t")?.fields.map(\.storedName) ?? []
        #expect(Set(stored).count == stored.count && Set(stored).isSubset(of: [source, column]), "\(stored)")
      }
      #expect(plan.deploys.last?.schema.table("t")?.fields.map(\.storedName) == [column])
      #expect(plan.deploys[0].schema.table("t")?.fields.contains { $0.storedName == column } == true)
    }
  }

  @Test("A second index has a name that no index and no table has")
  func secondIndex() throws {
    let old = "table t { a: string n: int? index by (a) index by_2 (n) } table t_by_3 { x: int }"
    let new = "table t { b: string @was(a) n: int? index by (b) index by_2 (n) } table t_by_3 { x: int }"
    let plan = try planMigration(from: read(old), to: read(new)).plan
    let names = plan.deploys.flatMap { $0.schema.table("t")?.indexes.map(\.name) ?? [] }
    #expect(Set(names) == ["by", "by_2", "by_4"])
  }

  @Test("Second columns and indexes on PostgreSQL keep within 63 bytes")
  func longNames() throws {
    let (table, field, index) = (
      String(repeating: "t", count: 30), String(repeating: "é", count: 31), "i1234567890123456789012345678901"
    )
    func schema(_ type: String) throws -> Schema {
      try read("table \(table) { `\(field)`: \(type) index \(index) (`\(field)`) }", .postgresql)
    }
    let plan = try planMigration(from: schema("int"), to: schema("string")).plan
    for table in plan.deploys.flatMap(\.schema.tables) {
      let names = table.fields.map(\.storedName) + table.indexes.flatMap { table.storedNames(of: $0, in: .postgresql) }
      #expect(names.allSatisfy { $0.text.utf8.count <= 63 }, "\(names)")
    }
  }

  @Test("The order of a search index's filters means nothing")
  func filters() throws {
    let old = try read("table m { c: string a: string b: string search s (c) filter (a, b) }")
    let new = try read("table m { c: string a: string b: string search s (c) filter (b, a) }")
    #expect(try planMigration(from: old, to: new).plan.deploys.isEmpty)
    #expect(old.fingerprint == new.fingerprint)
  }

  @Test("A search index over references is for document stores")
  func searchOverReferences() throws {
    let text = "table events { name: string } table comments { event: id<events> search by_event (event) }"
    _ = try read(text, .document)
    for target in [Target.sqlite, .postgresql] {
      let list = try #require(throws: DiagnosticList.self) { try read(text, target) }
      #expect(list.diagnostics.map(\.id.rawValue) == ["search-type"])
    }
  }

  @Test("A table that keeps its name moves to another stored table", arguments: Target.withKeys)
  func movedTable(target: Target) throws {
    let old = "table t { id: string @key up: id<t>? } table u { t: id<t> }"
    let new = #"table t @table("x") { id: string @key up: id<t>? } table u { t: id<t> }"#
    let plan = try planMigration(from: read(old, target), to: read(new, target)).plan
    #expect(plan.deploys.last?.schema.table("t")?.storedName == "x")
  }

  @Test("A rename is planned for those who stop all code", arguments: Target.withKeys)
  func offlineRename(target: Target) throws {
    _ = try planMigration(
      from: read("table t { name: string }", target), to: read("table t { fullName: string @was(name) }", target),
      options: PlanOptions(isOffline: true))
  }

  private func read(_ text: String, _ target: Target = .sqlite) throws -> Schema {
    try readSchema([SourceFile(path: "t.schema", text: "target \(target.rawValue)\n" + text)])
  }
}
