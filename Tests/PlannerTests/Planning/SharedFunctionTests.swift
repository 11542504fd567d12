// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaLanguage
import SchemaModel
import Testing

@testable import Planner

/// New fields that are computed from the same fields share one hand-written function.
@Suite struct SharedFunctionTests {
  private func plan(_ old: String, _ new: String) throws -> Plan {
    let schemas = try [old, new].map { text in
      try readSchema([SourceFile(path: "app.schema", text: "target sqlite\n" + text)])
    }
    return try planMigration(from: schemas[0], to: schemas[1]).plan
  }

  @Test("Fields with the same sources have one backfill and one gate")
  func shared() throws {
    let plan = try plan(
      "table users { name: string, born: int }",
      """
      table users {
        name: string born: int
        first: string @from(name) last: string? @from(name) tag: string @from(name, born) mark: int @from(born, name)
        year: int @from(born)
      }
      """)
    #expect(plan.backfills.map(\.name) == ["users.first+last", "users.mark+tag", "users.year"])
    #expect(plan.backfills.map { $0.fields.map(\.text) } == [["first", "last"], ["mark", "tag"], ["year"]])
    let gates = plan.deploys.flatMap(\.gates).compactMap { gate in
      if case .backfilled(let name) = gate { name } else { nil }
    }
    #expect(gates.sorted() == ["users.first+last", "users.mark+tag", "users.year"])
    #expect(check(plan) == [])
  }

  @Test("Fields of several tables, and fields with other sources, keep functions of their own")
  func apart() throws {
    let plan = try plan(
      "table a { x: string, y: string }\ntable b { x: string }",
      "table a { x: string, y: string, p: int @from(x), q: int @from(y) }\ntable b { x: string, p: int @from(x) }")
    #expect(plan.backfills.map(\.name) == ["a.p", "a.q", "b.p"])
  }

  @Test("A field that is also renamed or removed as a source does not change that")
  func removedSource() throws {
    let plan = try plan(
      "table users { name: string }", "table users { first: string @from(name), last: string @from(name) }")
    #expect(plan.backfills.filter { $0.transform == .custom }.map(\.name) == ["users.first+last"])
    #expect(check(plan) == [])
  }
}
