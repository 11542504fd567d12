// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import SchemaModel
import Testing

/// What a plan has made is removed again from a schema in which others went on: theirs stays.
@Suite struct ApplyingChangesTests {
  private static let other = "table other { x: int }\n"

  private static func removed(_ made: String, from now: String) throws -> [String] {
    let (base, after) = (try schema(other), try schema(other + made))
    let result = try schema(other + now).applying(from: after, to: base, onlyKnown: true)
    return result.tables.map(\.name.text).sorted()
  }

  @Test(
    "A table that a plan made stays if others changed it",
    arguments: [
      ("{ a: int b: string? }", "{ a: int b: string? c: int? }"), ("{ a: int b: string? }", "{ a: int }"),
      ("{ a: int }", "{ a: string }"), ("{ a: int }", "{ b: int }"), ("{ a: int }", "{ a: int @key }"),
      ("{ a: int }", "{ a: int = 3 }"), ("{ a: int }", "{ a: int index i (a) }"),
      ("{ a: int index i (a) }", "{ a: int }"), ("{ a: int index i (a) }", "{ a: int unique i (a) }"),
      ("{ a: int index i (a) }", "{ a: int index j (a) }"), ("{ a: int }", "@table(\"u\") { a: int }"),
      ("{ a: int }", "{ a: int @column(\"b\") }"), ("= { k: 1 } | { k: 2 }", "= { k: 1 } | { k: 3 }"),
      ("= { k: 1 } | { k: 2 }", "{ k: 1 | 2 }"), ("= { k: 1 } | { k: 2 }", "= { k: 1 } | { k: 2 } { index i (k) }"),
    ])
  func changed(made: String, now: String) throws {
    for (one, two) in [(made, now), (now, made)] {
      #expect(try Self.removed("table t \(one)", from: "table t \(two)") == ["other", "t"])
      #expect(try Self.removed("table t \(one)", from: "table t \(one)") == ["other"])
    }
  }

  @Test(
    "A table that a plan made goes if only what readers and the planner see is other",
    arguments: [
      ("{ a: int }", "{ \n/// What it is.\na: int }"), ("{ a: int }", "{ a: int @was(b) }"),
      ("{ a: int index i (a) }", "{ a: int @deprecated(\"No.\") index i (a) }"),
    ])
  func described(made: String, now: String) throws {
    for (one, two) in [(made, now), (now, made)] {
      #expect(try Self.removed("table t \(one)", from: "table t \(two)") == ["other"])
    }
  }
}
