// Part of Bellows. MIT licence: see LICENSE.
import CPostgreSQL
import SchemaEdits

@testable import MigrationSQL

/// A PostgreSQL database through the C library alone: the tests look at what the runtime did with eyes of their own.
final class RawPostgreSQL {
  private let handle: OpaquePointer?

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  init(_ connection: String) throws {
    handle = PQconnectdb(connection)
    guard PQstatus(handle) == CONNECTION_OK else { throw failure("connect") }
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    try execute("SET client_encoding TO 'UTF8'; SET TimeZone TO 'UTC'; SET search_path TO public, extensions")
  }

  deinit { PQfinish(handle) }

  /// Runs statements.
  func execute(_ sql: String) throws { _ = try rows(sql) }

  /// The rows of the last statement, values as text.
  func rows(_ sql: String) throws -> [[String?]] {
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    let status = PQresultStatus(result)
    guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY else {
      throw failure(sql)
    }
    return (0..<PQntuples(result)).map { row in
      (0..<PQnfields(result)).map { column in
        PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
      }
    }
  }

  /// Creates the tables of a revision in the current schema: what may refer to other tables comes last.
  func create(_ revision: StoreRevision) throws {
    // Indexes of vectors need their extension.
    try execute("SELECT set_config('search_path', quote_ident(current_schema) || ', extensions', false)")
    let tables = revision.storedTables(in: .postgresql)
    for statement in tables.creation { try execute(statement) }
  }

  private func failure(_ what: String) -> Failure {
    Failure(description: "\(String(cString: PQerrorMessage(handle))): \(what.prefix(2000))")
  }
}

extension RawPostgreSQL {
  /// What the catalog says of the tables in a schema, a line for each part.
  ///
  /// The parts are columns, constraints, indexes, triggers, functions and sequences; the order of columns does not count.
  func catalog(of schema: String) throws -> [String] {
    try execute("SET search_path TO \(schema.sqlName)")
    let queries = [
      """
      SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
        coalesce(pg_get_expr(d.adbin, d.adrelid), '-')
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE c.relnamespace = current_schema::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
      """,
      """
      SELECT 'constraint', c.relname, k.conname, pg_get_constraintdef(k.oid), k.convalidated
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      WHERE k.connamespace = current_schema::regnamespace AND k.contype <> 'n'
      """,
      """
      SELECT 'index', replace(pg_get_indexdef(i.indexrelid), ' ON ' || quote_ident(current_schema) || '.', ' ON '),
        i.indisvalid
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relnamespace = current_schema::regnamespace
      """,
      """
      SELECT 'trigger', replace(pg_get_triggerdef(t.oid), quote_ident(current_schema) || '.', ''), p.prosrc
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
      WHERE c.relnamespace = current_schema::regnamespace AND NOT t.tgisinternal
      """,
      "SELECT 'function', proname FROM pg_proc WHERE pronamespace = current_schema::regnamespace",
      "SELECT 'sequence', relname FROM pg_class WHERE relkind = 'S' AND relnamespace = current_schema::regnamespace",
    ]
    return try queries.flatMap { try rows($0).map { $0.map { $0 ?? "NULL" }.joined(separator: " ") } }.sorted()
  }
}
