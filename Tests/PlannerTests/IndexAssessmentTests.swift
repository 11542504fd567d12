// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel
import Testing

/// What each change of an index means, by the kinds of the index before and after.
@Suite struct IndexAssessmentTests {
  private static let fields = "a: int\nb: int\ns: string\nr: string\nv: [double]\nw: [double]\n"

  /// The assessment of a table's only change, as `rule verdict: phases [hazards]`, and its alternative.
  private static func assessed(
    _ target: Target, from old: String, to new: String
  ) throws -> (text: String, alternative: String?) {
    func read(_ indexes: String) throws -> Schema {
      try schema("target \(target.rawValue)\ntable t {\n\(fields)\(indexes)\n}\n")
    }
    let (old, new) = (try read(old), try read(new))
    let found = assess(diff(from: old, to: new), from: old, to: new)
    let only = try #require(found.count == 1 ? found.first : nil)
    let phases: String = only.phases.map(\.rawValue).joined(separator: ", ")
    let hazards: String = only.hazards.map(\.rawValue).joined(separator: ", ")
    return ("\(only.rule.rawValue) \(only.verdict.rawValue): \(phases) [\(hazards)]", only.alternative)
  }

  @Test(
    "A changed vector index deletes vectors only if their dimensions change",
    arguments: [Target.postgresql, .document, .convex])
  func vectors(target: Target) throws {
    let old = "vector i (v) dimensions 3"
    let plain = "index-changed safe: widen, tighten [index-build, old-readers, slower-queries]"
    let other = try Self.assessed(target, from: old, to: "vector i (v) dimensions 4")
    #expect(other.text == "vector-changed breaking: backfill, tighten [deletes-data, index-build]")
    for (one, two) in [(old, "vector i (w) dimensions 3"), (old, "search i (s)"), ("search i (s)", old)] {
      #expect(try Self.assessed(target, from: one, to: two).text == plain, "\(one), \(two)")
    }
  }

  @Test("Only a search index of SQLite, which queries name as a table, is better replaced under another name")
  func names() throws {
    for target in [Target.sqlite, .postgresql, .document] {
      let search = try Self.assessed(target, from: "search i (s)", to: "search i (r)")
      #expect((search.alternative != nil) == (target == .sqlite), "\(target)")
      #expect(search.alternative?.contains("'i'") ?? true)
      for (old, new) in [
        ("search i (s)", "index i (s)"), ("index i (s)", "search i (s)"), ("index i (a)", "index i (b)"),
      ] {
        #expect(try Self.assessed(target, from: old, to: new).alternative == nil, "\(target), \(old), \(new)")
      }
    }
  }

  @Test(
    "A new unique index is safe if it contains a unique index that stays; beside one that goes, duplicates are possible",
    arguments: Target.withKeys)
  func besideOthers(target: Target) throws {
    let (safe, breaking) = (
      "unique-added safe: widen [index-build]", "unique-added breaking: backfill, tighten [index-build, scans-table]"
    )
    func added(_ old: String, _ new: String) throws -> String? {
      func read(_ indexes: String) throws -> Schema {
        try schema("target \(target.rawValue)\ntable t {\n\(Self.fields)\(indexes)\n}\n")
      }
      let (old, new) = (try read(old), try read(new))
      return assess(diff(from: old, to: new), from: old, to: new).first { $0.rule == .uniqueAdded }.map { only in
        let phases: String = only.phases.map(\.rawValue).joined(separator: ", ")
        let hazards: String = only.hazards.map(\.rawValue).joined(separator: ", ")
        return "\(only.rule.rawValue) \(only.verdict.rawValue): \(phases) [\(hazards)]"
      }
    }
    #expect(try added("unique u (a)", "unique u (a)\nunique w (a, b)") == safe)
    #expect(try added("unique u (a)", "unique w (a)") == safe, "the same one with another name")
    #expect(try added("unique u (a)", "unique w (a, b)") == breaking, "the narrower one goes")
    #expect(try added("unique u (a, b)", "unique u (a, b)\nunique w (a)") == breaking, "the other one is wider")
    #expect(try added("index u (a)", "index u (a)\nunique w (a, b)") == breaking, "the other one is not unique")
  }

  @Test(
    "A changed unique index over fields that another one prevents duplicates in waits for no count",
    arguments: Target.withKeys)
  func changedBesideAnother(target: Target) throws {
    func text(_ old: String, _ new: String) throws -> String {
      try Self.assessed(target, from: "unique k (a)\n" + old, to: "unique k (a)\n" + new).text
    }
    #expect(
      try text("unique u (b)", "unique u (a, b)") == "unique-changed safe: tighten [index-build, old-writers]")
    #expect(
      try text("unique u (s)", "unique u (a, b)") == "unique-changed safe: widen, tighten [index-build, old-writers]")
    #expect(
      try text("index u (s)", "unique u (a, b)")
        == "unique-changed safe: widen, tighten [index-build, old-readers, slower-queries]")
    #expect(
      try text("unique u (s)", "unique u (b, s, r)") == "unique-changed safe: tighten [index-build, old-writers]")
    #expect(
      try text("unique u (s)", "unique u (b)")
        == "unique-changed breaking: backfill, tighten [index-build, scans-table]")
  }

  @Test(
    "Where the key of a table changes, the old one prevents no duplicates of values that are converted",
    arguments: Target.withKeys)
  func rekeyed(target: Target) throws {
    for (type, hasWitness) in [("string", true), ("int", false)] {
      let old = try schema("target \(target.rawValue)\ntable t {\na: int @key\nb: int\nc: int\n}\n")
      let new = try schema(
        "target \(target.rawValue)\ntable t {\na: \(type)\nb: int @key\nc: int\nunique w (a, c)\n}\n")
      let found = assess(diff(from: old, to: new), from: old, to: new).first { $0.rule == .uniqueAdded }
      #expect(found?.verdict == .breaking && (found?.witness != nil) == hasWitness, "\(type)")
      #expect(found?.reason.hasPrefix("no two rows are duplicates now") == !hasWitness, "\(type)")
    }
  }
}
