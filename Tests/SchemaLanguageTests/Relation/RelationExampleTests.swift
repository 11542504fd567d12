// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Telling examples with the witness that a reader sees; `nil` is "contained".
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RelationExampleTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var old: ValueType
    var new: ValueType
    var witness: String?

    init(_ old: ValueType, _ new: ValueType, _ witness: String?) {
      (self.old, self.new, self.witness) = (old, new, witness)
    }

    var testDescription: String { "\(old) in \(new)" }
  }

  private static let roles = either(text("member"), text("admin"))
  private static let square = object(["a": bool, "b": bool])

  static let scalars = [
    Example(int, string, "1"),
    Example(string, int, #""x""#),
    Example(roles, string, nil),
    Example(string, roles, #""x""#),
    Example(either(text("x"), text("y")), text("x"), #""y""#),
    Example(string, either(text("x"), text("y")), #""z""#),
    Example(roles, text("member"), #""admin""#),
    Example(bool, either(yes, no), nil),
    Example(bool, yes, "false"),
    Example(int, double, "1"),
    Example(.scalar(.date), .scalar(.timestamp), "2026-01-31"),
    Example(.scalar(.timestamp), .scalar(.date), "2026-01-31T00:00:00Z"),
    Example(.scalar(.uuid), string, "00000000-0000-4000-8000-000000000001"),
    Example(.reference("users"), .reference("teams"), "id<users>(1)"),
    Example(string, any, nil),
    Example(any, string, "a value that only any holds"),
    Example(
      any, either(string, int, double, bool, null, list(any), .record(.string, any)), "a value that only any holds"),
    Example(either(string, null), string, "null"),
  ]

  static let arrays = [
    Example(list(int), list(either(int, string)), nil),
    Example(list(either(int, string)), list(int), #"["x"]"#),
    Example(list(int), either(list(int), list(string)), nil),
    Example(list(either(int, string)), either(list(int), list(string)), #"["x", 1]"#),
    Example(list(either(int, string, null)), either(list(int), list(string)), "[null]"),
    Example(list(int), string, "[1]"),
    Example(list(list(bool)), list(list(yes)), "[[false]]"),
    Example(list(object(["kind": roles])), list(object(["kind": text("admin")])), #"[{ kind: "member" }]"#),
  ]

  static let maps = [
    Example(object(["a": int]), .record(.string, int), nil),
    Example(object(["a": int]), .record(.int, int), "{ a: 1 }"),
    Example(object(["a?": int]), .record(.int, int), "{ a: 1 }"),
    Example(object([:]), .record(.int, int), nil),
    Example(.record(.uuid, int), .record(.string, int), "{ 00000000-0000-4000-8000-000000000001: 1 }"),
    Example(.record(.string, int), object(["a?": int]), "{ x: 1 }"),
    Example(.record(.literals([.string("a"), .string("b")]), int), object(["b?": int, "a?": int]), nil),
    Example(object(["a": int]), object(["a?": int]), nil),
    Example(object(["a?": int]), object(["a": int]), "{}"),
    Example(object(["a": int, "b": string]), object(["a": int]), #"{ a: 1, b: "x" }"#),
    Example(object(["a": int]), object(["a": int, "b": string]), "{ a: 1 }"),
    Example(object(["a": int]), object(["a": int, "b?": string]), nil),
    Example(object(["theme": string, "size?": int]), object(["theme": roles, "size?": int]), #"{ theme: "x" }"#),
    Example(object(["a": object(["b": bool])]), object(["a": object(["b": yes])]), "{ a: { b: false } }"),
    // A record whose further values fail one disjunct each, and whose named key fails the third.
    Example(
      .record(.string, either(int, bool)), either(.record(.string, int), .record(.string, bool)), "{ x: true, y: 1 }"),
    Example(
      .record(.string, int), either(object(["x?": int]), object(["y?": int])), "{ z: 1 }"),
  ]

  static let unions = [
    Example(square, either(object(["a": yes, "b": bool]), object(["a": no, "b": bool])), nil),
    Example(
      square, either(object(["a": yes, "b": bool]), object(["a": bool, "b": yes])), "{ a: false, b: false }"),
    Example(
      square, either(object(["a": yes, "b": bool]), object(["a": bool, "b": yes]), object(["a": no, "b": no])), nil),
    Example(
      either(object(["kind": text("a"), "x": int]), object(["kind": text("b"), "y": int])),
      either(object(["kind": text("a"), "x": int]), object(["kind": text("b"), "y": string])), #"{ kind: "b", y: 1 }"#),
    Example(
      object(["kind": either(text("a"), text("b")), "x": int]),
      either(object(["kind": text("a"), "x": int]), object(["kind": text("b"), "x": int])), nil),
    Example(
      object(["kind": text("c"), "x": int]),
      either(object(["kind": text("a"), "x": int]), object(["kind": text("b"), "x": int])), #"{ kind: "c", x: 1 }"#),
    // What is inside two members must fail two disjuncts at once, each in its own element.
    Example(
      object(["a": list(bool), "b": yes]),
      either(object(["a": list(yes), "b": yes]), object(["a": list(no), "b": bool])),
      "{ a: [false, true], b: true }"),
  ]

  @Test("The counterexample is the simplest one", arguments: scalars + arrays + maps + unions)
  func theWitnessIsTheOneToShow(_ example: Example) {
    switch example.old.containment(in: example.new) {
    case .contained: #expect(example.witness == nil)
    case .refused(let witness):
      #expect(witness.description == example.witness)
      let isWitness = example.old.contains(witness) && !example.new.contains(witness)
      #expect(isWitness)
    case .undecided: Issue.record("undecided")
    }
  }

  @Test("A missing value counts for fields")
  func noValueCountsForFields() {
    #expect(FieldType(int, isOptional: true).containment(in: FieldType(int)) == .refused(.absent))
    #expect(FieldType(int).isSubset(of: FieldType(int, isOptional: true)))
    #expect(FieldType(int, isOptional: true).containment(in: FieldType(any)) == .refused(.absent))
    #expect(!FieldType(int, isOptional: true).isDisjoint(from: FieldType(string, isOptional: true)))
    #expect(FieldType(int).isDisjoint(from: FieldType(string, isOptional: true)))
    #expect(FieldType(int, isOptional: true).contains(.absent) && !FieldType(any).contains(.absent))
  }

  @Test("Two Unicode spellings of one letter are different literals")
  func bothSpellingsOfEAcuteAreDifferentLiterals() {
    let (composed, decomposed) = (text("caf\u{e9}"), text("cafe\u{301}"))
    #expect(composed.containment(in: decomposed) != .contained)
    #expect(composed.isDisjoint(from: decomposed))
    #expect(object(["caf\u{e9}": int]).isDisjoint(from: object(["cafe\u{301}": int])))
  }

  @Test("Examples and smallest values belong to their types")
  func examplesAndSmallestValuesBelongToTheirTypes() {
    for type in Universe.all {
      #expect(type.contains(type.example), "\(type.example) of \(type)")
      #expect(type.contains(type.smallest), "\(type.smallest) of \(type)")
    }
  }

  @Test(
    "An example shows the members of its type",
    arguments: [
      (list(string), #"["x"]"#), (object(["a?": int]), "{ a: 1 }"), (object(["a": int, "b?": int]), "{ a: 1 }"),
      (either(null, roles), #""member""#), (.record(.int, string), #"{ 1: "x" }"#),
      (.record(.string, list(bool)), "{ x: [true] }"), (any, #""x""#),
    ]) func anExampleShowsWhatATypeHolds(type: ValueType, expected: String)
  {
    #expect(type.example.description == expected)
  }
}
