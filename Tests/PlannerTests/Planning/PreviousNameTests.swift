// Part of Bellows. MIT licence: see LICENSE.
import Planner
import SchemaLanguage
import SchemaModel
import Testing

/// `@was` and `@from` that name nothing: an error with a place and, where one is near, the name that was meant.
@Suite struct PreviousNameTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var old: String
    var new: String
    /// What is underlined.
    var place: String
    /// What to write in its place, if anything is near.
    var replacement: String?
    var testDescription: String { new }
  }

  static let wrong = [
    Case(
      old: "table t { name: string }", new: "table t { fullName: string @was(nmae) }", place: "nmae",
      replacement: "name"),
    Case(
      old: #"table t { role: "user" | "admin" }"#, new: #"table t { role: ("member" @was("usr") | "admin") }"#,
      place: #""usr""#, replacement: #""user""#),
    Case(
      old: "table users { id: string @key }", new: "table people @was(user) { id: string @key }", place: "user",
      replacement: "users"),
    Case(
      old: "table t { first: string last: string }",
      new: "table t { first: string last: string full: string @from(first, lsat) }", place: "lsat", replacement: "last"
    ),
    Case(
      old: "table t { first: string }", new: "table t { first: string extra: string full: string? @from(extra) }",
      place: "extra", replacement: nil),
    Case(
      old: #"table t { data: [{ role: "user" | "admin" }] }"#,
      new: #"table t { data: [{ role: ("member" @was("uesr") | "admin") }] }"#, place: #""uesr""#,
      replacement: #""user""#),
    Case(
      old: #"type Role = "user" | "admin" table t { role: Role }"#,
      new: #"type Role = ("member" @was("usr") | "admin") table t { role: Role other: Role? }"#, place: #""usr""#,
      replacement: #""user""#),
    Case(
      old: "table t { `odd name`: string }", new: "table t { x: string @was(`od name`) }", place: "`od name`",
      replacement: "`odd name`"),
    Case(old: "table t { a: string }", new: "table t { a: string b: string? @was(zzz) }", place: "zzz"),
    // The quotation marks are no part of a name: what is near is measured without them.
    Case(
      old: #"table t { role: "cats" | "admin" }"#, new: #"table t { role: ("member" @was("dots") | "admin") }"#,
      place: #""dots""#),
    Case(
      old: #"table t { role: "x" | "admin" }"#, new: #"table t { role: ("member" @was("y") | "admin") }"#,
      place: #""y""#),
    Case(old: "table t { a: 3 | 4 }", new: "table t { a: (1 @was(2) | 3) }", place: "2"),
  ]

  @Test("An unknown previous name is an error at its position, and its fix-it replaces it", arguments: wrong)
  func wrongName(_ item: Case) throws {
    let (old, new) = (try read(item.old), try read(item.new))
    let list = try #require(throws: DiagnosticList.self) { try planMigration(from: old, to: new) }
    let diagnostic = try #require(list.diagnostics.first { $0.id.rawValue == "previous-name-unknown" })
    #expect(list.diagnostics.filter { $0.id.rawValue == "previous-name-unknown" }.count == 1)
    #expect(diagnostic.severity == .error)
    let range = try #require(diagnostic.range)
    let bytes = Array(item.new.utf8)
    #expect(String(decoding: bytes[range.start..<range.end], as: UTF8.self) == item.place)
    #expect(diagnostic.fixIts.map(\.replacement) == (item.replacement.map { [$0] } ?? []))
    guard let fixIt = diagnostic.fixIts.first, let place = fixIt.range else { return }
    let mended = bytes[..<place.start] + Array(fixIt.replacement.utf8) + bytes[place.end...]
    _ = try planMigration(from: old, to: read(String(decoding: mended, as: UTF8.self)))
  }

  @Test("Between revisions an unknown previous name is a warning beside the plan", arguments: wrong)
  func revisions(_ item: Case) throws {
    let planned = try planMigration(
      from: read(item.old), to: read(item.new), options: PlanOptions(spansPlans: true))
    let warnings = planned.notes.filter { $0.id.rawValue == "previous-name-unknown" }
    #expect(warnings.map(\.severity) == [.warning])
  }

  @Test(
    "An attribute that is history, or in what is new, names anything",
    arguments: [
      ("table t { fullName: string }", "table t { fullName: string @was(gone) x: int? }"),
      ("table t { full: string }", "table t { full: string @from(gone, lost) x: int? }"),
      ("table people { x: int }", "table people @was(gone) { x: int y: int? }"),
      ("table t { x: int }", "table t { x: int } table u { y: string @was(gone) z: string @from(gone) }"),
      (
        #"table t { role: "member" | "admin" }"#, #"table t { role: ("member" @was("gone") | "admin") x: int? }"#
      ),
      ("table t { x: int }", #"table t { x: int role: ("member" @was("gone") | "admin")? }"#),
      (
        #"type Role = "user" | "admin" table t { role: Role other: "a" | "b" }"#,
        #"type Role = ("member" @was("user") | "admin") table t { role: Role other: Role }"#
      ),
      ("table t { now: string }", "table t { later: string @was(first, second, now) }"),
    ])
  func known(old: String, new: String) throws {
    _ = try planMigration(from: read(old), to: read(new))
  }

  @Test(
    "An attribute on an existing field that would compute nothing is refused",
    arguments: [
      ("table t { a: string b: string }", "table t { a: string @from(b) b: string @from(a) }"),
      ("table t { a: int b: int c: int }", "table t { a: int @from(b) b: int @from(c) c: int @from(a) }"),
      ("table t { a: int b: int }", "table t { a: int @from(b) b: int }"),
    ])
  func swap(old: String, new: String) throws {
    let list = try #require(throws: DiagnosticList.self) { try planMigration(from: read(old), to: read(new)) }
    #expect(Set(list.diagnostics.map(\.id.rawValue)) == ["existing-field-derived"])
  }

  @Test("Two names are swapped in two plans that move nothing")
  func swapInTwoPlans() throws {
    let first = try planMigration(
      from: read("table t { a: string b: string }"),
      to: read(#"table t { a2: string @was(a) @column("a") b2: string @was(b) @column("b") }"#)
    ).plan
    #expect(first.backfills.isEmpty && first.deploys.count == 1)
    let last = try #require(first.deploys.last)
    let second = try planMigration(
      from: last.schema, to: read(#"table t { b: string @was(a2) @column("a") a: string @was(b2) @column("b") }"#)
    ).plan
    #expect(second.backfills.isEmpty && second.deploys.count == 1)
  }

  private func read(_ text: String) throws -> Schema {
    try readSchema([SourceFile(path: "t.schema", text: text)])
  }
}
