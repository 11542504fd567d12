// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

/// Plans beside tables of another owner.
@Suite struct ExternalTablePlanTests {
  private static let external = "table a external { k: int @key }\n"

  private func plan(_ old: String, _ new: String) throws -> Plan {
    let schemas = try [old, new].map {
      try readSchema([SourceFile(path: "a.schema", text: "target sqlite\n" + $0)])
    }
    return try planMigration(from: schemas[0], to: schemas[1]).plan
  }

  @Test("An external table alone is no change, whether it is added or removed")
  func alone() throws {
    #expect(try plan("table b { x: int }", Self.external + "table b { x: int }").deploys.isEmpty)
    #expect(try plan(Self.external + "table b { x: int }", "table b { x: int }").deploys.isEmpty)
  }

  @Test("A field that refers to an external table is added and removed by a plan")
  func references() throws {
    let (without, with) = ("table b { x: int }", Self.external + "table b { x: int y: id<a>? }")
    #expect(try !plan(without, with).deploys.isEmpty)
    #expect(try !plan(with, without).deploys.isEmpty)
    #expect(try !plan("", with).deploys.isEmpty)
    #expect(try !plan(with, "").deploys.isEmpty)
  }

  @Test(
    "A change of an external table is refused with a way out",
    arguments: [
      // It becomes external, or stops being external.
      ("table a { k: int @key }", "table a external { k: int @key }"),
      ("table a { k: int @key }", "table c external @table(\"a\") { k: int @key }"),
      ("table a external { k: int @key }", "table a { k: int @key }"),
      // Its key is another one, or has another name, and a field refers to it.
      (
        "table a external { k: int @key }\ntable b { x: id<a> }",
        "table a external { k: uuid @key }\ntable b { x: id<a> }"
      ),
      (
        "table a external { k: int @key }\ntable b { x: id<a> }",
        "table a external @table(\"c\") { k: int @key }\ntable b { x: id<a> }"
      ),
    ])
  func refusals(old: String, new: String) throws {
    let error = #expect(throws: DiagnosticList.self) { try plan(old, new) }
    #expect(error?.diagnostics.map(\.id.rawValue) == ["external-table-changed"])
  }

  @Test(
    "An empty schema has a plan to and from every schema, whatever target it names", arguments: ["", "target sqlite"])
  func emptySchema(empty: String) throws {
    let empty = try readSchema([SourceFile(path: "a.schema", text: empty)])
    let full = try readSchema([SourceFile(path: "b.schema", text: "target sqlite\ntable b { x: int }")])
    #expect(try planMigration(from: empty, to: full).plan.deploys.count == 1)
    #expect(try planMigration(from: full, to: empty).plan.deploys.count == 2)
    #expect(try planMigration(from: empty, to: empty).plan.deploys.isEmpty)
  }
}
