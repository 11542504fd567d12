// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

@testable import Reports

/// The condition in a migration of a Convex project that a document needs no change.
@Suite struct OutsideConditionTests {
  private func type(_ text: String) throws -> FieldType {
    let schema = try readSchema([
      SourceFile(path: "a.schema", text: "target convex\ntable u { x: int }\ntable t { v: \(text) }")
    ])
    return try #require(schema.table("t")?.field("v")).type
  }

  @Test(
    "A document needs no change unless its value is in the old type and not in the new one",
    arguments: [
      ("string", "string", "false"), ("string?", "string", "v !== undefined"),
      ("string | null", "string", "v !== null"),
      (#""a" | "b""#, #""a""#, #"v !== "b""#), (#""a" | "b" | "c""#, #""a""#, #"!(v === "b" || v === "c")"#),
      (#"("a" | "b")?"#, #""a""#, #"!(v === undefined || v === "b")"#),
      ("int", "double", #"typeof v !== "bigint""#), ("double", "int", #"typeof v !== "number""#),
      ("bool", "int", #"typeof v !== "boolean""#), ("bytes", "int", "!(v instanceof ArrayBuffer)"),
      ("string", "int", #"typeof v !== "string""#), ("[string]", "string", "!Array.isArray(v)"),
      ("any", "string", "!(v !== undefined)"),
      ("{ a: int }", "string", #"!(typeof v === "object" && v !== null && !Array.isArray(v))"#),
      ("string", #""a""#, #"!(typeof v === "string" && v !== "a")"#),
      ("string", #""a" | "b" | true"#, #"!(typeof v === "string" && v !== "a" && v !== "b")"#),
      ("bool", #""a" | true"#, #"!(typeof v === "boolean" && v !== true)"#),
      ("string | null", #""a""#, #"!((typeof v === "string" && v !== "a") || v === null)"#),
      ("string | int", #""a" | bool"#, #"!((typeof v === "string" && v !== "a") || typeof v === "bigint")"#),
    ])
  func negated(_ old: String, _ new: String, _ expected: String) throws {
    let outside = OutsideCondition(from: try type(old), to: try type(new), of: "v")
    #expect(outside.negated == expected)
  }

  @Test("A condition is exact unless it also holds for values of the new type")
  func exactness() throws {
    let cases = [
      ("string", "\"a\"", true), ("string", "id<u>", false), ("id<u>", "string", true), ("[string]", "[int]", false),
      ("[string]", "int", true), ("{ a: int }", "{ a: string }", false), ("{ a: int }", "int", true),
      ("any", "int", false),
    ]
    for (old, new, expected) in cases {
      let outside = OutsideCondition(from: try type(old), to: try type(new), of: "v")
      #expect(outside.isExact == expected, "\(old) to \(new)")
    }
  }
}
