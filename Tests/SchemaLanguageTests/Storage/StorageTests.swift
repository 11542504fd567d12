// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

/// Which column holds which type, and which types a stored value does not tell apart.
@Suite struct StorageTests {
  @Test(
    "Types have their stored columns",
    arguments: [
      ("string", ColumnForm.text, ColumnForm.text), ("int", .integer, .bigint), ("double", .real, .doublePrecision),
      ("bool", .integer, .boolean), ("bytes", .blob, .bytea), ("timestamp", .integer, .timestamptz),
      ("date", .text, .date), ("uuid", .text, .uuid), ("decimal", .text, .numeric), ("any", .jsonText, .jsonb),
      ("\"a\" | \"b\"", .text, .text), ("\"a\" | string", .text, .text), ("1 | 2", .integer, .bigint),
      ("1 | \"a\"", .jsonText, .jsonb), ("[int]", .jsonText, .jsonb), ("{ a: int }", .jsonText, .jsonb),
      ("id<plain>", .integer, .bigint), ("id<named>", .text, .uuid), ("id<through>", .text, .uuid),
    ])
  func columns(type: String, sqlite: ColumnForm, postgresql: ColumnForm) throws {
    #expect(try form(type, .sqlite) == sqlite)
    #expect(try form(type, .postgresql) == postgresql)
    #expect(try form(type, .document) == .document)
  }

  @Test(
    "Types have their other stored forms on each target",
    arguments: [
      ("uuid @stored(blob)", Target.sqlite, ColumnForm.blob), ("timestamp @stored(text)", .sqlite, .text),
      ("id<blobs>", .sqlite, .blob), ("uuid @stored(text)", .postgresql, .text),
      ("decimal @stored(text)", .postgresql, .text), ("[int] @stored(json)", .postgresql, .json),
    ])
  func otherForms(type: String, target: Target, expected: ColumnForm) throws {
    #expect(try form(type, target) == expected)
  }

  @Test(
    "SQL targets refuse types whose stored values are equal",
    arguments: [
      "string | uuid", "string | timestamp", "\"2026-03-01\" | date", "id<plain> | id<other>", "int | id<plain>",
      "int | double", "int | 2.0", "[string: int] | [int: int]", "[string: int] | [uuid: int]",
      "{ a: string } | { a: date }", "{ a: int, b: string? } | { a: double }", "{ `1`: int } | [int: int]",
      "[string] | [uuid]", "{ x: [int | double] }", "[(1 | \"1\"): int]", "bytes | string", "bytes | \"aGk=\"",
    ])
  func areConfusedWhenStored(type: String) throws {
    for target in [Target.sqlite, .postgresql] { #expect(try !isTold(type, target), "\(target)") }
    #expect(try isTold(type, .document))
  }

  @Test(
    "Every target accepts types whose stored values differ",
    arguments: [
      "string | int", "\"everyone\" | id<plain>", "\"never\" | timestamp", "\"none\" | uuid", "uuid | date | timestamp",
      "{ k: \"a\", x: string } | { k: \"b\", x: uuid }", "{ a: int } | [string: int]", "int | 1.5", "string | [string]",
      "{ a: int } | { b: double }", "id<plain> | id<named>", "{ a: int?, b: string } | { a: int, b: 3 }", "[int | any]",
      "decimal | int", "{ a: string } | { a: string, b: uuid? }",
    ])
  func areToldApart(type: String) throws {
    for target in Target.allCases { #expect(try isTold(type, target), "\(target)") }
  }

  @Test(
    "Only SQLite stores booleans and numbers alike",
    arguments: ["int | bool", "1 | true", "[bool | double]", "0 | bool"])
  func onlySQLiteConfusesBooleansAndNumbers(type: String) throws {
    #expect(try !isTold(type, .sqlite))
    #expect(try isTold(type, .postgresql))
  }

  @Test(
    "Two fields share a column if their values and forms are equal",
    arguments: [
      ("int", "string", false), ("\"a\"", "\"b\" | string", true), ("int", "int | string", false),
      ("[int]", "{ a: int }", true), ("{ a: int }", "{ a: double }", false), ("timestamp", "int", false),
    ])
  func fieldsShareAColumn(old: String, new: String, expected: Bool) throws {
    let schema = try self.schema("t1: \(old)\n t2: \(new)", .sqlite)
    let fields = try #require(schema.table("t")).fields
    #expect(Storage(of: schema).sharesColumn(fields[0], fields[1]) == expected)
  }

  private func form(_ type: String, _ target: Target) throws -> ColumnForm {
    let schema = try schema("f: \(type)", target)
    return try Storage(of: schema).form(of: #require(schema.table("t")?.fields.first))
  }

  private func isTold(_ type: String, _ target: Target) throws -> Bool {
    // Read where nothing is refused, asked for the target.
    var schema = try schema("f: \(type)", .document)
    schema.target = target
    let field = try #require(schema.table("t")?.fields.first)
    return Storage(of: schema).indistinguishableMembers(of: field.type.value) == nil
  }

  private func schema(_ fields: String, _ target: Target) throws(DiagnosticList) -> Schema {
    let blobs = target == .sqlite ? "table blobs { k: uuid @key @stored(blob) }" : ""
    let text = """
      target \(target.rawValue)
      table plain {}
      table other {}
      table named { k: uuid @key }
      table through { k: id<named> @key }
      \(blobs)
      table t {
        \(fields)
      }
      """
    return try readSchema([SourceFile(path: "t.schema", text: text)])
  }
}
