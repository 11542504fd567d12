// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

/// Enum types and arrays of PostgreSQL as stored forms: they have the values of the type.
@Suite struct OwnFormTests {
  private static func schema(_ fields: String, target: String = "postgresql") -> String {
    "target \(target)\ntable t {\n  \(fields.replacing("; ", with: "\n  "))\n}\n"
  }

  @Test(
    "An enum type and an array are read, leave the type as it is, and are printed as they were written",
    arguments: [
      (#""x" | "y" @stored(enum("mood")) = "y""#, StoredForm.enumeration("mood")),
      (#"("x" | "y")? @stored(enum("a \"type\""))"#, .enumeration(#"a "type""#)),
      (#""x" @stored(enum("mood"))"#, .enumeration("mood")),
      ("[string] @stored(array) = []", .array), ("[int]? @stored(array)", .array), ("[uuid] @stored(array)", .array),
      ("[timestamp] @stored(array)", .array), ("[decimal] @stored(array)", .array),
    ])
  func isRead(field: String, form: StoredForm) throws {
    let schema = try readSchema([SourceFile(path: "a.schema", text: Self.schema("a: " + field))])
    let own = try #require(schema.tables.first?.fields.first)
    #expect(own.storedForm == form && own.type == own.declaredType)
    #expect(printSchema(schema).contains("  a: \(field)\n"), "\(printSchema(schema))")
    #expect(try readSchema([SourceFile(path: "b.schema", text: printSchema(schema))]) == schema)
  }

  @Test(
    "An enum type or an array that cannot store the type, or that an index cannot have, is an error",
    arguments: [
      (#"a: "x" @stored(enum)"#, "unknown-stored-form", "needs the name of a type"),
      (#"a: "x" @stored(enum(""))"#, "unknown-stored-form", "1 to 63 bytes"),
      (#"a: "x" @stored(enum("a", "b"))"#, "unknown-stored-form", #"write it as 'enum("state")'"#),
      (#"a: "x" @stored(enum(mood))"#, "unknown-stored-form", "needs the name of a type"),
      ("a: string @stored(enum(\"mood\"))", "stored-form", "no other form"),
      (#"a: "x" | 1 @stored(enum("mood"))"#, "stored-form", "remove '@stored'"),
      (#"a: 1 | 2 @stored(enum("mood"))"#, "stored-form", "no other form"),
      (
        #"a: "\#(String(repeating: "x", count: 64))" @stored(enum("mood"))"#, "stored-form", "cannot store"
      ),
      (#"a: "x" @stored(enum("mood")); search s(a)"#, "stored-form", "the index 's' cannot be over"),
      ("a: [double] @stored(array); vector v(a) dimensions 3", "stored-form", "the index 'v' cannot be over"),
      ("a: string @stored(array)", "stored-form", "no other form"),
      ("a: [bytes] @stored(array)", "stored-form", "no other form"),
      ("a: [string | int] @stored(array)", "stored-form", "no other form"),
      ("a: [string | null] @stored(array)", "stored-form", "no other form"),
      ("a: [[int]] @stored(array)", "stored-form", "no other form"),
      ("a: [string] | string @stored(array)", "stored-form", "no other form"),
    ])
  func isRefused(fields: String, id: String, says: String) {
    let found = diagnostics([Self.schema(fields)])
    #expect(found.first?.id.rawValue == id, "\(found.map(\.message))")
    #expect(found.first?.message.contains(says) == true, "\(found.map(\.message))")
  }

  @Test("Other databases have no enum types and no arrays", arguments: ["sqlite", "document"])
  func otherTargets(target: String) {
    for field in [#"a: "x" | "y" @stored(enum("mood"))"#, "a: [string] @stored(array)"] {
      #expect(diagnostics([Self.schema(field, target: target)]).map(\.id.rawValue) == ["stored-form"])
    }
  }
}
