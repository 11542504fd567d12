// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import TestServers
import Testing

/// Values that a server stores and the schema language does not have.
@Suite(.timeLimit(.minutes(60))) struct RowMisfitTests {
  private static func misfits(_ statements: String, _ tables: [StoredTable]) async throws -> [RowMisfit] {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run(statements, in: name)
    return try await PostgreSQL(server.connection(to: name)).misfits(in: tables)
  }

  /// A type, values of it that can be adopted, and values that cannot.
  static let cases: [(type: String, fits: [String], wrong: [String])] = [
    ("date", ["0001-01-01", "9999-12-31"], ["0001-01-01 BC", "10000-01-01", "infinity", "-infinity"]),
    (
      "timestamp", ["0001-01-01 00:00:00", "9999-12-31 23:59:59.999999"],
      ["infinity", "-infinity", "10000-01-01 00:00:00", "0001-12-31 23:59:59 BC"]
    ),
    (
      "timestamptz", ["0001-01-01 00:00:00+00", "9999-12-31 23:59:59.999999+00"],
      ["infinity", "10000-01-01 00:00:00+00", "0001-01-01 00:00:00+01"]
    ),
    ("real", ["0", "-3.4e38"], ["NaN", "Infinity", "-Infinity"]),
    ("double precision", ["0", "1.7e308"], ["NaN", "Infinity", "-Infinity"]),
    (
      "numeric", ["0", "99999999999999999999999999999999999999", "-0.00000000000000000000000000000000000001"],
      ["NaN", "Infinity", "1e38", "-1e38", "1e-39"]
    ),
    ("numeric(8,2)", ["1.50"], ["NaN"]),
    ("integer[]", ["{}", "{1,2}"], ["{1,NULL}", "{{1},{2}}", "[0:1]={1,2}"]),
    ("double precision[]", ["{0.5}"], ["{0.5,NaN}", "{NULL}"]),
    ("text", ["infinity", "NaN"], []),
    ("bigint", ["9223372036854775807"], []),
  ]

  @Test(
    "Exactly the values that the schema language does not have are counted, with the keys of the first",
    arguments: cases)
  func values(each: (type: String, fits: [String], wrong: [String])) async throws {
    let values = each.fits + each.wrong
    let rows = values.enumerated().map { "(\($0 + 1), '\($1)')" } + ["(\(values.count + 1), NULL)"]
    let table = "CREATE TABLE t (id bigint PRIMARY KEY, x \(each.type), other \(each.type))"
    let found = try await Self.misfits(
      "\(table); INSERT INTO t (id, x) VALUES \(rows.joined(separator: ", ")); UPDATE t SET other = x",
      // The other column is not of the schema.
      [StoredTable("t", ["CREATE TABLE t (id bigint PRIMARY KEY, x \(each.type))"])])
    let first = (each.fits.count + 1...values.count + 1).map { "\($0)" }.prefix(min(3, each.wrong.count))
    let expected = RowMisfit(
      table: "t", column: "x", kind: .excludedValue, rows: each.wrong.count, keys: first.sorted())
    #expect(found == (each.wrong.isEmpty ? [] : [expected]))
  }

  @Test("Each column of each table with such values is named; keys are in the order of their texts, or left out")
  func columns() async throws {
    let statements = [
      "CREATE TABLE a (n text, m bigint, \"Day\" date, score real, PRIMARY KEY (n, m))",
      "CREATE TABLE b (at timestamptz)", "CREATE TABLE c (id bigint PRIMARY KEY, at timestamp)",
    ]
    let found = try await Self.misfits(
      statements.joined(separator: "; ")
        + """
        ; INSERT INTO a VALUES ('x', 2, 'infinity', 1), ('x', 1, 'infinity', 'NaN'), ('y', 1, '2026-01-01', 0);
        INSERT INTO b VALUES ('infinity'), ('infinity'); INSERT INTO c VALUES (1, '2026-01-01')
        """, zip(["a", "b", "c"], statements).map { StoredTable($0, [$1]) })
    #expect(
      found == [
        RowMisfit(table: "a", column: "Day", kind: .excludedValue, rows: 2, keys: ["x, 1", "x, 2"]),
        RowMisfit(table: "a", column: "score", kind: .excludedValue, rows: 1, keys: ["x, 1"]),
        RowMisfit(table: "b", column: "at", kind: .excludedValue, rows: 2, keys: []),
      ])
  }
}
