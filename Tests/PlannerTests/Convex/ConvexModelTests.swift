// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel
import TestSupport
import Testing

/// The model of Convex by itself, and plans with faults that it must notice.
@Suite struct ConvexModelTests {
  private func store(_ text: String) throws -> ConvexStore { ConvexStore(try schema("target convex " + text)) }

  private func plan(_ old: String, _ new: String) throws -> Plan {
    try planMigration(from: schema("target convex " + old), to: schema("target convex " + new)).plan
  }

  private func failure(_ plan: Plan) -> String? {
    for seed in 1...10 as ClosedRange<UInt64> {
      do {
        var run = ConvexRun(plan, seed: seed)
        try run.run()
      } catch {
        return "\(error)"
      }
    }
    return nil
  }

  // MARK: The model

  @Test("A push is refused, and changes nothing, while a document does not fit")
  func refusedPush() throws {
    var store = try store("table t { a: string? }")
    let id = try store.insert([:], into: "t")
    let next = try schema("target convex table t { a: string }")
    #expect(throws: ConvexStore.Refusal.self) { try store.push(next) }
    #expect(store.schema.table("t")?.field("a")?.type.isOptional == true)
    try store.patch(id, in: "t", ["a": .string("x")])
    try store.push(next)
    #expect(throws: ConvexStore.Refusal.self) { try store.insert([:], into: "t") }
  }

  @Test("A write that fits the deployed schema, and not the one that is being pushed, makes the push fail")
  func writeDuringPush() throws {
    var store = try store("table t { a: string? }")
    let next = try schema("target convex table t { a: string }")
    try store.beginPush(next)
    try store.insert([:], into: "t")
    #expect(throws: ConvexStore.Refusal.self) { try store.finishPush() }
    #expect(store.rows("t").count == 1)
  }

  @Test("Documents of a table that leaves the schema stay unchecked, and are checked when it comes back")
  func leavingTable() throws {
    var store = try store("table t { a: string }")
    try store.insert(["a": .string("x")], into: "t")
    try store.push(schema("target convex table u { a: int }"))
    try store.insert(["b": .null], into: "t")
    #expect(throws: ConvexStore.Refusal.self) { try store.push(schema("target convex table t { a: string }")) }
  }

  @Test("A page of a migration runs again if a document changes meanwhile, and keeps the newer value")
  func optimisticPage() throws {
    var store = try store("table t { a: string b: string? }")
    for name in ["x", "y", "z"] { try store.insert(["a": .string(name)], into: "t") }
    try store.migrate("t", meanwhile: { try $0.patch(2, in: "t", ["a": .string("newer")]) }) { ["b": $0["a"]] }
    #expect(store.rows("t").map { $0.document["b"] } == [.string("x"), .string("newer"), .string("z")])
  }

  @Test("An index sorts by type, then by value, then by time; without the index there is no query")
  func indexOrder() throws {
    var store = try store("table t { a: any? index i (a) }")
    let values: [ConvexValue?] = [
      .string("b"), .object([:]), .double(1), .null, .string("a"), .array([.null]), .array([]), .int(9), .bool(false),
      nil, .bytes([2]), .int(9),
    ]
    for value in values { try store.insert(["a": value].compactMapValues(\.self), into: "t") }
    #expect(try store.query("i", of: "t").map(\.id) == [10, 4, 8, 12, 3, 9, 5, 1, 11, 7, 6, 2])
    #expect(throws: ConvexStore.Refusal.self) { try store.query("j", of: "t") }
  }

  // MARK: Faults of plans

  @Test("A wrong verdict is noticed in both directions")
  func wrongVerdict() throws {
    var breaking = try plan("table t { a: string | int }", "table t { a: string }")
    #expect(failure(breaking) == nil)
    breaking.assessments[0].verdict = .safe
    #expect(failure(breaking)?.hasPrefix("push: t has") == true)
    var safe = try plan("table t { a: string }", "table t { a: string | int }")
    #expect(failure(safe) == nil)
    safe.assessments[0].verdict = .breaking
    #expect(failure(safe) == "t.a is breaking (fieldWidened), and the goal is pushed at once")
  }

  @Test("A plan without one of its backfills is noticed")
  func missingBackfill() throws {
    let plan = try plan("table t { name: string }", "table t { fullName: string @was(name) }")
    #expect(failure(plan) == nil)
    for index in plan.backfills.indices {
      var broken = plan
      broken.backfills.remove(at: index)
      #expect(failure(broken)?.hasPrefix("push: ") == true, "without \(plan.backfills[index].name)")
    }
  }

  @Test("A value that a backfill replaces by another one is lost")
  func lostValue() throws {
    var plan = try plan("table t { name: string }", "table t { fullName: string @was(name) }")
    plan.backfills[0].transform = .fill(.literal(.string("lost")))
    plan.backfills[0].sources = plan.backfills[0].targets
    #expect(failure(plan)?.contains("for t.fullName, which was") == true)
  }

  @Test("Code that writes one of two columns only, and then reads the other, is noticed")
  func staleColumn() throws {
    var plan = try plan("table t { name: string }", "table t { fullName: string @was(name) }")
    // The migration has copied a value that is written afterwards.
    plan.deploys[0].code.uses[0].writes.removeAll { $0.column.column.text == "fullName" }
    #expect(failure(plan) != nil)
  }

  @Test("Code that queries an index which its push does not have is noticed")
  func missingIndex() throws {
    var plan = try plan("table t { a: string index i (a) }", "table t { a: string }")
    #expect(failure(plan) == nil)
    plan.deploys[0].code = plan.before
    #expect(failure(plan) == "query: t has no index i")
  }
}
