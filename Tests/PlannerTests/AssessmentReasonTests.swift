// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

/// What a reader is told about a change of a type: which rows and which code it concerns.
@Suite struct AssessmentReasonTests {
  private static func reasons(_ old: Schema, _ new: Schema) -> [String] {
    assess(diff(from: old, to: new), from: old, to: new).map { "\($0.path) \($0.rule.rawValue): \($0.reason)" }
  }

  @Test("A change of a type has the reason of its rule, for fields and for rows")
  func reasons() throws {
    func widened(_ what: String) -> String {
      "every old \(what) is still allowed; running code cannot read the new ones"
    }
    func narrowed(_ what: String) -> String { "some old \(what)s are no longer allowed" }
    func converted(_ what: String) -> String { narrowed(what) + ", and running code cannot read the new ones" }
    let absent = "stored rows may have no value, and running code may write more such rows"
    for (old, new, expected) in [
      ("int", "int | string", "field-widened: " + widened("value")),
      ("int | string", "int", "field-narrowed: " + narrowed("value")),
      ("int", "string", "field-converted: " + converted("value")),
      ("\"x\"", "(\"y\" @was(\"x\"))", "field-converted: " + converted("value")),
      (
        "int", "int?",
        "field-made-optional: every stored row is still valid; running code cannot read a row without a value"
      ),
      ("int?", "int", "field-made-required: " + absent),
    ] {
      let found = try Self.reasons(
        schema("target document\ntable t { a: \(old) }"), schema("target document\ntable t { a: \(new) }"))
      #expect(found == ["t.a \(expected)"])
    }
    let (one, two) = ("{ k: 1 } | { k: 2 }", "{ k: 1 } | { k: 2 } | { k: 3 }")
    for (old, new, expected) in [
      (one, two, "row-widened: " + widened("row")), (two, one, "row-narrowed: " + narrowed("row")),
      (one, "{ k: 1 } | { k: 3 }", "row-converted: " + converted("row")),
    ] {
      for target in Target.withKeys {
        let lead = "target \(target.rawValue)\ntable t = "
        let found = try Self.reasons(schema(lead + old), schema(lead + new))
        #expect(found.map { $0.replacing(#/^[^ ]* /#, with: "") } == [expected], "\(target)")
      }
    }
  }

  @Test("Types that are too complex to be compared have a reason of their own, with the way out")
  func undecided() {
    // Eight pigeons do not fit into seven holes: a search takes exponentially many steps to see it.
    let (pigeons, holes) = (8, 7)
    func name(_ pigeon: Int, _ hole: Int) -> FieldName { FieldName("p\(pigeon)h\(hole)") }
    let names = (0..<pigeons).flatMap { pigeon in (0..<holes).map { name(pigeon, $0) } }
    func with(_ fixed: [FieldName], _ flag: Bool) -> ValueType {
      .object(names.map { ValueType.Member($0, fixed.contains($0) ? .literal(.bool(flag)) : .scalar(.bool)) })
    }
    var cover = (0..<pigeons).map { pigeon in with((0..<holes).map { name(pigeon, $0) }, false) }
    for hole in 0..<holes {
      for pigeon in 0..<pigeons {
        for other in 0..<pigeon { cover.append(with([name(pigeon, hole), name(other, hole)], true)) }
      }
    }
    func schema(_ type: ValueType) -> Schema {
      Schema(tables: [Table("t", content: .fields([Field("a", FieldType(type))]))])
    }
    let reasons = Self.reasons(schema(with([], true)), schema(.union(cover)))
    #expect(reasons.count == 1)
    #expect(
      reasons.first?.hasSuffix(
        ": the types are too complex to decide whether every old value is still allowed; simplify the union, or change it "
          + "in two steps") == true, "\(reasons)")
  }

  @Test(
    "Whether a field gets a second column does not depend on a rename of a table that it refers to through a removed one"
  )
  func renamedBesideRemoved() throws {
    // The keys of `r` are those of `t1`: a list of them and a list of strings look alike in JSON.
    func plan(_ type: String, renaming: Bool) throws -> Plan {
      let key = "{ k: \(type) @key }"
      return try planMigration(
        from: schema("target sqlite\ntable k \(key)\ntable r { k: id<k> @key }\ntable t { a: [id<r>] }"),
        to: schema("target sqlite\ntable \(renaming ? "m @was(k)" : "k") \(key)\ntable t { a: [string] }")
      ).plan
    }
    for (type, isApart) in [("uuid", true), ("int", false)] {
      for renaming in [false, true] {
        let plan = try plan(type, renaming: renaming)
        let backfill = try #require(plan.backfills.first { $0.table == "t" })
        #expect((backfill.sources != backfill.targets) == isApart, "\(type), renaming: \(renaming)")
      }
    }
  }
}
