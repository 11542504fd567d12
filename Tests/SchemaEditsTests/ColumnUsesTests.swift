// Part of Bellows. MIT licence: see LICENSE.
import CSQLite
import Foundation
import Testing

@testable import SchemaEdits

/// Columns that are called like functions and keywords are found where SQLite finds them.
@Suite struct ColumnUsesTests {
  /// Expressions with a column `N`, and expressions in which only functions and keywords may have its name.
  private static let templates = [
    "N", "-N", "NOT N", "(N)", "x + N", "N + x", "x || N || x", "t.N", "main.t.N", "x AS N", "x N", "N AS x",
    "N(x)", "N('now')", "abs(N)", "max(N, x)", "json_extract(N, '$')", "N ->> '$.a'", "N COLLATE NOCASE", "N(N)",
    "CAST(x AS N)", "CAST(N AS TEXT)", "x IN (N, 1)", "N IN (1)", "N NOT IN (1)", "x BETWEEN N AND N",
    "x NOT BETWEEN N AND 1",
    "x IS N", "x IS NOT N", "x IS NOT DISTINCT FROM N", "N ISNULL", "N NOT NULL", "N IS NULL", "x = N", "N <> x",
    "x LIKE N", "x NOT LIKE N", "N LIKE x", "N NOT GLOB x", "x LIKE 'a' ESCAPE N", "x GLOB N", "N MATCH N",
    "CASE WHEN N THEN 1 END", "CASE WHEN x THEN N END", "CASE N WHEN 1 THEN 2 END", "CASE x WHEN N THEN N ELSE N END",
    "CASE WHEN N THEN 1 ELSE N END = N", "CASE WHEN x THEN 1 END", "CASE WHEN x THEN 1 END + N", "N * N",
    "count(*) + N",
    "count(*) FILTER (WHERE N)", "sum(x) OVER (ORDER BY N DESC)", "sum(x) OVER (PARTITION BY N ORDER BY x ASC)",
    "sum(N) OVER (ORDER BY x ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) + N",
    "sum(N) OVER (ORDER BY x ROWS BETWEEN (1) PRECEDING AND CURRENT ROW) + N",
    "sum(x) OVER (ORDER BY x ROWS BETWEEN (1) PRECEDING AND CURRENT ROW)",
    "sum(x) OVER (ORDER BY x GROUPS BETWEEN ((1) + 1) PRECEDING AND (1) FOLLOWING EXCLUDE CURRENT ROW) + N",
    "EXISTS (SELECT 1 WHERE N)", "(SELECT N)", "(SELECT N FROM (SELECT 1))", "(SELECT x FROM t AS N)", "x ISNULL AND N",
    "x NOT NULL OR N", "x LIKE 'a' AND x NOT LIKE 'b' ESCAPE 'c' AND N", "date('now') + date(x)",
    "CASE WHEN x IS NOT NULL THEN x ELSE 0 END", "x NOTNULL", "CAST(x AS TEXT) LIKE 'a'", "x IN (SELECT N)",
    "group_concat(x, N)", "coalesce(x, N) COLLATE NOCASE", "current_date || N",
    "x IN (SELECT x FROM t ORDER BY N LIMIT 1 OFFSET 0)",
  ]

  private static var names: [String] {
    let keywords = (0..<sqlite3_keyword_count()).compactMap { index -> String? in
      var text: UnsafePointer<CChar>?
      var length: Int32 = 0
      guard sqlite3_keyword_name(index, &text, &length) == SQLITE_OK, let text else { return nil }
      return String(
        decoding: UnsafeRawBufferPointer(start: text, count: Int(length)), as: UTF8.self)
    }
    return keywords + ["date", "value", "abs", "max", "count", "text", "total", "true", "type", "plain", "É"]
  }

