// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import Testing

/// Words of other languages are reported with what to write instead.
@Suite struct FamiliarWordsTests {
  @Test(
    "A type of another language names the type of this one",
    arguments: [
      ("integer", "int"), ("BIGINT", "int"), ("number", "int"), ("float", "double"), ("real", "double"),
      ("boolean", "bool"), ("text", "string"), ("varchar", "string"), ("str", "string"), ("datetime", "timestamp"),
      ("timestamptz", "timestamp"), ("blob", "bytes"), ("bytea", "bytes"), ("json", "any"), ("jsonb", "any"),
      ("numeric", "decimal"), ("guid", "uuid"), ("Int", "int"), ("Bool", "bool"), ("UUID", "uuid"),
    ])
  func type(word: String, expected: String) throws {
    let diagnostic = try #require(diagnostics(["table a { x: \(word) }"]).first)
    #expect(diagnostic.id.rawValue == "unknown-type")
    #expect(diagnostic.fixIts.first?.replacement == expected)
    #expect(diagnostic.message.contains("'\(expected)'"))
  }

  @Test("A type that the schema declares wins over a word of another language")
  func declaredType() throws {
    #expect(diagnostics(["type text = string\ntable a { x: text }"]).isEmpty)
  }

  @Test("A whole schema of another language has one error for each thing to change")
  func wholeSchema() {
    let ids = diagnostics([
      """
      model User {
        id: Int @id @default(autoincrement())
        email: varchar(255) NOT NULL;
        role: 'admin' | 'member'
        tags: string[]
        createdAt: DateTime @default(now())
        @@index([email])
      }
      """
    ]).map(\.id.rawValue)
    #expect(
      ids == [
        "expected-declaration", "unknown-type", "unknown-attribute", "unknown-attribute", "foreign-syntax",
        "foreign-syntax", "unexpected-character", "single-quotes", "single-quotes", "foreign-syntax", "unknown-type",
        "unknown-attribute", "foreign-syntax",
      ])
  }
}
