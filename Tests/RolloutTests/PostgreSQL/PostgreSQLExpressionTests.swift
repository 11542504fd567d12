// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel
import TestServers
import Testing

@testable import MigrationSQL
@testable import TestSupport

/// Expressions and conditions of plans, one by one, as a real server computes them.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLExpressionTests {
  /// A column of a field as a schema declares it.
  private static func column(_ field: String) throws -> (kind: ColumnKind, storage: Storage) {
    let text = "target postgresql\ntable t {\n  f: \(field)\n}\n"
    let schema = try readSchema([SourceFile(path: "t.schema", text: text)])
    let (table, storage) = (try #require(schema.tables.first), Storage(of: schema))
    return (ColumnKind(try #require(table.fields.first), storage), storage)
  }

  private static func database() throws -> RawPostgreSQL {
    let server = try PostgreSQLServer.shared()
    let raw = try RawPostgreSQL(server.connection(to: try server.makeDatabase()))
    // Expressions must not depend on the time zone or the style of the session.
    try raw.execute(
      "CREATE TYPE mood AS ENUM ('x', 'y', 'z'); SET TimeZone TO 'Asia/Tokyo'; SET DateStyle TO 'SQL, DMY'")
    return raw
  }

  /// Checks a transform, with a value and with NULL, which stays NULL.
  private func check(_ cases: [ExpressionCase], _ transform: (ColumnKind) -> Transform) throws {
    let raw = try Self.database()
    for each in cases {
      let (old, new) = (try Self.column(each.old).kind, try Self.column(each.new).kind)
      for isMissing in [false, true] {
        var kind = old
        if isMissing { kind.type.isOptional = true }
        let sql = PostgreSQLConversion(from: kind, to: new).value(transform(old), of: "f")
        #expect((sql == nil) == (each.result == nil), "\(each): \(sql ?? "no SQL")")
        guard let sql else { continue }
        let (value, result) = isMissing ? ("NULL", nil) : (each.value, each.result)
        let row = "(SELECT (\(value))::\(old.form.postgresqlType) AS f) AS row"
        let found = try raw.rows("SELECT (\(sql))::text, pg_typeof(\(sql)) FROM \(row)").first ?? []
        #expect(found.first == result, "\(each)\(isMissing ? " without a value" : ""): \(sql)")
        #expect(!new.form.isJSON || found.last == new.form.postgresqlType, "\(each): \(found)")
      }
    }
  }

  static let copies = [
    ExpressionCase("int", "int | string", "7", "7"), ExpressionCase("double", "double | string", "1.5", "1.5"),
    ExpressionCase("bool", "bool | int", "true", "true"),
    ExpressionCase("string", "string | int", #"'a"b'"#, #""a\"b""#),
    ExpressionCase("timestamp", "timestamp | int", "'2026-03-01 12:00:00.5+00'", #""2026-03-01T12:00:00.500000Z""#),
    ExpressionCase("timestamp", "timestamp | int", "'2026-03-01 14:00:00+02'", #""2026-03-01T12:00:00Z""#),
    ExpressionCase(
      "timestamp @stored(timestamp)", "timestamp | int", "'2026-03-01 12:00:00'", #""2026-03-01T12:00:00Z""#),
    ExpressionCase(
      "timestamp @stored(timestamptz(3))", "timestamp | int", "'2026-03-01 14:00+02'", #""2026-03-01T12:00:00Z""#),
    ExpressionCase(
      "timestamp @stored(timestamp(3))", "timestamp | int", "'2026-03-01 12:00'", #""2026-03-01T12:00:00Z""#),
    ExpressionCase("date", "date | int", "'0099-12-31'", #""0099-12-31""#),
    ExpressionCase("bytes", "bytes | int", #"'\x00ff'"#, #""AP8=""#),
    ExpressionCase(
      "bytes", "bytes | int", "decode(repeat('00', 60), 'hex')", "\"\(String(repeating: "A", count: 80))\""),
    ExpressionCase("decimal", "decimal | int", "1.50", #""1.5""#),
    ExpressionCase("decimal @stored(numeric(12, 2))", "decimal | int", "1.5", #""1.5""#),
    ExpressionCase(
      "uuid", "uuid | int", "'01234567-89AB-cdef-0123-456789abcdef'", #""01234567-89ab-cdef-0123-456789abcdef""#),
    ExpressionCase("uuid @stored(text)", "uuid | int", "'a'", #""a""#),
    ExpressionCase(#""x" | "y" @stored(enum("mood"))"#, #""x" | "y" | int"#, "'y'", #""y""#),
    ExpressionCase(#""x" | "y" @stored(enum("mood"))"#, #""x" | "y""#, "'y'", "y"),
    ExpressionCase(#""x" | "y""#, #""x" | "y" @stored(enum("mood"))"#, "'y'", "y"),
    ExpressionCase("[string] @stored(array)", "[string]", "ARRAY['b', 'a']", #"["b", "a"]"#),
    ExpressionCase("[string] @stored(array)", "[string]", "ARRAY[]::text[]", "[]"),
    ExpressionCase(
      "[timestamp] @stored(array)", "[timestamp]", "ARRAY['2026-03-01 14:00:00+02'::timestamptz]",
      #"["2026-03-01T12:00:00Z"]"#),
    ExpressionCase("[string]", "[string] @stored(array)", #"'["b", "a"]'"#, "{b,a}"),
    ExpressionCase("[date]", "[date] @stored(array)", #"'["2026-03-01"]'"#, "{01/03/2026}"),
    ExpressionCase("int | string", "int", "'7'", "7"), ExpressionCase("double | string", "double", "'1.5'", "1.5"),
    ExpressionCase("bool | int", "bool", "'true'", "true"),
    ExpressionCase("string | int", "string", #"'"a\"b"'"#, #"a"b"#),
    ExpressionCase("timestamp | int", "timestamp", #"'"2026-03-01T12:00:00Z"'"#, "01/03/2026 21:00:00 JST"),
    ExpressionCase(
      "timestamp | int", "timestamp @stored(timestamp)", #"'"2026-03-01T12:00:00Z"'"#, "01/03/2026 12:00:00"),
    ExpressionCase("date | int", "date", #"'"2026-03-01"'"#, "01/03/2026"),
    ExpressionCase("bytes | int", "bytes", #"'"AP8="'"#, #"\x00ff"#),
    ExpressionCase("decimal | int", "decimal", #"'"1.5"'"#, "1.5"),
    ExpressionCase("uuid | int", "uuid @stored(text)", #"'"a"'"#, "a"),
    ExpressionCase(#""x" | 1"#, #""x" | "y" @stored(enum("mood"))"#, #"'"x"'"#, "x"),
    ExpressionCase("timestamp", "timestamp @stored(timestamp)", "'2026-03-01 12:00:00+00'", "01/03/2026 12:00:00"),
    ExpressionCase("timestamp @stored(timestamp)", "timestamp", "'2026-03-01 12:00:00'", "01/03/2026 21:00:00 JST"),
    ExpressionCase(
      "timestamp", "timestamp @stored(timestamptz(3))", "'2026-03-01 12:00:00+00'", "01/03/2026 21:00:00 JST"),
    ExpressionCase("double @stored(float4)", "double", "0.1", "0.1"),
    ExpressionCase("decimal", "decimal @stored(text)", "1.50", "1.5"),
    ExpressionCase("decimal @stored(text)", "decimal", "'1.5'", "1.5"),
    ExpressionCase(
      "uuid", "uuid @stored(text)", "'01234567-89ab-cdef-0123-456789abcdef'", "01234567-89ab-cdef-0123-456789abcdef"),
    ExpressionCase("int @stored(int4)", "int", "7", "7"),
    ExpressionCase("string @stored(varchar(40))", "string", "'a'", "a"),
    ExpressionCase("int", "string", "7", nil), ExpressionCase("string", "[string] @stored(array)", "'a'", nil),
  ]

  @Test("On PostgreSQL, a value that moves to a column of another type stays the same value")
  func moved() throws { try check(Self.copies) { _ in .copy } }

  static let texts = [
    ExpressionCase("int", "string", "-7", "-7"), ExpressionCase("int @stored(int4)", "string", "7", "7"),
    ExpressionCase("bool", "string", "true", "true"), ExpressionCase("decimal", "string", "1.50", "1.5"),
    ExpressionCase("decimal @stored(numeric(12, 2))", "string", "1.5", "1.5"),
    ExpressionCase("decimal @stored(text)", "string", "'1.5'", "1.5"),
    ExpressionCase("date", "string", "'2026-03-01'", "2026-03-01"),
    ExpressionCase("uuid @stored(text)", "string", "'a'", "a"),
    ExpressionCase("uuid", "string", "'01234567-89AB-cdef-0123-456789abcdef'", "01234567-89ab-cdef-0123-456789abcdef"),
    ExpressionCase("int", "string | bool", "7", #""7""#),
    ExpressionCase("date", "string | bool", "'2026-03-01'", #""2026-03-01""#),
    ExpressionCase("double", "string", "1.5", nil),
    ExpressionCase("timestamp", "string", "'2026-03-01 12:00:00+00'", nil),
    ExpressionCase("bytes", "string", #"'\x00'"#, nil), ExpressionCase("int | bool", "string", "'7'", nil),
  ]

  @Test("On PostgreSQL, a value becomes its text as the runtime writes it, or SQL is not used")
  func text() throws { try check(Self.texts) { .convert(.text(from: $0.scalar ?? .int)) } }

  @Test("On PostgreSQL, an int becomes a decimal, and a value becomes an array or an object with it")
  func wrapped() throws {
    try check([
      ExpressionCase("int", "decimal", "7", "7"), ExpressionCase("int", "decimal | bool", "7", #""7""#),
      ExpressionCase("int", "decimal @stored(numeric(12, 2))", "7", "7.00"),
      ExpressionCase("string", "decimal", "'7'", nil),
      ExpressionCase("int | bool", "decimal", "'7'", nil),
    ]) { _ in .convert(.intToDecimal) }
    try check([
      ExpressionCase("int", "[int]", "7", "[7]"), ExpressionCase("date", "[date]", "'2026-03-01'", #"["2026-03-01"]"#),
      ExpressionCase("string", "[string] @stored(array)", "'a'", "{a}"),
      ExpressionCase("int | string", "[int | string]", #"'"a"'"#, #"["a"]"#),
      ExpressionCase("int", "int | string", "7", "[7]"), ExpressionCase("int", "string", "7", nil),
    ]) { _ in .convert(.wrapInArray) }
    try check([
      ExpressionCase("int", "{ `it's`: int }", "7", #"{"it's": 7}"#), ExpressionCase("int", "string", "7", nil),
      ExpressionCase(
        "timestamp", "{ `it's`: timestamp }", "'2026-03-01 14:00:00+02'", #"{"it's": "2026-03-01T12:00:00Z"}"#),
    ]) { _ in .convert(.wrapInObject("it's")) }
  }

  @Test("On PostgreSQL, renamed literals are replaced where they are, and nothing else is")
  func remapped() throws {
    /// Of a string, of an int, or of both in JSON.
    func renames(_ path: FieldName...) -> (ColumnKind) -> Transform {
      { kind in
        let all = [
          LiteralRename(path: path, old: .string("y"), new: .string("z")),
          LiteralRename(path: path, old: .int(1), new: .int(2)),
        ]
        return .remap(all.filter { kind.form.isJSON || $0.old.scalar == kind.scalar })
      }
    }
    let mood = #"@stored(enum("mood"))"#
    try check(
      [
        ExpressionCase(#""x" | "y""#, #""x" | "z""#, "'y'", "z"),
        ExpressionCase(#""x" | "y""#, #""x" | "z""#, "'x'", "x"),
        ExpressionCase(#""y" | 1"#, #""z" | 2"#, #"'"y"'"#, #""z""#),
        ExpressionCase(#""y" | 1"#, #""z" | 2"#, "'1'", "2"),
        ExpressionCase(#""y" | 3"#, #""z" | 3"#, "'3'", "3"),
        ExpressionCase(#""y" | 1"#, #""z" | 2"#, #"'"1"'"#, #""1""#),
        ExpressionCase(#""x" | "y" \#(mood)"#, #""x" | "z" \#(mood)"#, "'y'", "z"),
        ExpressionCase(#""x" | "y" \#(mood)"#, #""x" | "z""#, "'x'", "x"),
        ExpressionCase(#""x" | "y""#, #""z" | int"#, "'y'", #""z""#),
        ExpressionCase("1 | 3", "2 | string", "1", "2"), ExpressionCase("int", "string", "1", nil),
      ], renames())
    try check(
      [
        ExpressionCase(#"{ m: "y", n: int } | int"#, "any", #"'{"m": "y", "n": 1}'"#, #"{"m": "z", "n": 1}"#),
        ExpressionCase(#"{ m: "y"?, n: "y" }"#, "any", #"'{"n": "y"}'"#, #"{"n": "y"}"#),
        ExpressionCase(#"{ m: "y" }"#, "any", #"'{"m": null}'"#, #"{"m": null}"#),
        ExpressionCase("int | [\"y\"]", "any", #"'["y"]'"#, #"["y"]"#),
        ExpressionCase("int", "any", "1", nil), ExpressionCase("any", "int", "'1'", nil),
      ], renames("m"))
    try check(
      [
        ExpressionCase(#"["y" | 1 | 3]"#, "any", #"'["y", 1, 3, "y"]'"#, #"["z", 2, 3, "z"]"#),
        ExpressionCase("[1]", "any", "'[]'", "[]"),
        ExpressionCase(#"[string: "y"]"#, "any", #"'{"k": "y", "y": 1}'"#, #"{"k": "z", "y": 2}"#),
        ExpressionCase("[string: 1]", "any", "'{}'", "{}"), ExpressionCase("int | [1]", "any", "'1'", "1"),
      ], renames("[]"))
    try check(
      [ExpressionCase(#"[{ m: "y" }]"#, "any", #"'[{"m": "y", "n": "y"}, "y"]'"#, #"[{"m": "z", "n": "y"}, "y"]"#)],
      renames("[]", "m"))
    try check(
      [
        ExpressionCase(
          #"{ m: ["y"] }"#, "any", #"'{"m": ["y", {"y": "y"}], "n": ["y"]}'"#, #"{"m": ["z", {"y": "y"}], "n": ["y"]}"#)
      ],
      renames("m", "[]"))
    // Elements of an array, and a member of an object whose other members stay.
    try check(
      [
        ExpressionCase("any", "any", #"'["y"]'"#, #"["z"]"#),
        ExpressionCase("any", "any", #"'{"m": "y", "o": "y"}'"#, #"{"m": "z", "o": "y"}"#),
      ]
    ) { _ in
      .remap([["[]"], ["m"]].map { LiteralRename(path: $0, old: .string("y"), new: .string("z")) })
    }
  }

  /// A type, a narrower one, and values that the narrower one has and lacks.
  static let narrowed: [(old: String, new: String, good: [String], bad: [String])] = [
    (#""x" | "y""#, #""x""#, ["'x'"], ["'y'"]), ("1 | 2", "1", ["1"], ["2"]),
    (#""x" | "y" @stored(enum("mood"))"#, #""x""#, ["'x'"], ["'y'"]),
    (#""x" | "y" @stored(enum("mood"))"#, #""x" | "w""#, ["'x'"], ["'y'"]),
    ("string?", "string", ["'a'"], ["NULL"]), (#"("x" | "y")?"#, #""x""#, ["'x'"], ["'y'", "NULL"]),
    (#"("x" | "y")?"#, #""x"?"#, ["'x'", "NULL"], ["'y'"]), ("string", "string?", ["'a'"], []),
    ("int | string", #"int | "a""#, ["'1'", #"'"a"'"#], [#"'"b"'"#]),
    ("int | [string]", #"int | ["a"]"#, ["'1'", #"'["a"]'"#, "'[]'"], [#"'["b"]'"#, #"'["a", "b"]'"#]),
    ("int | [string: int]", "int | [string: 1]", [#"'{"k": 1}'"#, "'{}'"], [#"'{"k": 2}'"#]),
    ("{ a: int?, b: string }", "{ b: string }", [#"'{"b": "x"}'"#], [#"'{"a": 1, "b": "x"}'"#]),
    ("{ a: int? }", "{ a: int }", [#"'{"a": 1}'"#], ["'{}'"]),
    ("any", "int", ["'1'", "'1.0'"], ["'1.5'", #"'"1"'"#, "'[1]'", "'null'"]),
  ]

  @Test("On PostgreSQL, the values outside a narrower type are found, and no others")
  func violations() throws {
    let raw = try Self.database()
    for each in Self.narrowed {
      let (stored, type) = (try Self.column(each.old), try Self.column(each.new).kind.type)
      let condition = PostgreSQLCondition(storage: stored.storage)
      let sql = try #require(condition.violation(of: type, by: stored.kind, "f", mayMiss: false), "\(each)")
      for (values, expected) in [(each.good, "f"), (each.bad, "t")] {
        for value in values {
          let row = "(SELECT (\(value))::\(stored.kind.form.postgresqlType) AS f) AS row"
          #expect(try raw.rows("SELECT \(sql) FROM \(row)") == [[expected]], "\(value): \(sql)")
        }
      }
    }
  }

  @Test("On PostgreSQL, what a condition cannot see is searched for only if it may be missed")
  func inexactViolations() throws {
    let raw = try Self.database()
    let (stored, type) = (try Self.column("string | int | bool"), try Self.column("date | int").kind.type)
    let condition = PostgreSQLCondition(storage: stored.storage)
    #expect(condition.violation(of: type, by: stored.kind, "f", mayMiss: false) == nil)
    let sql = try #require(condition.violation(of: type, by: stored.kind, "f", mayMiss: true))
    let row = #"(VALUES ('"no date"'::jsonb), ('1'), ('true')) AS row (f)"#
    #expect(try raw.rows("SELECT f FROM \(row) WHERE \(sql)") == [["true"]])
  }
}
