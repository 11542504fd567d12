// Part of Bellows. MIT licence: see LICENSE.
import CSQLite
import PlanFormat
import SchemaModel
import TestSupport

@testable import MigrationSQL

/// A SQLite database in memory, for trying statements.
final class ScratchDatabase {
  private var handle: OpaquePointer?

  init() throws {
    guard sqlite3_open(":memory:", &handle) == SQLITE_OK else { throw Failure(sql: "open", message: message) }
  }

  deinit { sqlite3_close(handle) }

  struct Failure: Error, CustomStringConvertible {
    var sql: String
    var message: String
    /// Whether the database understood the statement, and a condition of a table refused it.
    var isRefusal = false
    var description: String { "\(message) in: \(sql)" }
  }

  private var message: String { handle.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory" }

  /// Runs statements.
  func run(_ sql: String) throws {
    var rest: String? = sql
    while let text = rest, !text.isEmpty { rest = try step(text) { _ in } }
  }

  /// The rows of a query, with each value as SQL spells it.
  func rows(_ sql: String) throws -> [[String]] {
    var rows: [[String]] = []
    _ = try step(sql) { statement in
      rows.append(
        (0..<sqlite3_column_count(statement)).map { column in
          switch sqlite3_column_type(statement, column) {
          case SQLITE_NULL: "NULL"
          case SQLITE_BLOB: "blob of \(sqlite3_column_bytes(statement, column))"
          case _: sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "NULL"
          }
        })
    }
    return rows
  }

  /// Runs the first statement of a text, and gives what follows it.
  private func step(_ sql: String, _ row: (OpaquePointer) -> Void) throws -> String? {
    var statement: OpaquePointer?
    var rest: String?
    let status = sql.withCString { start in
      var tail: UnsafePointer<CChar>?
      let status = sqlite3_prepare_v2(handle, start, -1, &statement, &tail)
      rest = tail.map { String(cString: $0) }
      return status
    }
    guard status == SQLITE_OK else { throw Failure(sql: sql, message: message) }
    guard let statement else { return nil }
    defer { sqlite3_finalize(statement) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: row(statement)
      case SQLITE_DONE: return rest
      case SQLITE_CONSTRAINT: throw Failure(sql: sql, message: message, isRefusal: true)
      case _: throw Failure(sql: sql, message: message)
      }
    }
  }
}

extension ScratchDatabase {
  /// Makes tables from nothing.
  func make(_ tables: [StoredTable]) throws {
    for statement in tables.flatMap(\.statements) { try run(statement) }
  }

  /// Carries out a revision as the runtime does, in short.
  func carryOut(_ steps: [SchemaStep]) throws {
    for step in steps {
      switch step.statement {
      case .sql(let sql): try run(sql)
      case .rebuild(let rebuild): if let copy = step.copy { try carryOut(rebuild, copy) }
      case .dropIndex(let name, _): try run("DROP INDEX \(name.sqlName)")
      case .dropReference, .renameConstraint: preconditionFailure("not a step of SQLite")
      }
    }
  }

  private func carryOut(_ rebuild: Rebuild, _ copy: TableCopy) throws {
    let new = StoredName("_bellows_new_\(rebuild.table)")
    let kept = try rows(
      "SELECT sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name = "
        + rebuild.table.sqlLiteral)
    try run(copy.create)
    let columns = copy.columns.map(\.column.sql).joined(separator: ", ")
    let values = copy.columns.map(\.expression).joined(separator: ", ")
    if !columns.isEmpty {
      try run("INSERT INTO \(new.sql) (\(columns)) SELECT \(values) FROM \(rebuild.table.sqlName)")
    }
    try run("DROP TABLE \(rebuild.table.sqlName)")
    try run("PRAGMA legacy_alter_table = ON")
    try run("ALTER TABLE \(new.sql) RENAME TO \(rebuild.table.sqlName)")
    try run("PRAGMA legacy_alter_table = OFF")
    for row in kept { try run(row[0]) }
  }

  /// All that is in the database, in words that do not depend on the way there: sorted, with a table's columns sorted.
  func structure() throws -> [String] {
    let objects = try rows("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return try objects.map { object in
      guard object[0] == "table", !object[3].hasPrefix("CREATE VIRTUAL") else { return object.joined(separator: " ") }
      let foreign = try rows(
        "SELECT \"from\", \"table\", \"to\", on_delete FROM pragma_foreign_key_list(\(object[1].sqlLiteral))")
      let details = foreign.map { $0.joined(separator: " ") }.sorted()
      return ([object[1]] + definitionParts(of: object[3]).sorted() + details).joined(separator: "\n  ")
    }.sorted()
  }
}