  @Test("A name is a column in an expression exactly if SQLite reads the column there")
  func grammar() throws {
    var accepted = 0
    for name in Self.names {
      let database = try Self.database("CREATE TABLE t (x, \(quoted(name)))")
      defer { sqlite3_close(database) }
      for template in Self.templates {
        for spelled in [name, foldedName(name), quoted(name)] {
          let sql = Self.filled(template, spelled)
          guard let reads = Self.reads(of: "SELECT \(sql) FROM t", database) else { continue }
          accepted += 1
          let tokens = SQLToken.tokens(of: sql)
          let found = Set(tokens[...].columnUses(isExpression: true).compactMap { tokens[$0].named.map(foldedName) })
          // A table of its own in a subquery hides the column.
          #expect(
            found.contains(foldedName(name)) == reads.contains(foldedName(name)),
            "\(name) in \(sql): \(reads), \(found)")
        }
      }
    }
    #expect(accepted > 10_000, "SQLite accepts most: \(accepted)")
  }

  @Test("Clauses and indexes of tables use the columns that SQLite cannot drop")
  func clauses() throws {
    for name in ["date", "end", "order", "value", "key", "check", "case", "desc", "text", "replace", "index", "like"] {
      for condition in [
        "date('now') > ''", "CASE WHEN x THEN 1 END", "x NOT LIKE 'a' OR replace(x, 'a', 'b') = ''", "N > 1",
      ] {
        let spelled = Self.filled(condition, quoted(name))
        for sql in [
          "CREATE TABLE t (x, \(quoted(name)), z, CHECK (\(spelled)))",
          "CREATE TABLE t (x CHECK (\(spelled)), \(quoted(name)), z)",
        ] {
          let table = try #require(TableText(sql))
          let check = try #require(table.checks.first)
          let isUsed = condition == "N > 1"
          #expect(table.columns(of: check).contains(name) == isUsed, "\(sql)")
          #expect(table.names(name, in: check) == isUsed, "\(sql)")
          var editor = try TableEditor(sql)
          do { try editor.remove(column: name) } catch { #expect(isUsed, "\(sql): \(error)") }
          let isKept = editor.sql.contains(spelled)
          #expect(isUsed || isKept, "\(editor.sql)")
        }
      }
    }
  }

  @Test("A rename changes the column, and no function, keyword, type or table with its name")
  func renames() {
    for (old, before, after) in [
      ("date", "date(date) IS \"date\"", "date(\"day\") IS \"day\""),
      ("end", "CASE WHEN end > 1 THEN end END", "CASE WHEN \"day\" > 1 THEN \"day\" END"),
      ("like", "x NOT LIKE 'a' AND \"like\" > 1", "x NOT LIKE 'a' AND \"day\" > 1"),
      ("key", "t.key > 0", "t.\"day\" > 0"),
    ] {
      #expect(RenamedColumn(table: "t", old: old, new: "day").apply(toCondition: before) == after)
    }
    for (old, before, after) in [
      ("text", "\"text\" TEXT NOT NULL", "\"day\" TEXT NOT NULL"),
      ("key", "\"key\" INTEGER PRIMARY KEY", "\"day\" INTEGER PRIMARY KEY"),
      ("date", "\"date\" TEXT CHECK (date(\"date\") IS \"date\")", "\"day\" TEXT CHECK (date(\"day\") IS \"day\")"),
      ("date", "CREATE INDEX \"date_date\" ON \"date\" (\"date\")", "CREATE INDEX \"date_date\" ON \"date\" (\"day\")"),
      ("null", "\"null\" TEXT NOT NULL DEFAULT 'null'", "\"day\" TEXT NOT NULL DEFAULT 'null'"),
    ] {
      #expect(RenamedColumn(table: "date", old: old, new: "day").apply(to: before) == after)
    }
  }

  // MARK: - SQLite

  private static func filled(_ template: String, _ name: String) -> String {
    // `N` is a word of its own; NOT, NULL and the like keep theirs.
    template.replacing(#/\bN\b/#, with: name)
  }

  private static func database(_ sql: String) throws -> OpaquePointer? {
    var database: OpaquePointer?
    try #require(sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
    try #require(sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK, "\(sql)")
    return database
  }

  private final class Reads { var columns: Set<String> = [] }

  /// Returns the folded names of the columns of `t` that a statement reads; `nil` if SQLite rejects it.
  private static func reads(of sql: String, _ database: OpaquePointer?) -> Set<String>? {
    let reads = Reads()
    sqlite3_set_authorizer(
      database,
      { context, action, table, column, _, _ in
        guard action == SQLITE_READ, let context, let table, String(cString: table) == "t", let column else {
          return SQLITE_OK
        }
        Unmanaged<Reads>.fromOpaque(context).takeUnretainedValue().columns.insert(foldedName(String(cString: column)))
        return SQLITE_OK
      }, Unmanaged.passUnretained(reads).toOpaque())
    defer { sqlite3_set_authorizer(database, nil, nil) }
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else { return nil }
    sqlite3_finalize(statement)
    return withExtendedLifetime(reads) { reads.columns }
  }
}
