// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel
import Testing

/// Which old declaration a new one continues, and how large a table may become.
@Suite struct MatchingTests {
  private func changes(_ old: String, _ new: String) throws -> [String] {
    try planMigration(from: schema(old), to: schema(new)).plan.assessments.map { assessment in
      "\(assessment.rule.rawValue) \(assessment.path)"
    }
  }

  @Test(
    "A declaration with the stored name of an old one continues it",
    arguments: [
      ("table t { name: string }", #"table t { fullName: string @column("name") }"#),
      ("table t { a: int name: string b: int }", #"table t { b: int fullName: string @column("name") a: int }"#),
      (#"table t { a: string @column("x") }"#, #"table t { b: string @column("x") }"#),
      ("table t { name: string }", #"table u @table("t") { name: string }"#),
      ("table t { a: int } table u { b: int }", #"table u { b: int } table w @table("t") { a: int }"#),
    ])
  func storedNames(old: String, new: String) throws {
    #expect(try changes("target sqlite\n" + old, "target sqlite\n" + new).isEmpty)
  }

  @Test(
    "A default stored name identifies nothing: the field is another one",
    arguments: [#"table t { x: int fullName: string }"#, #"table t { x: int Name: string }"#])
  func otherNames(new: String) throws {
    let found = try changes("target document\ntable t { x: int name: string }", "target document\n" + new)
    #expect(Set(found.map { $0.prefix(12) }) == ["field-remove", "field-added-"], "\(found)")
  }

  @Test("Of several previous names that the old schema has, the first one is continued, and the others are removed")
  func previousNames() throws {
    for (names, other) in [("b, a", "a"), ("a, b", "b"), ("gone, b, a", "a")] {
      #expect(
        try Set(changes("table t { a: int? b: int? }", "table t { c: int? @was(\(names)) }"))
          == ["field-renamed t.c", "field-removed-optional t.\(other)"], "\(names)")
      let found = try changes(
        "table a { k: int @key } table b { k: int @key }", "table c @was(\(names)) { k: int @key }")
      #expect(Set(found) == ["table-renamed c", "table-removed \(other)"], "\(names)")
    }
    // What keeps its name is continued by it.
    let kept = try changes("table t { a: int? b: int? }", "table t { a: int? c: int? @was(b) }")
    #expect(kept == ["field-renamed t.c"])
  }

  @Test(
    "Whether a field gets a second column depends on the key of the table that it refers to, also if that is new",
    arguments: ["", " external"])
  func keysOfNewTables(mark: String) throws {
    // In JSON, a list of keys that are strings looks like a list of strings.
    for (key, isApart) in [("string", true), ("int", false)] {
      let plan = try planMigration(
        from: schema("target sqlite\ntable t { a: [string] }"),
        to: schema("target sqlite\ntable n\(mark) { k: \(key) @key }\ntable t { a: [id<n>] }")
      ).plan
      let backfill = try #require(plan.backfills.first { $0.table == "t" })
      #expect((backfill.sources != backfill.targets) == isApart, "\(key)")
    }
  }

  @Test("Fields keep their partners in every order, with some added and some removed")
  func orders() throws {
    let names = ["a", "b", "c", "d"]
    for kept in 0..<16 {
      let left = names.enumerated().filter { kept & 1 << $0.offset != 0 }.map(\.element)
      for new in [left, left.reversed(), left + ["z"], ["z"] + left.reversed()] where !new.isEmpty {
        let table = { (fields: [String]) in "table t {\n" + fields.map { " \($0): int?\n" }.joined() + "}" }
        let found = Set(try changes(table(names), table(new)))
        let removed = names.filter { !left.contains($0) }.map { "field-removed-optional t.\($0)" }
        let added = new.contains("z") ? ["field-added-optional t.z"] : []
        #expect(found == Set(removed + added), "\(new)")
      }
    }
  }

  @Test("A table may have as many columns as its database allows, its key included, and no more")
  func width() throws {
    func table(_ count: Int, _ target: String) -> String {
      "target \(target)\ntable t {\n" + (1...count).map { " f\($0): int?\n" }.joined() + "}"
    }
    for (target, most) in [("sqlite", 2000), ("postgresql", 1600)] {
      // `_id` is one of them.
      #expect(try changes(table(most - 2, target), table(most - 1, target)) == ["field-added-optional t.f\(most - 1)"])
      let error = #expect(throws: DiagnosticList.self) { try changes(table(most - 1, target), table(most, target)) }
      #expect(error?.diagnostics.map(\.id.rawValue) == ["too-many-columns"])
    }
  }

  @Test("A constant fills no missing values where the field was unique before")
  func uniqueBefore() throws {
    let plan = try planMigration(
      from: schema("table t { e: int f: int? unique u (f) }"), to: schema("table t { e: int f: int = 3 }")
    ).plan
    #expect(plan.backfills.map(\.transform).filter { $0 != .unset } == [.custom])
  }

  @Test("An action has the name of its case in JSON, with hyphens")
  func actionNames() {
    #expect(
      [Action.writeBothReadOld, .readWide, .strict, .replaceOnWrite, .switchOver].map(\.identifier)
        == ["write-both-read-old", "read-wide", "strict", "replace-on-write", "switch-over"])
  }

  @Test("The error for an external table says where it was declared before")
  func externalNote() throws {
    let error = #expect(throws: DiagnosticList.self) {
      try planMigration(
        from: schema("target sqlite\ntable a { k: int @key }"),
        to: schema("target sqlite\ntable a external { k: int @key }"))
    }
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.notes.contains { $0.side == .old && $0.range != nil })
  }
}
