// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaModel
import TestSupport
import Testing

/// Plans for Convex: a push replaces schema and code together, and is refused while a document does not fit.
@Suite struct ConvexPlanTests {
  private func plan(_ old: String, _ new: String) throws -> Plan {
    let planned = try planMigration(
      from: try schema("target convex\n" + old), to: try schema("target convex\n" + new))
    #expect(check(planned.plan).isEmpty)
    return planned.plan
  }

  private func errors(_ old: String, _ new: String) throws -> [String] {
    let error = #expect(throws: DiagnosticList.self) { try plan(old, new) }
    return error?.diagnostics.map(\.message) ?? []
  }

  private func verdict(_ plan: Plan) -> Verdict {
    plan.assessments.contains { $0.verdict == .breaking } ? .breaking : .safe
  }

  @Test(
    "The typical changes have as many pushes and backfills as Convex needs",
    arguments: [
      ("name: string", "name: string locale: string", 2, ["users.locale"]),
      ("bio: string?", "bio: string", 2, ["users.bio"]),
      ("name: string", "fullName: string @was(name)", 3, ["users.fullName", "users.name.unset"]),
      ("a: int legacy: string", "a: int", 2, ["users.legacy.unset"]),
      (#"role: "member" | "guest""#, #"role: "member""#, 2, ["users.role"]),
      ("age: string", "age: double", 2, ["users.age"]),
      (#"role: "member""#, #"role: "member" | "guest""#, 1, []),
      ("a: int", "a: int b: string?", 1, []),
    ])
  func typicalChanges(old: String, new: String, deploys: Int, backfills: [String]) throws {
    let plan = try plan("table users { \(old) }", "table users { \(new) }")
    #expect(plan.deploys.count == deploys)
    #expect(plan.backfills.map(\.name) == backfills)
    #expect(!plan.isOffline)
  }

  @Test("A short rollout renames in two pushes: code replaces the old value, and one migration moves the others")
  func shortRename() throws {
    let base = try schema("target convex table users { name: string nick: string? }")
    let goal = try schema("target convex table users { fullName: string @was(name) alias: string? @was(nick) }")
    let plan = try planMigration(from: base, to: goal, options: PlanOptions(isShort: true)).plan
    #expect(plan.deploys.count == 2 && plan.isShort && check(plan).isEmpty)
    #expect(plan.backfills.map(\.name) == ["users.alias", "users.fullName"])
    #expect(plan.backfills.allSatisfy { $0.replaces != nil && $0.after == 1 })
    #expect(plan.deploys[0].schema.table("users")?.fields.allSatisfy(\.type.isOptional) == true)
    // The checker refuses code that keeps the old value, and a migration that does.
    var kept = plan
    for index in kept.deploys[0].code.uses.indices { kept.deploys[0].code.uses[index].replaces = nil }
    #expect(!check(kept).isEmpty)
    var left = plan
    left.backfills[0].replaces = nil
    #expect(!check(left).isEmpty)
    // An index needs all values under one name.
    let indexed = try planMigration(
      from: try schema("target convex table users { name: string index i (name) }"),
      to: try schema("target convex table users { fullName: string @was(name) index i (fullName) }"),
      options: PlanOptions(isShort: true)
    ).plan
    #expect(indexed.deploys.count == 3 && !indexed.isShort)
    #expect(throws: DiagnosticList.self) {
      try planMigration(
        from: schema("table users { name: string }"), to: schema("table users { fullName: string @was(name) }"),
        options: PlanOptions(isShort: true))
    }
  }

  @Test(
    "A renamed member moves with its value, wherever its object is",
    arguments: [
      ("p: { a: string, k: int }", "p: { b: string @was(a), k: int }", 1),
      ("p: { a: string? }?", "p: { b: string? @was(a) }?", 1),
      ("p: [{ q: [string: { a: int } | null] }]", "p: [{ q: [string: { b: int @was(a) } | null] }]", 1),
      ("p: { a: { c: int } }", "p: { b: { d: int @was(c) } @was(a) }", 2),
      ("p: { a: int, c: int }", "p: { b: int @was(a), d: int | string @was(c) }", 2),
      ("p: { a: int } | string", "p: { b: int @was(x, a) } | string", 1),
    ])
  func renamedMember(old: String, new: String, count: Int) throws {
    let plan = try plan("table t { \(old) }", "table t { \(new) }")
    #expect(plan.deploys.count == 2)
    #expect(plan.backfills.map(\.name) == ["t.p"])
    guard case .renameMembers(let renames) = plan.backfills[0].transform else {
      Issue.record("\(plan.backfills[0].transform)")
      return
    }
    #expect(renames.count == count)
    #expect(plan.assessments.map(\.verdict) == [.breaking])
    #expect(!plan.assessments[0].hazards.contains(.deletesData))
    #expect(!plan.deploys.contains { $0.gates.contains { if case .backup = $0 { true } else { false } } })
    for seed in 1...5 as ClosedRange<UInt64> {
      var run = ConvexRun(plan, seed: seed)
      try run.run()
    }
    // The next plan does not rename again.
    #expect(try self.plan("table t { \(new) }", "table t { \(new) }").deploys.isEmpty)
  }

  @Test(
    "A member whose value also changes, or that has two sources, has a hand-written function",
    arguments: [
      ("p: { a: string }", "p: { b: int @was(a) }"), ("p: { a: int, c: int }", "p: { b: int @was(a, c) }"),
      ("p: { a: \"x\" }", "p: { b: (\"y\" @was(\"x\")) @was(a) }"),
    ])
  func changedMember(old: String, new: String) throws {
    let plan = try plan("table t { \(old) }", "table t { \(new) }")
    #expect(plan.backfills.map(\.transform) == [.custom])
  }

  @Test(
    "A value is not wrapped if others stay as they are, because the result would not show which it was",
    arguments: [
      ("p: [any] | null", "p: [any]"), ("p: any", "p: [any]"), ("p: { m: any } | null", "p: { m: any }"),
      ("p: [string] | string", "p: [string]"),
    ])
  func wrapped(old: String, new: String) throws {
    #expect(try plan("table t { \(old) }", "table t { \(new) }").backfills.map(\.transform) == [.custom])
    let plain = try plan("table t { p: string | null }", "table t { p: [string | null] }")
    #expect(plain.backfills.map(\.transform) == [.convert(.wrapInArray)])
  }

  @Test("A literal whose new spelling is among the old values has no inverse")
  func ambiguousLiteral() throws {
    let plan = try plan("table t { a: 1.0 | string }", "table t { a: (\"new\" @was(1.0) | string)? }")
    #expect(plan.assessments.map { $0.hazards.contains(.deletesData) } == [true])
  }

  @Test("A previous name of a member that the old object does not have is an error with a guess")
  func unknownMember() throws {
    let found = try errors("table t { p: { label: int, k: int } }", "table t { p: { title: int @was(lable), k: int } }")
    #expect(found == ["'t'.'p' has no member 'lable' in the old schema; did you mean 'label'?"])
    // An object that the old type does not have is new, and so are its members.
    #expect(try plan("table t { p: int }", "table t { p: int | { b: int @was(a) } }").deploys.count == 1)
  }

  @Test("A field has no value any more in the schema that no longer has it")
  func unsetBeforeDrop() throws {
    let plan = try plan("table users { name: string }", "table users { fullName: string @was(name) }")
    let unset = try #require(plan.backfills.last)
    #expect(unset.transform == .unset && unset.after == 2)
    #expect(plan.deploys[2].schema.table("users")?.field("name") == nil)
  }

  @Test("An index changes in place, under its own name, in one push with the code")
  func indexes() throws {
    let plan = try plan(
      "table t { a: string b: string e: [double] index i (a) search s (a) filter (b) vector v (e) dimensions 3 }",
      """
      table t {
        a: string b: string e: [double]
        index i (b) index j (a) search s (b) vector v (e) dimensions 3 filter (a)
      }
      """)
    #expect(plan.deploys.count == 1)
    #expect(plan.deploys[0].isRelease)
    #expect(plan.deploys[0].schema.table("t")?.indexes.map(\.name.text).sorted() == ["i", "j", "s", "v"])
    let removed = try self.plan("table t { a: string index i (a) }", "table t { a: string }")
    #expect(removed.deploys.count == 1)
  }

  @Test("An index over a renamed field follows it in place, in the push in which the code does")
  func indexOfRenamedField() throws {
    let plan = try plan(
      "table t { name: string index by_name (name) }", "table t { title: string @was(name) index by_name (title) }")
    let indexes = plan.deploys.map { $0.schema.table("t")?.indexes.map { "\($0.name) \($0.paths[0][0])" } ?? [] }
    #expect(indexes == [["by_name name"], ["by_name title"], ["by_name title"]])
  }

  @Test("Indexes of every kind are over values of any type, and over members of 'any'")
  func indexTypes() throws {
    let plan = try plan(
      "table t { a: any b: id<t> c: [string] d: double }",
      """
      table t {
        a: any b: id<t> c: [string] d: double
        index i (a.k) search s1 (a) search s2 (b) search s3 (c) search s4 (d) vector v (a) dimensions 2
      }
      """)
    #expect(plan.deploys.count == 1 && verdict(plan) == .safe)
  }

  @Test("The order of filters has no meaning, and a schema may be empty")
  func filters() throws {
    let old = "table t { a: string b: int c: int search s (a) filter (b, c) }"
    let new = "table t { a: string b: int c: int search s (a) filter (c, b) }"
    #expect(try plan(old, new).deploys.isEmpty)
    #expect(try plan("", "table t { a: int }").deploys.count == 1)
    #expect(try plan("table t { a: int }", "").deploys.count == 2)
  }

  @Test(
    "A missing value and null are different",
    arguments: [
      ("a: string?", "a: string | null", Verdict.breaking), ("a: string | null", "a: string?", .breaking),
      ("a: string", "a: string | null", .safe), ("a: string?", "a: (string | null)?", .safe),
    ])
  func nulls(old: String, new: String, expected: Verdict) throws {
    #expect(verdict(try plan("table t { \(old) }", "table t { \(new) }")) == expected)
    #expect(verdict(try plan("table t { x: int }", "table t { x: int b: string | null }")) == .breaking)
  }

  @Test(
    "An id is a string",
    arguments: [
      ("a: id<t>", "a: string", Verdict.safe, 1), ("a: string", "a: id<t>", .breaking, 2),
      ("a: [id<t>]", "a: [string] | null", .safe, 1), ("a: { x: id<t> }", "a: { x: string | int }", .safe, 1),
      ("a: id<t> | string", "a: string", .safe, 0),
    ])
  func identifiers(old: String, new: String, expected: Verdict, deploys: Int) throws {
    let plan = try plan("table t { \(old) }", "table t { \(new) }")
    #expect(verdict(plan) == expected)
    #expect(plan.deploys.count == deploys)
    // On other document stores the keys are no strings.
    let other = try planMigration(
      from: schema("target document\ntable t { a: id<t> }"), to: schema("target document\ntable t { a: string }"))
    #expect(verdict(other.plan) == .breaking)
  }

  @Test("A table enters and leaves the schema while fields refer to it")
  func undeclaredTables() throws {
    let outside = "table later external {} table t { a: id<later> }"
    let inside = "table later { x: int } table t { a: id<later> }"
    #expect(verdict(try plan(outside, inside)) == .safe)
    let back = try plan(inside, outside)
    #expect(back.deploys.count == 2)
    #expect(back.backfills.map(\.name) == ["later.delete"])
  }

  @Test("A renamed table is refused with the way out")
  func renamedTable() throws {
    let found = try errors("table t { a: int }", "table u @was(t) { a: int }")
    #expect(found.count == 1 && found[0].contains("copied documents get other ids"))
  }

  @Test(
    "Names, types and indexes that Convex refuses are errors of the plan",
    arguments: [
      ("table `é` { a: int }", "the table name 'é'"), ("table _t { a: int }", "the table name '_t'"),
      ("table t { `a-b`: int }", "the field name 'a-b'"), ("table t { _x: int }", "the field name '_x'"),
      ("table t { a: { `x y`: int } }", "the field name 'x y'"), ("table t { a: uuid }", "no type 'uuid'"),
      (#"table t { a: ["x" | "y": int] }"#, "the keys of a record"), ("table t { a: int index by_id (a) }", "'by_id'"),
      ("table t { a: int unique u (a) }", "no unique index"), ("table t { a: string @key }", "remove '@key'"),
      ("table t { a: int index i (a) index j (a) }", "'i' and 'j' are over the same fields"),
      ("table t { a: string search i (a) search j (a) }", "'i' and 'j' are over the same fields"),
      ("table t { e: [double] vector v (e) dimensions 1 }", "1 dimensions"),
      ("table t { a: [[[[[[[[[[[[[[[[int]]]]]]]]]]]]]]]] }", "nests deeper than 16"),
    ])
  func limits(new: String, message: String) throws {
    let found = try errors("table other { a: int }", "table other { a: int } " + new)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test("The checker refuses a plan whose push would meet documents that do not fit")
  func earlyPush() throws {
    var early = try plan("table t { a: string? }", "table t { a: string }")
    early.deploys[1].gates = []
    #expect(!check(early).isEmpty)
    var left = try plan("table t { a: string b: int }", "table t { a: string }")
    left.deploys[1].gates.removeAll { if case .backfilled = $0 { true } else { false } }
    #expect(!check(left).isEmpty)
  }

  @Test("The checker refuses code that queries an index that its push no longer has")
  func missingIndex() throws {
    var plan = try plan("table t { a: string index i (a) }", "table t { a: string }")
    plan.deploys[0].code = plan.before
    #expect(!check(plan).isEmpty)
  }
}
