// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel
import Testing

/// Changes that had no plan, or a wrong one, although a safe order exists.
@Suite struct FoundByFuzzingTests {
  private func plan(_ old: String, _ new: String, _ target: Target) throws -> Plan {
    let head = "target \(target.rawValue)\n"
    return try planMigration(from: schema(head + old), to: schema(head + new)).plan
  }

  private func verdicts(_ plan: Plan) -> [String: Verdict] {
    Dictionary(plan.assessments.map { ("\($0.path)", $0.verdict) }) { first, _ in first }
  }

  private static let optional = ["team: string?", "team: string = \"x\"", "team: string", "team: string? @from(name)"]

  @Test(
    "A unique index over a new field and an old one is breaking: running code changes the old one",
    arguments: optional, [Target.sqlite, .postgresql, .document])
  func uniqueOverNewAndOld(field: String, target: Target) throws {
    let plan = try plan("table t { name: string }", "table t { name: string \(field) unique u (team, name) }", target)
    #expect(verdicts(plan)["t#u"] == .breaking)
    let first = try #require(plan.deploys.first { $0.schema.tables[0].indexes.contains { $0.kind == .unique } })
    #expect(first.gates.contains { if case .verified = $0 { true } else { false } }, "\(field)")
  }

  @Test(
    "A unique index over a derived field waits for its backfill", arguments: [Target.sqlite, .postgresql, .document])
  func uniqueOverDerived(target: Target) throws {
    let plan = try plan("table t { a: string }", "table t { a: string x: string? @from(a) unique u (x) }", target)
    let first = try #require(plan.deploys.first { $0.schema.tables[0].indexes.contains { $0.kind == .unique } })
    let backfill = try #require(plan.backfills.first)
    #expect(backfill.after < first.number)
  }

  @Test("A unique index over new optional fields alone is safe", arguments: [Target.sqlite, .postgresql, .document])
  func uniqueOverNew(target: Target) throws {
    let plan = try plan("table t { a: string }", "table t { a: string x: int? y: string? unique u (x, y) }", target)
    #expect(verdicts(plan)["t#u"] == .safe)
  }

  @Test(
    "A value becomes a reference with every delete action",
    arguments: ["", "@onDelete(cascade)", "@onDelete(restrict)", "@onDelete(setNull)"],
    [Target.document, .convex, .sqlite, .postgresql])
  func references(action: String, target: Target) throws {
    if target == .convex, !action.isEmpty, action != "@onDelete(cascade)" { return }
    let isNull = action.contains("setNull")
    let key = target == .convex ? "" : "k: string @key "
    let types = ["a: string\(isNull ? "?" : "")", "a: int\(isNull ? "?" : "")"]
    for type in types {
      _ = try plan(
        "table t { \(key)x: int } table u { e: int \(type) }",
        "table t { \(key)x: int } table u { e: int a: id<t>\(isNull ? "?" : "") \(action) }", target)
    }
  }
}
