// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

@testable import Reports

/// The condition of a Convex migration that a document needs no change.
@Suite struct OutsideConditionTests {
  private static func type(_ text: String) throws -> FieldType {
    let schema = try readSchema([
      SourceFile(path: "a.schema", text: "target convex\ntable t { f: \(text) }\ntable u { x: int }")
    ])
    return try #require(schema.table("t")?.field("f")).type
  }

  @Test(
    "Each kind of an old value is recognised, without the values that the new type has",
    arguments: [
      ("int", "string", #"typeof f !== "bigint""#, true), ("double", "string", #"typeof f !== "number""#, true),
      ("bool", "string", #"typeof f !== "boolean""#, true), ("string", "int", #"typeof f !== "string""#, true),
      ("bytes", "int", "!(f instanceof ArrayBuffer)", true), ("null | int", "int", "f !== null", true),
      ("id<t>", "int", #"typeof f !== "string""#, true), ("[int]", "int", "!Array.isArray(f)", true),
      (
        "{ k: int }", "int", #"!(typeof f === "object" && f !== null && !Array.isArray(f))"#, true
      ),
      (
        "[string: int]", "int", #"!(typeof f === "object" && f !== null && !Array.isArray(f))"#, true
      ),
      (#""a" | "b""#, #""b""#, #"f !== "a""#, true), ("1 | 2", "1", "f !== 2n", true),
      ("0.5 | int", "int", "f !== 0.5", true), ("true | false", "true", "f !== false", true),
      ("int?", "int", "f !== undefined", true), ("int?", "int?", "false", true), ("int", "int | string", "false", true),
      // Literals of the new type are no old values.
      ("int", "1 | 2", #"!(typeof f === "bigint" && f !== 1n && f !== 2n)"#, true),
      ("double", "0.5 | 2", #"!(typeof f === "number" && f !== 0.5)"#, true),
      ("bool", "true", #"!(typeof f === "boolean" && f !== true)"#, true),
      ("string", #""x" | 3"#, #"!(typeof f === "string" && f !== "x")"#, true),
      ("id<t>", #""x" | 3"#, #"!(typeof f === "string" && f !== "x")"#, true),
      // Others cannot be told from new ones.
      ("id<t>", "id<u>", #"typeof f !== "string""#, false), ("string", "id<u>", #"typeof f !== "string""#, false),
      ("[int]", "[string]", "!Array.isArray(f)", false),
      (
        "{ k: int }", "[string: string]", #"!(typeof f === "object" && f !== null && !Array.isArray(f))"#, false
      ),
      (
        "[string: int]", "{ k: string }", #"!(typeof f === "object" && f !== null && !Array.isArray(f))"#, false
      ),
      ("any", "string", "!(f !== undefined)", false),
      ("any?", "string", "!(f === undefined || f !== undefined)", false),
      (
        #"int | string | "a""#, #""a" | "b""#,
        #"!(typeof f === "bigint" || (typeof f === "string" && f !== "a" && f !== "b"))"#, true
      ),
    ])
  func conditions(_ old: String, _ new: String, _ expected: String, isExact: Bool) throws {
    let condition = OutsideCondition(from: try Self.type(old), to: try Self.type(new), of: "f")
    #expect(condition.negated == expected)
    #expect(condition.isExact == isExact)
  }

  @Test("The only literal outside of the new type is known, and no other value")
  func onlyLiteral() throws {
    for (old, new, expected) in [
      (#""a" | "b""#, #""b""#, Literal.string("a")), (#""a" | "b" | "c""#, #""b""#, nil), ("int", "string", nil),
      (#"("a" | "b")?"#, #""b""#, nil), (#"("a" | "b")?"#, #""b"?"#, .string("a")), ("1 | string", "string", .int(1)),
      (#""a""#, #""a""#, nil), ("1 | [int]", "string", nil),
    ] {
      let condition = OutsideCondition(from: try Self.type(old), to: try Self.type(new), of: "f")
      #expect(condition.onlyLiteral == expected, "\(old), \(new)")
    }
  }
}
