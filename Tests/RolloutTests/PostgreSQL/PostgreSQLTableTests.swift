// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestServers
import TestSupport
import Testing

@testable import MigrationSQL

/// Tables on a real server: defaults, references, and what becomes of constraints and indexes in a plan.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLTableTests {
  private static func schema(_ text: String) throws -> Schema {
    try readSchema([SourceFile(path: "t.schema", text: "target postgresql\n" + text)])
  }

  private static func database() throws -> RawPostgreSQL {
    let server = try PostgreSQLServer.shared()
    return try RawPostgreSQL(server.connection(to: try server.makeDatabase()))
  }

  /// The values of a column with a default, in rows that omit it.
  private func defaults(_ fields: [String], _ select: (Int) -> String) throws -> [String?] {
    let columns = fields.enumerated().map { "  f\($0): \($1)\n" }.joined()
    let raw = try Self.database()
    // Far from UTC: for most of a day it has another date.
    try raw.execute("SET TimeZone TO 'Pacific/Kiritimati'")
    try raw.create(StoreRevision(Self.schema("table t {\n\(columns)  n: int\n}\n")))
    try raw.execute("INSERT INTO t (n) VALUES (1); SET TimeZone TO 'UTC'")
    return try raw.rows("SELECT \(fields.indices.map(select).joined(separator: ", ")) FROM t").first ?? []
  }

  @Test("On PostgreSQL, a row that omits a column has its default in the stored form of the column")
  func literals() throws {
    let mood = #"@stored(enum("mood"))"#
    let cases = [
      (#"string = "it's""#, "it's"), ("int = -3", "-3"), ("double = 2.5", "2.5"), ("bool = true", "true"),
      (#"date = "2026-03-01""#, "2026-03-01"), (#"decimal = "1.50""#, "1.5"),
      (#"timestamp = "2026-03-01T12:00:00Z""#, "2026-03-01 12:00:00+00"),
      (#"timestamp @stored(timestamp) = "2026-03-01T12:00:00+02:00""#, "2026-03-01 10:00:00"),
      (#"timestamp @stored(timestamptz(3)) = "2026-03-01T12:00:00.5Z""#, "2026-03-01 12:00:00.5+00"),
      (#"uuid = "01234567-89ab-cdef-0123-456789abcdef""#, "01234567-89ab-cdef-0123-456789abcdef"),
      (#"uuid @stored(text) = "01234567-89ab-cdef-0123-456789abcdef""#, "01234567-89ab-cdef-0123-456789abcdef"),
      (#"date | int = "2026-03-01""#, #""2026-03-01""#), (#"decimal | bool = "1.50""#, #""1.5""#),
      ("int | string = 3", "3"), (#"int | string = "3""#, #""3""#), ("bool | string = true", "true"),
      ("[string] = []", "[]"), ("[string] @stored(array) = []", "{}"), ("{ a: int? } = {}", "{}"),
      (#""a" | "b" = "b""#, "b"), (#""x" | "y" \#(mood) = "y""#, "y"),
    ]
    let found = try defaults(cases.map(\.0)) { "f\($0)::text" }
    for (value, each) in zip(found, cases) { #expect(value == each.1, "\(each.0)") }
    #expect(found.count == cases.count)
  }

  @Test("On PostgreSQL, the current time and a random identifier are stored in the form of the column, in UTC")
  func changingDefaults() throws {
    let cases = [
      ("timestamp = now", "abs(extract(epoch FROM now() - f)) < 100"),
      ("timestamp @stored(timestamp) = now", "abs(extract(epoch FROM (now() AT TIME ZONE 'UTC') - f)) < 100"),
      (
        "date = now",
        "f BETWEEN (now() AT TIME ZONE 'UTC' - interval '100 s')::date AND (now() AT TIME ZONE 'UTC')::date"
      ),
      (
        "timestamp | int = now",
        "abs(extract(epoch FROM now() - (f #>> '{}')::timestamptz)) < 100 AND f::text LIKE '%Z\"'"
      ),
      ("date | int = now", "(f #>> '{}') = to_char((f #>> '{}')::date, 'YYYY-MM-DD')"),
      ("uuid = uuid", "substr(f::text, 15, 1) = '4'"), ("uuid @stored(text) = uuid", "f = f::uuid::text"),
      ("uuid | int = uuid", "jsonb_typeof(f) = 'string' AND (f #>> '{}')::uuid IS NOT NULL"),
    ]
    let found = try defaults(cases.map(\.0)) { number in
      cases[number].1.replacing(#/\bf\b/#, with: "f\(number)")
    }
    for (value, each) in zip(found, cases) { #expect(value == "t", "\(each)") }
    #expect(found.count == cases.count)
  }

  @Test(
    "On PostgreSQL, tables that refer to each other and to themselves are created, and refuse rows that do not exist")
  func references() throws {
    let raw = try Self.database()
    try raw.create(
      StoreRevision(Self.schema("table a { r: id<b>? } table b { r: id<a>? s: id<b>? }")))
    try raw.execute("INSERT INTO b (r) VALUES (NULL); INSERT INTO a (r) VALUES (1); INSERT INTO b (r, s) VALUES (1, 1)")
    for statement in [
      "INSERT INTO a (r) VALUES (9)", "INSERT INTO b (r) VALUES (9)", "INSERT INTO b (s) VALUES (9)",
      "DELETE FROM a",
    ] {
      #expect(throws: RawPostgreSQL.Failure.self, "\(statement)") { try raw.execute(statement) }
    }
  }

  @Test(
    "On PostgreSQL, while the rows of a table move to another one, no number is given twice",
    arguments: [
      ("table t { id: int @key = auto z: int }", "table u @was(t) { id: int @key = auto z: int }", "id"),
      ("table t { k: int @key = auto a: int? z: int }", "table u @was(t) { k: int @key = auto a: int? z: int }", "k"),
    ])
  func sharedNumbers(old: String, new: String, key: String) throws {
    let plan = try planMigration(from: Self.schema(old), to: Self.schema(new)).plan
    let revision = try #require(
      plan.deploys.map { plan.revision(after: $0.number) }.first { $0.schema.tables.count == 2 })
    let raw = try Self.database()
    try raw.create(revision)
    for table in ["t", "u", "u", "t"] { try raw.execute("INSERT INTO \(table) (z) VALUES (0)") }
    for table in ["t", "u"] {
      #expect(
        try raw.rows("SELECT \(key) FROM \(table) ORDER BY 1") == [["1"], ["2"], ["3"], ["4"]],
        "\(table): \(revision.storedTables(in: .postgresql))")
    }
  }

  @Test(
    "On PostgreSQL, a plan ends in the tables of its goal, and its rollback in those before it",
    arguments: [
      (#"a: "x" | "y""#, #"a: "x" | "y" | "z""#), (#"a: "x" | "y" | int"#, #"a: "x" | int"#),
      ("a: string", "b: string @was(a)\nindex j (b)"), ("a: string\nindex i (a)", "b: string @was(a)\nindex i (b)"),
      ("a: string\nindex i (a)", "b: string @was(a)\nindex j (b)"),
      ("a: string\nn: int\nindex i (a)", "b: string @was(a)\nn: int\nindex i (b, n)\nindex j (n)"),
      ("a: string\nn: int\nindex i (n)", "b: string @was(a)\nn: int\nindex i (n)\nindex j (b)"),
    ])
  func thereAndBack(old: String, new: String) async throws {
    let database = try await PlannedDatabase(from: "table t {\n\(old)\n}", to: "table t {\n\(new)\n}")
    let raw = try database.raw
    let before = try raw.catalog(of: "public")
    try await database.run()
    let found = try raw.catalog(of: "public")
    try raw.execute("CREATE SCHEMA straight; SET search_path TO straight")
    try raw.create(StoreRevision(database.plan.goal))
    #expect(try found == raw.catalog(of: "straight"))
    #expect(found != before)
    try await database.rollBack(to: 0)
    #expect(try raw.catalog(of: "public") == before)
  }
}
