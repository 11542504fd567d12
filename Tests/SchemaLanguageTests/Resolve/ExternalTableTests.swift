// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

/// Tables of another owner: fields refer to them, and nothing else does.
@Suite struct ExternalTableTests {
  private let text = """
    target sqlite

    /// Of another service.
    table accounts external @table("auth_accounts") {
      id: uuid @key @stored(blob)
    }

    table notes {
      author: id<accounts> @onDelete(cascade)
    }

    """

  private func schema(_ text: String) throws -> Schema { try readSchema([SourceFile(path: "a.schema", text: text)]) }

  @Test("An external table is no table of the schema, and its key is the form of references to it")
  func reading() throws {
    let schema = try schema(text)
    #expect(schema.tables.map(\.name) == ["notes"])
    #expect(schema.externalTables.map(\.name) == ["accounts"])
    #expect(Storage(of: schema).key(of: "accounts")?.type == .scalar(.uuid))
    #expect(Storage(of: schema).form(of: .reference("accounts")) == .blob)
  }

  @Test("An external table prints and formats as it was written")
  func printing() throws {
    let schema = try schema(text)
    #expect(printSchema(schema) == text)
    #expect(try format(SourceFile(path: "a.schema", text: text)) == text)
    #expect(try self.schema(printSchema(schema)) == schema)
  }

  @Test("An external table counts for the fingerprint if a field refers to it")
  func fingerprint() throws {
    let without = try schema("target sqlite\ntable b { x: int }")
    let unused = try schema("target sqlite\ntable a external { k: int @key }\ntable b { x: int }")
    let used = try ["int", "uuid"].map {
      try schema("target sqlite\ntable a external { k: \($0) @key }\ntable b { x: id<a> }")
    }
    #expect(without.fingerprint == unused.fingerprint)
    #expect(without.saysTheSame(as: unused))
    #expect(used[0].fingerprint != used[1].fingerprint)
    #expect(!used[0].saysTheSame(as: used[1]))
  }

  @Test("On a document store an external table needs no key")
  func document() throws {
    #expect(try schema("table a external {}\ntable b { x: id<a> }").externalTables.map(\.name) == ["a"])
  }

  @Test("`external` is an ordinary name elsewhere")
  func name() throws {
    #expect(try schema("table external { external: int }").tables.map(\.name) == ["external"])
  }
}
