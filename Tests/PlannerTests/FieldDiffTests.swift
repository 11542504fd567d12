// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import Testing

@testable import Planner

/// Which renames inside a field are new, and which conversions by them can be undone.
@Suite struct FieldDiffTests {
  private static func field(_ type: String) throws -> Field {
    try #require(schema("target convex\ntable t { f: \(type) }").table("t")?.field("f"))
  }

  @Test(
    "A renamed member is renamed in a plan if the old type has it, the new one has not, and no earlier plan renamed it",
    arguments: [
      ("{ a: int }", "{ b: int @was(a) }", [".a > b"]),
      ("{ a: int }", "{ b: int @was(z, a) }", [".a > b"]),
      ("{ c: int }", "{ b: int @was(a) }", []),
      ("{ a: int }", "{ b: int }", []),
      ("{ b: int @was(a) }", "{ b: int @was(a), c: int? }", []),
      ("{ a: { c: int } }", "{ b: { d: int @was(c) } @was(a) }", [".a > b", "b.c > d"]),
      ("[{ a: int }]", "[{ b: int @was(a) }]", ["[].a > b"]),
      ("[string: { a: int }]", "[string: { b: int @was(a) }]", ["[].a > b"]),
      (
        "{ x: { b: int @was(a) }, y: { a: int } }", "{ x: { b: int @was(a) }, y: { b: int @was(a) } }", ["y.a > b"]
      ),
      (#"{ k: "x", a: int } | { k: "y", a: int }"#, #"{ k: "x", b: int @was(a) } | { k: "y", a: int }"#, []),
      // Where an earlier plan renamed the member, what has the old name again is another member.
      (#"{ k: "x", b: int @was(a) } | { k: "y", a: int }"#, #"{ k: "x", b: int @was(a) } | { k: "y", b: int }"#, []),
    ])
  func members(_ old: String, _ new: String, _ expected: [String]) throws {
    let found = try Self.field(new).effectiveMemberRenames(from: Self.field(old))
    #expect(found.map { "\($0.path.map(\.text).joined(separator: ".")).\($0.old) > \($0.new)" } == expected)
  }

  @Test(
    "A renamed literal is renamed in a plan if the old type allows it, the new one does not, and no earlier plan renamed it",
    arguments: [
      (#""a" | "b""#, #"("c" @was("a")) | "b""#, [#"."a" > "c""#]),
      (#""x" | "b""#, #"("c" @was("a")) | "b""#, []),
      ("string", #"("c" @was("a")) | "b""#, [#"."a" > "c""#]),
      (#""a" | int"#, #"("c" @was("a")) | string"#, []),
      (#""a" | "b""#, #""c" | "b""#, []),
      (#"("c" @was("a")) | string"#, #"("c" @was("a")) | "b""#, []),
      (#"["a"]"#, #"[("c" @was("a"))]"#, [#"[]."a" > "c""#]),
      (#"{ k: "a" }"#, #"{ k: ("c" @was("a")) }"#, [#"k."a" > "c""#]),
      (#"{ k: "a" } | { l: "a" }"#, #"{ k: ("c" @was("a")) } | { l: "a" }"#, [#"k."a" > "c""#]),
    ])
  func literals(_ old: String, _ new: String, _ expected: [String]) throws {
    let found = try Self.field(new).effectiveRenames(from: Self.field(old))
    #expect(found.map { "\($0.path.map(\.text).joined(separator: ".")).\($0.old) > \($0.new)" } == expected)
  }

  @Test("A renamed literal can be renamed back unless the old type allows or mentions the new one")
  func inverses() throws {
    let rename = Transform.remap([LiteralRename(old: .string("a"), new: .string("c"))])
    for other in [
      "b", "int", "double", "bool", "bytes", "null", "id<t>", #"["b"]"#, "[int]", "[any]", #"{ k: "b" }"#,
      "[string: bool]", #"["b" | "d": "b"]"#,
    ] {
      let type = try Self.field(#""a" | \#(other == "b" ? #""b""# : other)"#).type
      #expect(rename.isInvertible(on: type) && rename.hazards(from: type, to: type).isEmpty, "\(other)")
    }
    for other in [#""c""#, "string", #"["c"]"#, #"[["b" | "c"]]"#, #"{ k: "b", l: "c" }"#, #"[string: "c"]"#, "any"] {
      let type = try Self.field(#""a" | \#(other)"#).type
      #expect(!rename.isInvertible(on: type), "\(other)")
      #expect(rename.hazards(from: type, to: type) == [.deletesData], "\(other)")
    }
    let swap = Transform.remap([
      LiteralRename(old: .string("a"), new: .string("c")), LiteralRename(old: .string("c"), new: .string("a")),
    ])
    #expect(try swap.isInvertible(on: Self.field(#""a" | "c""#).type))
    // A literal elsewhere in the value is another one.
    let inside = Transform.remap([
      LiteralRename(path: ["k"], old: .string("a"), new: .string("c")),
      LiteralRename(old: .string("c"), new: .string("a")),
    ])
    #expect(try !inside.isInvertible(on: Self.field(#""c" | { k: "a" | "c" }"#).type))
    #expect(try Transform.copy.isInvertible(on: Self.field("int").type))
    #expect(try !Transform.custom.isInvertible(on: Self.field("int").type))
  }
}
