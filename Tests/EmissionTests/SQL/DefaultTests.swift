// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

@testable import MigrationSQL

/// Columns with defaults, and conditions of columns, on SQLite.
@Suite struct DefaultTests {
  private static func database(_ fields: String) throws -> ScratchDatabase {
    let text = "target sqlite\ntable t {\n  \(fields)\n}\n"
    let schema = try readSchema([SourceFile(path: "app.schema", text: text)])
    let table = try #require(schema.tables.first)
    let database = try ScratchDatabase()
    try database.run(TableBuilder(StoreRevision(schema)).definition(of: table).create())
    return database
  }

  @Test(
    "A row that omits a column has its default in the stored form of the column",
    arguments: [
      ("string = \"it's\"", "'it''s'"), ("int = -3", "-3"), ("double = 2.5", "2.5"),
      ("double = 2.0", "2.0"),
      ("bool = true", "1"), ("bool = false", "0"), ("date = \"2026-03-01\"", "'2026-03-01'"),
      ("timestamp = \"2026-03-01T12:00:00Z\"", "1772366400000000"),
      ("timestamp @stored(text) = \"2026-03-01T12:00:00.5Z\"", "'2026-03-01 12:00:00.500'"),
      ("timestamp @stored(text) = \"2026-03-01T12:00:00+02:00\"", "'2026-03-01 10:00:00.000'"),
      ("uuid @stored(blob) = \"01234567-89ab-cdef-0123-456789abcdef\"", "X'0123456789ABCDEF0123456789ABCDEF'"),
      ("uuid = \"01234567-89ab-cdef-0123-456789abcdef\"", "'01234567-89ab-cdef-0123-456789abcdef'"),
      ("decimal = \"1.50\"", "'1.5'"), ("int | string = 3", "'3'"),
      ("int | string = \"3\"", "'\"3\"'"),
      ("bool | string = true", "'true'"), ("[string] = []", "'[]'"), ("{ a: int? } = {}", "'{}'"),
      ("\"a\" | \"b\" = \"b\"", "'b'"), ("1 | 2.5 = 2.5", "'2.5'"),
    ])
  func literals(_ field: String, _ expected: String) throws {
    let database = try Self.database("f: \(field)\n  n: int")
    try database.run("INSERT INTO t (n) VALUES (1)")
    let found = try database.rows("SELECT quote(f) FROM t")
    #expect(found == [[expected]])
  }

  @Test(
    "The current time and a random identifier are stored in the form of the column",
    arguments: [
      (
        "timestamp = now",
        "abs(f / 1000000 - strftime('%s', 'now')) < 100 AND typeof(f) = 'integer'"
      ),
      ("timestamp @stored(text) = now", "f GLOB '20??-??-?? ??:??:??.???'"),
      ("date = now", "f = date('now')"),
      (
        "timestamp | int = now",
        "json_type(f) = 'text' AND f GLOB '\"20??-??-??T??:??:??.?????0Z\"'"
      ),
      ("uuid @stored(blob) = uuid", "typeof(f) = 'blob' AND length(f) = 16"),
      ("uuid = uuid", "length(f) = 36 AND substr(f, 15, 1) = '4' AND f = lower(f)"),
      ("uuid | int = uuid", "json_valid(f) AND length(f) = 38 AND substr(f, 16, 1) = '4'"),
    ])
  func changingDefaults(_ field: String, _ condition: String) throws {
    let database = try Self.database("f: \(field)\n  n: int")
    try database.run("INSERT INTO t (n) VALUES (1), (2)")
    let (found, values) = (try database.rows("SELECT \(condition) FROM t"), try database.rows("SELECT f FROM t"))
    #expect(found == [["1"], ["1"]], "\(values)")
  }

  @Test(
    "The condition of a column with JSON accepts each kind of its type and rejects the others",
    arguments: [
      ("bool | string", ["true", "false", "\"x\""], ["1", "null", "[]", "{}", "1.5"]),
      (
        "int | [bool]", ["3", "[]", "[true]", "[false,true]"],
        ["true", "\"x\"", "3.5", "null", "{}"]
      ),
      (
        "{ a: int, b: bool? }", [#"{"a":1}"#, #"{"a":1,"b":false}"#],
        [#"{"b":true}"#, #"{"a":true}"#, #"{"a":1,"b":1}"#]
      ),
      (
        "{ o: { a: int, p: { b: bool? } }, x: string? }",
        [#"{"o":{"a":1,"p":{}}}"#, #"{"o":{"a":1,"p":{"b":true}},"x":""}"#],
        [
          "{}", #"{"o":{"a":1}}"#, #"{"o":{"a":1,"p":{}},"y":1}"#, #"{"o":{"a":1,"p":{},"y":1}}"#,
          #"{"o":{"a":1,"p":{"y":1}}}"#, #"{"o":{"a":1,"p":{"b":1}}}"#, #"{"o":{"a":true,"p":{}}}"#,
        ]
      ),
      (
        "{ a: double | string, b: 1 | 2.5 }", [#"{"a":1.5,"b":1}"#, #"{"a":"","b":2.5}"#],
        [#"{"b":1}"#, #"{"a":1}"#, "{}", #"{"a":true,"b":1}"#, #"{"a":1,"b":2}"#]
      ),
      ("{ o: {} }", [#"{"o":{}}"#], [#"{"o":{"a":1}}"#, #"{"o":[]}"#, "{}"]),
      ("{ a: int? } | {}", ["{}"], [#"{"b":1}"#]),
      ("[string: double]", ["{}", #"{"x":1.5,"y":2}"#], ["[]", "1.5"]),
      ("1 | \"1\"", ["1", "\"1\""], ["2", "\"2\"", "true"]),
      ("2.5 | \"x\" | true", ["2.5", "\"x\"", "true"], ["2", "false", "\"y\""]),
    ])
  func kinds(_ type: String, _ accepted: [String], _ rejected: [String]) throws {
    let database = try Self.database("f: \(type)")
    for json in accepted { try database.run("INSERT INTO t (f) VALUES ('\(json)')") }
    for json in rejected {
      #expect(throws: ScratchDatabase.Failure.self, "\(json)") {
        try database.run("INSERT INTO t (f) VALUES ('\(json)')")
      }
    }
  }
}
