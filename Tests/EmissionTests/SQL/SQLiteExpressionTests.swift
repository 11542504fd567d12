// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel
import Testing

@testable import MigrationSQL
@testable import TestSupport

/// Expressions and conditions of plans on SQLite, one by one.
@Suite struct SQLiteExpressionTests {
  /// A column of a field as a schema declares it.
  private static func column(_ field: String) throws -> (kind: ColumnKind, storage: Storage) {
    let text = "target sqlite\ntable t {\n  f: \(field)\n}\n"
    let schema = try readSchema([SourceFile(path: "t.schema", text: text)])
    let (table, storage) = (try #require(schema.tables.first), Storage(of: schema))
    return (ColumnKind(try #require(table.fields.first), storage), storage)
  }

  /// Checks a transform, with a value and with NULL, which stays NULL.
  private func check(_ cases: [ExpressionCase], _ transform: (ColumnKind) -> Transform) throws {
    let database = try ScratchDatabase()
    for each in cases {
      let (old, new) = (try Self.column(each.old).kind, try Self.column(each.new).kind)
      for isMissing in [false, true] {
        var kind = old
        if isMissing { kind.type.isOptional = true }
        let sql = transform(old).sql("f", from: kind, to: new)
        #expect((sql == nil) == (each.result == nil), "\(each): \(sql ?? "no SQL")")
        guard let sql, let result = each.result else { continue }
        let value = isMissing ? "NULL" : each.value
        let found = try database.rows("SELECT quote(\(sql)) FROM (SELECT \(value) AS f)")
        #expect(found == [[isMissing ? "NULL" : result]], "\(each)\(isMissing ? " without a value" : ""): \(sql)")
      }
    }
  }

  @Test("A value that moves to a column of another type stays the same value")
  func moved() throws {
    try check([
      ExpressionCase("int", "int", "7", "7"), ExpressionCase("int", "int | string", "7", "'7'"),
      ExpressionCase("int | string", "int", "'7'", "7"),
      ExpressionCase("bool", "bool | string", "1", "'true'"), ExpressionCase("bool", "bool | string", "0", "'false'"),
      ExpressionCase("string", "string | int", #"'a"b'"#, #"'"a\"b"'"#),
      ExpressionCase("string | int", "string", #"'"a\"b"'"#, #"'a"b'"#),
      ExpressionCase("date", "date | int", "'2026-03-01'", #"'"2026-03-01"'"#),
      ExpressionCase("any", "int | string", "'7'", "'7'"),
      ExpressionCase("decimal", "decimal | int", "'1.5'", #"'"1.5"'"#),
      ExpressionCase("double", "double | string", "1.5", nil),
      ExpressionCase("bytes", "bytes | int", "X'00'", nil), ExpressionCase("int", "string", "7", nil),
    ]) { _ in .copy }
  }

  @Test("A value becomes its text as the runtime writes it, or SQL is not used")
  func text() throws {
    try check([
      ExpressionCase("int", "string", "-7", "'-7'"), ExpressionCase("bool", "string", "1", "'true'"),
      ExpressionCase("bool", "string", "0", "'false'"),
      ExpressionCase("date", "string", "'2026-03-01'", "'2026-03-01'"),
      ExpressionCase("decimal", "string", "'1.5'", "'1.5'"),
      ExpressionCase(
        "uuid", "string", "'01234567-89ab-cdef-0123-456789abcdef'", "'01234567-89ab-cdef-0123-456789abcdef'"),
      ExpressionCase("int", "string | bool", "7", #"'"7"'"#),
      ExpressionCase("date", "string | bool", "'2026-03-01'", #"'"2026-03-01"'"#),
      ExpressionCase("uuid @stored(blob)", "string", "X'00'", nil), ExpressionCase("double", "string", "1.5", nil),
      ExpressionCase("timestamp", "string", "1", nil), ExpressionCase("bytes", "string", "X'00'", nil),
      ExpressionCase("int | [int]", "string", "'7'", nil),
    ]) { .convert(.text(from: $0.scalar ?? .int)) }
  }

  @Test("An int becomes a decimal, and a value becomes an array or an object with it")
  func wrapped() throws {
    try check([
      ExpressionCase("int", "decimal", "7", "'7'"), ExpressionCase("int", "decimal | bool", "7", #"'"7"'"#),
      ExpressionCase("int | [int]", "decimal", "'7'", nil),
    ]) { _ in .convert(.intToDecimal) }
    try check([
      ExpressionCase("int", "[int]", "7", "'[7]'"), ExpressionCase("string", "[string]", "'a'", #"'["a"]'"#),
      ExpressionCase("int | string", "[int | string]", #"'"a"'"#, #"'["a"]'"#),
      ExpressionCase("int", "string", "7", nil),
      ExpressionCase("double", "[double]", "1.5", nil),
    ]) { _ in .convert(.wrapInArray) }
    try check([
      ExpressionCase("int", "{ `it's`: int }", "7", #"'{"it''s":7}'"#), ExpressionCase("int", "string", "7", nil),
      ExpressionCase("bytes", "{ `it's`: bytes }", "X'00'", nil),
    ]) { _ in .convert(.wrapInObject("it's")) }
  }

  @Test("Renamed literals are replaced where they are, and nothing else is")
  func remapped() throws {
    func renames(_ paths: [FieldName]...) -> (ColumnKind) -> Transform {
      { _ in
        .remap(
          paths.flatMap { path in
            [
              LiteralRename(path: path, old: .string("y"), new: .string("z")),
              LiteralRename(path: path, old: .int(1), new: .int(2)),
            ]
          })
      }
    }
    try check(
      [
        ExpressionCase(#""x" | "y""#, #""x" | "z""#, "'y'", "'z'"),
        ExpressionCase(#""x" | "y""#, #""x" | "z""#, "'x'", "'x'"),
        ExpressionCase(#""y" | 1"#, #""z" | 2"#, #"'"y"'"#, #"'"z"'"#),
        ExpressionCase(#""y" | 1"#, #""z" | 2"#, "'1'", "'2'"),
        ExpressionCase(#""y""#, #""z" | int"#, "'y'", #"'"z"'"#), ExpressionCase("1", "2 | string", "1", "'2'"),
        ExpressionCase("int", "string", "1", nil),
      ], renames([]))
    try check(
      [
        ExpressionCase("any", "any", #"'{"m":"y","n":1}'"#, #"'{"m":"z","n":1}'"#),
        ExpressionCase("any", "any", #"'{"n":"y"}'"#, #"'{"n":"y"}'"#),
        ExpressionCase("any", "any", #"'["y"]'"#, #"'["y"]'"#), ExpressionCase("int", "any", "1", nil),
        ExpressionCase("any", "int", "'1'", nil),
      ], renames(["m"]))
    try check(
      [
        ExpressionCase("any", "any", #"'["y",1,3,"y"]'"#, #"'["z",2,3,"z"]'"#),
        ExpressionCase("any", "any", "'[]'", "'[]'"),
        ExpressionCase("any", "any", #"'{"k":"y","l":1}'"#, #"'{"k":"z","l":2}'"#),
        ExpressionCase("any", "any", "'1'", "'1'"),
      ], renames(["[]"]))
    try check(
      [ExpressionCase("any", "any", #"'[{"m":"y","n":"y"},"y"]'"#, #"'[{"m":"z","n":"y"},"y"]'"#)],
      renames(["[]", "m"]))
    try check(
      [ExpressionCase("any", "any", #"'{"m":["y"],"n":["y"]}'"#, #"'{"m":["z"],"n":["y"]}'"#)], renames(["m", "[]"]))
    try check([ExpressionCase("any", "any", #"'{"m":"y"}'"#, nil)], renames(["[]"], ["m"]))
    try check([ExpressionCase("any", "any", #"'{"m":"y","n":1}'"#, #"'{"m":"z","n":2}'"#)], renames(["m"], ["n"]))
  }

  @Test(
    "The values outside a narrower type are found, and no others",
    arguments: [
      (#""x" | "y""#, #""x""#, ["'x'"], ["'y'"]), ("1 | 2", "1", ["1"], ["2"]),
      ("string?", "string", ["'a'"], ["NULL"]),
      (#"("x" | "y")?"#, #""x""#, ["'x'"], ["'y'", "NULL"]), (#"("x" | "y")?"#, #""x"?"#, ["'x'", "NULL"], ["'y'"]),
      ("string", "string?", ["'a'"], []), ("int | string", #"int | "a""#, ["'1'", #"'"a"'"#], [#"'"b"'"#]),
      ("int | [string]", #"int | ["a"]"#, ["'1'", #"'["a"]'"#, "'[]'"], [#"'["b"]'"#, #"'["a","b"]'"#]),
      ("int | [string: int]", "int | [string: 1]", [#"'{"k":1}'"#, "'{}'"], [#"'{"k":2}'"#]),
      ("[[int]]", "[[1]]", ["'[]'", "'[[]]'", "'[[1],[1,1]]'"], ["'[[2]]'", "'[[1],[1,2]]'"]),
      ("{ a: int?, b: string }", "{ b: string }", [#"'{"b":"x"}'"#], [#"'{"a":1,"b":"x"}'"#]),
      ("{ a: int? }", "{ a: int }", [#"'{"a":1}'"#], ["'{}'"]),
      (
        "{ o: { a: int?, b: [int] } }", "{ o: { b: [1] } }", [#"'{"o":{"b":[]}}'"#, #"'{"o":{"b":[1]}}'"#],
        [#"'{"o":{"a":1,"b":[]}}'"#, #"'{"o":{"b":[2]}}'"#]
      ),
    ])
  func violations(old: String, new: String, good: [String], bad: [String]) throws {
    let database = try ScratchDatabase()
    let (stored, type) = (try Self.column(old), try Self.column(new).kind.type)
    let condition = TypeCondition(storage: stored.storage)
    let sql = try #require(condition.violation(of: type, by: stored.kind, "f", mayMiss: false))
    for (values, expected) in [(good, "0"), (bad, "1")] {
      for value in values {
        #expect(try database.rows("SELECT \(sql) FROM (SELECT \(value) AS f)") == [[expected]], "\(value): \(sql)")
      }
    }
  }
}
