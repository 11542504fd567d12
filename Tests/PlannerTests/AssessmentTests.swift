// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// What each kind of change is called, whether it is breaking, its phases and its hazards.
///
/// The plans of the gallery are recorded; these are written down.
@Suite struct AssessmentTests {
  /// A change of table `t`, and its assessment as `rule path verdict: phases [hazards]`.
  struct Assessed: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var old: String
    var new: String
    var others: (old: String, new: String)
    var expected: [(Target, [String])]

    /// Equal on both targets unless `document` says otherwise; it is empty if the document store has no such change.
    init(
      _ name: String, _ old: String, _ new: String, others: (String, String) = ("", ""), sql: [String],
      document: [String]? = nil
    ) {
      testDescription = name
      (self.old, self.new, self.others) = (old, new, others)
      expected = [(.sqlite, sql)]
      if document != [] { expected.append((.document, document ?? sql)) }
    }
  }

  @Test(
    "A change has its rule, verdict, phases and hazards",
    arguments: [
      Assessed(
        "table added", "a: int", "a: int", others: ("", "table n { x: int }"),
        sql: ["table-added n safe: widen"]),
      Assessed(
        "table removed", "a: int", "a: int", others: ("table n { x: int }", ""),
        sql: ["table-removed n breaking: tighten [deletes-data]"]),
      Assessed(
        "optional field", "a: int", "a: int\nb: int?",
        sql: ["field-added-optional t.b safe: widen"]),
      Assessed(
        "field with a default", "a: int", "a: int\nb: int = 1",
        sql: ["field-added-defaulted t.b safe: widen"],
        document: ["field-added-required t.b breaking: widen, backfill, tighten"]),
      Assessed(
        "required field", "a: int", "a: int\nb: int",
        sql: ["field-added-required t.b breaking: widen, backfill, tighten [scans-table]"],
        document: ["field-added-required t.b breaking: widen, backfill, tighten"]),
      Assessed(
        "optional field removed", "a: int\nb: int?", "a: int",
        sql: ["field-removed-optional t.b breaking: tighten [deletes-data]"]),
      Assessed(
        "required field removed", "a: int\nb: int", "a: int",
        sql: ["field-removed-required t.b breaking: widen, tighten [deletes-data]"]),
      Assessed(
        "renamed", "a: int", "b: int @was(a)",
        sql: ["field-renamed t.b breaking: widen, backfill, tighten"]),
      Assessed(
        "derived of one", "a: int\nb: string", "b: string\nc: string @from(b)\na: int",
        sql: ["field-derived t.c breaking: widen, backfill, tighten"]),
      Assessed(
        "derived and removed", "a: string", "c: int @from(a)",
        sql: [
          "field-removed-required t.a breaking: widen, tighten [deletes-data]",
          "field-derived t.c breaking: widen, backfill, tighten",
        ]),
      Assessed(
        "made optional", "a: int", "a: int?",
        sql: ["field-made-optional t.a safe: widen [old-readers]"]),
      Assessed(
        "made required", "a: int?", "a: int",
        sql: ["field-made-required t.a breaking: backfill, tighten [scans-table]"],
        document: ["field-made-required t.a breaking: backfill, tighten"]),
      Assessed(
        "made required with default", "a: int?", "a: int = 0",
        sql: [
          "default-added t.a safe: widen [old-writers]",
          "field-made-required t.a breaking: backfill, tighten [scans-table]",
        ],
        document: [
          "default-added t.a safe: widen [old-writers]", "field-made-required t.a breaking: backfill, tighten",
        ]),
      Assessed(
        "widened", "a: int", "a: int | string",
        sql: ["field-storage-changed t.a breaking: widen, backfill, tighten [scans-table]"],
        document: ["field-widened t.a safe: widen [old-readers]"]),
      Assessed(
        "widened literal", "a: \"x\"", "a: \"x\" | \"y\"",
        sql: ["field-widened t.a safe: widen [old-readers]"]),
      Assessed(
        "narrowed", "a: \"x\" | \"y\"", "a: \"x\"",
        sql: ["field-narrowed t.a breaking: backfill, tighten [deletes-data, scans-table]"],
        document: ["field-narrowed t.a breaking: backfill, tighten [deletes-data]"]),
      Assessed(
        "narrowed and renamed literal", "a: \"x\" | \"y\"", "a: \"x\" | (\"z\" @was(\"y\"))",
        sql: ["field-converted t.a breaking: widen, backfill, tighten [scans-table]"],
        document: ["field-converted t.a breaking: widen, backfill, tighten"]),
      Assessed(
        "renamed literal that stays", "a: \"x\"", "a: \"x\" | (\"y\" @was(\"x\"))",
        sql: ["field-widened t.a safe: widen [old-readers]"]),
      Assessed(
        "literal renamed before", "a: (\"y\" @was(\"x\")) | \"w\"", "a: (\"y\" @was(\"x\")) | \"w\" | \"z\"",
        sql: ["field-widened t.a safe: widen [old-readers]"]),
      Assessed(
        "converted", "a: int", "a: string",
        sql: ["field-converted t.a breaking: widen, backfill, tighten [scans-table]"],
        document: ["field-converted t.a breaking: widen, backfill, tighten"]),
      Assessed(
        "converted with loss", "a: string", "a: int",
        sql: ["field-converted t.a breaking: widen, backfill, tighten [deletes-data, scans-table]"],
        document: ["field-converted t.a breaking: widen, backfill, tighten [deletes-data]"]),
      Assessed(
        "bool to text", "a: bool", "a: string",
        sql: ["field-converted t.a breaking: widen, backfill, tighten [scans-table]"],
        document: ["field-converted t.a breaking: widen, backfill, tighten"]),
      Assessed(
        "into array", "a: int", "a: [int]",
        sql: ["field-converted t.a breaking: widen, backfill, tighten [scans-table]"],
        document: ["field-converted t.a breaking: widen, backfill, tighten"]),
      Assessed(
        "default added", "a: int", "a: int = 1",
        sql: ["default-added t.a safe: widen [old-writers]"]),
      Assessed(
        "default changed", "a: int = 1", "a: int = 2",
        sql: ["default-changed t.a safe: widen [old-writers]"]),
      Assessed(
        "default removed", "a: int = 1", "a: int",
        sql: ["default-removed t.a breaking: tighten"],
        document: ["default-removed t.a safe: tighten"]),
      Assessed(
        "index added", "a: int", "a: int\nindex i (a)",
        sql: ["index-added t#i safe: widen [index-build]"]),
      Assessed(
        "index removed", "a: int\nindex i (a)", "a: int",
        sql: ["index-removed t#i safe: tighten [old-readers, slower-queries]"]),
      Assessed(
        "index changed", "a: int\nb: int\nindex i (a)", "a: int\nb: int\nindex i (a, b)",
        sql: ["index-changed t#i safe: widen, tighten [index-build, old-readers, slower-queries]"]),
      Assessed(
        "unique added", "a: int", "a: int\nunique u (a)",
        sql: ["unique-added t#u breaking: backfill, tighten [index-build, scans-table]"]),
      Assessed(
        "unique removed", "a: int\nunique u (a)", "a: int",
        sql: ["unique-removed t#u safe: widen [old-writers]"]),
      Assessed(
        "unique changed", "a: int\nb: int\nunique u (a, b)", "a: int\nb: int\nunique u (a)",
        sql: ["unique-changed t#u breaking: backfill, tighten [index-build, scans-table]"]),
      Assessed(
        "unique to index", "a: int\nunique u (a)", "a: int\nindex u (a)",
        sql: ["index-changed t#u safe: widen, tighten [index-build, old-readers, slower-queries]"]),
      Assessed(
        "search added", "a: string", "a: string\nsearch s (a)",
        sql: ["index-added t#s safe: widen [index-build]"]),
      Assessed(
        "cascade added", "a: id<n>", "a: id<n> @onDelete(cascade)",
        others: ("table n { x: int }", "table n { x: int }"),
        sql: ["reference-action-changed t.a breaking: widen [deletes-data, old-writers]"]),
      Assessed(
        "cascade removed", "a: id<n> @onDelete(cascade)", "a: id<n>",
        others: ("table n { x: int }", "table n { x: int }"),
        sql: ["reference-action-changed t.a breaking: widen [old-writers]"],
        document: ["reference-action-changed t.a safe: widen [old-writers]"]),
      Assessed(
        "set null added", "a: id<n>?", "a: id<n>? @onDelete(setNull)",
        others: ("table n { x: int }", "table n { x: int }"),
        sql: ["reference-action-changed t.a safe: widen [old-writers]"]),
      Assessed(
        "renamed literal inside objects, to one that was there",
        #"a: { k: "x" | "y" }"#, #"a: { k: ("x" @was("y")) }"#,
        sql: ["field-narrowed t.a.k breaking: backfill, tighten [deletes-data, scans-table]"],
        document: ["field-narrowed t.a.k breaking: backfill, tighten [deletes-data]"]),
      Assessed(
        "renamed literal inside objects", #"a: { k: "y" }"#, #"a: { k: ("x" @was("y")) }"#,
        sql: ["field-converted t.a.k breaking: widen, backfill, tighten [scans-table]"],
        document: ["field-converted t.a.k breaking: widen, backfill, tighten"]),
      Assessed(
        "renamed literal inside arrays, to one that was there",
        #"a: ["x" | "y"]"#, #"a: [("x" @was("y"))]"#,
        sql: ["field-narrowed t.a.[] breaking: backfill, tighten [deletes-data, scans-table]"],
        document: ["field-narrowed t.a.[] breaking: backfill, tighten [deletes-data]"]),
      Assessed(
        "table renamed", "a: int", "a: int", others: ("table n { k: uuid @key }", "table m @was(n) { k: uuid @key }"),
        sql: ["table-renamed m breaking: widen, backfill, tighten [old-readers, old-writers]"]),
      Assessed(
        "other key", "a: int", "a: int",
        others: ("table n { k: string @key\nc: string }", "table n { k: string\nc: string @key }"),
        sql: ["table-key-changed n breaking: widen, backfill, tighten [old-readers, old-writers, rewrites-table]"]),
      Assessed(
        "stored form", "a: timestamp", "a: timestamp @stored(text)",
        sql: ["field-storage-changed t.a breaking: widen, backfill, tighten"], document: []),
    ])
  func assessment(_ change: Assessed) throws {
    for (target, lines) in change.expected {
      func schema(_ fields: String, _ others: String) throws -> Schema {
        try readSchema([
          SourceFile(path: "app.schema", text: "target \(target.rawValue)\ntable t {\n\(fields)\n}\n\(others)\n")
        ])
      }
      let (old, new) = (try schema(change.old, change.others.old), try schema(change.new, change.others.new))
      let found = assess(diff(from: old, to: new), from: old, to: new).map { assessment in
        let phases: String = assessment.phases.map(\.rawValue).joined(separator: ", ")
        let hazards: String = assessment.hazards.map(\.rawValue).joined(separator: ", ")
        let name = "\(assessment.rule.rawValue) \(assessment.path) \(assessment.verdict.rawValue)"
        return "\(name): \(phases)" + (hazards.isEmpty ? "" : " [\(hazards)]")
      }
      #expect(found == lines, "\(target.rawValue)")
    }
  }

  @Test("A derived field has the position of its first source, and its own")
  func positions() throws {
    func schema(_ fields: String) throws -> Schema {
      try readSchema([SourceFile(path: "app.schema", text: "table t {\n\(fields)\n}\n")])
    }
    let old = try schema("a: string\nb: string")
    let new = try schema("a: string\nb: string\nc: string @from(a, b)")
    let found = try #require(
      assess(diff(from: old, to: new), from: old, to: new).first { $0.rule == .fieldDerived })
    let (before, after) = (try #require(old.table("t")), try #require(new.table("t")))
    #expect(found.old != nil && found.old == before.range(of: before.fields[0]))
    #expect(found.new != nil && found.new == after.range(of: after.fields[2]))
  }

  @Test("Of tables in any order, those of the same name are compared, and all others are added or removed")
  func matching() throws {
    for number in 0..<Thorough.count(sample: 200, whole: 5_000) {
      let seed = Thorough.seed &+ UInt64(number)
      var random = SeededRandom(seed: seed)
      let names = (0..<8).map { "t\($0)" }
      func schema() throws -> (text: [String], schema: Schema) {
        let chosen = names.filter { _ in random.happens(60) }.shuffled(using: &random)
        let order = random.happens(50) ? chosen.sorted() : chosen
        let text = order.map { "table \($0) { f\($0): int }\n" }.joined()
        return (order, try readSchema([SourceFile(path: "app.schema", text: text)]))
      }
      let (old, new) = (try schema(), try schema())
      let found = assess(diff(from: old.schema, to: new.schema), from: old.schema, to: new.schema)
      let expected =
        Set(new.text).subtracting(old.text).map { "table-added \($0)" }
        + Set(old.text).subtracting(new.text).map { "table-removed \($0)" }
      #expect(found.map { "\($0.rule.rawValue) \($0.path)" }.sorted() == expected.sorted(), "seed \(seed)")
    }
  }
}
