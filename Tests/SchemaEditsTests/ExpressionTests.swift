// Part of Bellows. MIT licence: see LICENSE.
import CSQLite
import TestSupport
import Testing

@testable import SchemaEdits

/// Expressions of CHECKs and indexes are read as SQLite reads them.
@Suite struct ExpressionTests {
  @Test("A random expression with all parentheses that its tree means has the same value in SQLite")
  func precedence() throws {
    let database = try Self.database()
    defer { sqlite3_close(database) }
    var valued = 0
    for number in 0..<Thorough.count(sample: 1_500, whole: 50_000) {
      let seed = Thorough.seed &+ UInt64(number)
      var random = SeededRandom(seed: seed)
      let text = Self.expression(&random, depth: 3)
      guard let tree = SQLExpression(SQLToken.tokens(of: text)) else {
        Issue.record("seed \(seed): \(text) is not read")
        continue
      }
      let expected = Self.values(of: text, database)
      if expected != nil { valued += 1 }
      #expect(Self.values(of: Self.sql(tree), database) == expected, "seed \(seed): \(text) as \(Self.sql(tree))")
    }
    #expect(valued > Thorough.count(sample: 1_000, whole: 30_000) / 2, "SQLite has a value for most")
  }

  @Test("The conditions of a chain of ANDs or ORs are its parts, with and without parentheses")
  func parts() throws {
    func names(_ sql: String, of word: String) throws -> [String] {
      try #require(SQLExpression(SQLToken.tokens(of: sql))).parts(of: word).map {
        if case .column(let name) = $0 { name } else { Self.sql($0) }
      }
    }
    #expect(try names("a AND b and c", of: "and") == ["a", "b", "c"])
    #expect(try names("(a AND b) AND (c AND (d AND e))", of: "and") == ["a", "b", "c", "d", "e"])
    #expect(try names("a OR b AND c", of: "and") == [#"("a" OR ("b" AND "c"))"#])
    #expect(try names("a OR (b OR c)", of: "or") == ["a", "b", "c"])
    #expect(try names("a", of: "and") == ["a"])
  }

  @Test("A list has all its values, and what follows it belongs to the expression around it")
  func lists() throws {
    func tree(_ sql: String) -> SQLExpression? { SQLExpression(SQLToken.tokens(of: sql)) }
    #expect(tree("a IN ()") == .isIn(.column("a"), []))
    #expect(tree("a in (1, 'x', NULL)") == .isIn(.column("a"), [.number("1"), .text("x"), .null]))
    #expect(tree("now()") == .call("now", []))
    #expect(tree("f() = 1") == .infix("=", .call("f", []), .number("1")))
    #expect(tree("a IN () OR b") == .infix("or", .isIn(.column("a"), []), .column("b")))
    #expect(tree("json_extract(t.a, '$.b')") == .call("json_extract", [.column("a"), .text("$.b")]))
    #expect(tree(#"a -> '$.b' ->> "c""#) == .infix("->>", .infix("->", .column("a"), .text("$.b")), .column("c")))
  }

  @Test(
    "What is no expression of this kind is none",
    arguments: [
      "", "a b", "a AND", "(a", "a)", "f(a", "f(a,)", "a IN (1", "a IN (1,)", "a IN 1", "CASE a", "a BETWEEN 1 AND 2",
      "a NOT IN (1)", "x'00'", "= 1", "a COLLATE nocase", "-", "NOT",
    ])
  func otherTexts(_ sql: String) { #expect(SQLExpression(SQLToken.tokens(of: sql)) == nil) }

  @Test("Deep nesting is refused without a crash", arguments: ["(", "-", "NOT ", "f("])
  func depth(_ lead: String) {
    let sql = String(repeating: lead, count: 100_000) + "a"
    #expect(SQLExpression(SQLToken.tokens(of: sql)) == nil)
  }

  // MARK: Random expressions

  private static let operators = [
    "OR", "and", "IS", "is not", "GLOB", "NOT like", "LIKE", "=", "==", "<>", "!=", "<", ">", "<=", ">=", "+", "-", "*",
    "/", "||",
  ]

  private static func expression(_ random: inout SeededRandom, depth: Int) -> String {
    var text = operand(&random, depth: depth)
    for _ in 0..<(depth > 0 ? random.number(below: 4) : 0) {
      if random.happens(10) {
        let values = (0..<random.number(below: 3)).map { _ in expression(&random, depth: depth - 1) }
        text += " IN (\(values.joined(separator: ", ")))"
      } else {
        text += " \(random.pick(operators)) \(operand(&random, depth: depth))"
      }
    }
    return text
  }

  private static func operand(_ random: inout SeededRandom, depth: Int) -> String {
    let leaf = random.pick(["a", "\"b b\"", "t.c", "[d]", "'x'", "'1'", "1", "2.5", "0", "NULL", "''", "1e2", "0x1F"])
    guard depth > 0 else { return leaf }
    switch random.number(below: 12) {
    case 0: return "(\(expression(&random, depth: depth - 1)))"
    case 1: return "- \(operand(&random, depth: depth - 1))"
    case 2: return "NOT \(operand(&random, depth: depth - 1))"
    case 3:
      return "Coalesce(\(expression(&random, depth: depth - 1)), \(expression(&random, depth: depth - 1)))"
    case 4:
      let parts = (0..<3).map { _ in expression(&random, depth: depth - 1) }
      return "CASE WHEN \(parts[0]) THEN \(parts[1]) else \(parts[2]) END"
    case _: return leaf
    }
  }

  /// The expression with parentheses around every part.
  private static func sql(_ tree: SQLExpression) -> String {
    switch tree {
    case .column(let name): quoted(name)
    case .text(let text): SQLToken.text(text).spelling
    case .number(let text): text
    case .null: "NULL"
    case .call(let name, let arguments): "\(name)(\(arguments.map(sql).joined(separator: ", ")))"
    case .infix(let name, let left, let right): "(\(sql(left)) \(name.uppercased()) \(sql(right)))"
    case .prefix(let name, let inner): "(\(name) \(sql(inner)))"
    case .isIn(let left, let values): "(\(sql(left)) IN (\(values.map(sql).joined(separator: ", "))))"
    case .cases(let tokens): "CASE \(tokens.map(\.spelling).joined(separator: " ")) END"
    }
  }

  // MARK: SQLite

  private static func database() throws -> OpaquePointer? {
    var database: OpaquePointer?
    let rows = "(1, 'x', NULL, 2.5), (0, '1', 'X', 'abc'), (NULL, '', 3, 100), (-2, 'a%', 0, NULL)"
    try #require(sqlite3_open(":memory:", &database) == SQLITE_OK)
    try #require(
      sqlite3_exec(
        database, "CREATE TABLE t (a, \"b b\", c, d); INSERT INTO t VALUES \(rows)", nil, nil, nil) == SQLITE_OK)
    return database
  }

  /// The value of an expression in each row; `nil` if SQLite rejects it.
  private static func values(of expression: String, _ database: OpaquePointer?) -> [String]? {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    guard sqlite3_prepare_v2(database, "SELECT quote(\(expression)) FROM t", -1, &statement, nil) == SQLITE_OK else {
      return nil
    }
    var values: [String] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: values.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "")
      case SQLITE_DONE: return values
      case _: return nil
      }
    }
  }
}
