// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CPostgreSQL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A connection of libpq.
///
/// Every call blocks, and one thread at a time may use it.
package final class Connection {
  let handle: OpaquePointer
  private let database: String
  private let faults: Faults?
  /// The names of the types of the server itself that were asked for.
  var ownTypeNames: [Oid: String] = [:]

  /// Connects to the server; throws if its version is not supported.
  init(_ options: Options) throws {
    database = options.name
    faults = options.faults
    let keywords = ["dbname", "client_encoding", "fallback_application_name"]
    let values = [options.connection, "UTF8", "bellows"]
    let handle = withCStrings(keywords) { keywords in
      withCStrings(values) { values in PQconnectdbParams(keywords, values, 1) }
    }
    guard let handle else { throw PostgreSQLError(state: "", message: "out of memory", database: database) }
    self.handle = handle
    guard PQstatus(handle) == CONNECTION_OK else {
      throw PostgreSQLError(state: "", message: Self.text(PQerrorMessage(handle)), database: database)
    }
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    let version = PQserverVersion(handle)
    guard version >= 150_000 else {
      throw DatabaseUnable("\(database): the server is PostgreSQL \(version / 10_000); Bellows needs 15 or later")
    }
  }

  deinit { PQfinish(handle) }

  /// Whether the connection can be used again.
  var isIdle: Bool { PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE }

  /// Whether a statement has failed in the open transaction, which can only be rolled back.
  var hasFailed: Bool { PQtransactionStatus(handle) != PQTRANS_INTRANS }

  /// Runs one statement with its parameters as text.
  @discardableResult package func run(_ sql: String, _ parameters: [String?] = []) throws -> ResultSet {
    guard !sql.utf8.contains(0), !parameters.contains(where: { $0?.utf8.contains(0) ?? false }) else {
      throw RowUnreadable("PostgreSQL cannot store text with the character U+0000")
    }
    return try breaking(sql) {
      let result = withCStrings(parameters) { values in
        PQexecParams(handle, sql, Int32(parameters.count), nil, values, nil, nil, 0)
      }
      return try ResultSet(result, or: error)
    }
  }

  /// Runs several statements without parameters in one message.
  func runAll(_ statements: [String]) throws {
    let sql = statements.joined(separator: "; ")
    _ = try breaking(sql) { try ResultSet(PQexec(handle, sql), or: error) }
  }

  /// Runs a statement, unless a test breaks the connection at it.
  private func breaking(_ sql: String, _ execute: () throws -> ResultSet) throws -> ResultSet {
    guard let moment = faults?.begin(sql) else { return try execute() }
    defer { _ = shutdown(PQsocket(handle), Int32(SHUT_RDWR)) }
    if moment == .after { _ = try execute() }
    throw PostgreSQLError(state: "", message: "a test has broken the connection", database: database)
  }

  private func error(_ result: OpaquePointer?) -> PostgreSQLError {
    let state = result.flatMap { PQresultErrorField($0, bellows_pg_sqlstate) }.map { String(cString: $0) }
    let message = result.flatMap { PQresultErrorField($0, bellows_pg_message) }.map { String(cString: $0) }
    return PostgreSQLError(
      state: state ?? "", message: message ?? Self.text(PQerrorMessage(handle)), database: database)
  }

  private static func text(_ message: UnsafeMutablePointer<CChar>?) -> String {
    let text = message.map { String(cString: $0) } ?? ""
    return text.split(separator: "\n").joined(separator: " ")
  }
}

/// The result of a statement.
package final class ResultSet {
  private let handle: OpaquePointer

  fileprivate init(_ handle: OpaquePointer?, or error: (OpaquePointer?) -> PostgreSQLError) throws {
    let status = PQresultStatus(handle)
    guard let handle, status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY else {
      defer { PQclear(handle) }
      throw error(handle)
    }
    self.handle = handle
  }

  deinit { PQclear(handle) }

  /// The number of rows.
  package var count: Int { Int(PQntuples(handle)) }
  /// The number of columns.
  var columnCount: Int { Int(PQnfields(handle)) }
  /// The number of rows that the statement changed.
  var changes: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

  /// Returns the name of a column.
  func name(_ column: Int) -> String { PQfname(handle, Int32(column)).map { String(cString: $0) } ?? "" }

  /// Returns the OID of a column's type.
  func type(_ column: Int) -> Oid { PQftype(handle, Int32(column)) }

  /// Returns a value as text; `nil` for NULL.
  package func text(_ row: Int, _ column: Int) -> String? {
    guard PQgetisnull(handle, Int32(row), Int32(column)) == 0, let start = PQgetvalue(handle, Int32(row), Int32(column))
    else { return nil }
    let count = Int(PQgetlength(handle, Int32(row), Int32(column)))
    return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Returns the values of a column as text.
  package func texts(_ column: Int = 0) -> [String] { (0..<count).map { text($0, column) ?? "" } }
}

/// Cancels the running statement of a connection, from any thread.
final class Interrupter: @unchecked Sendable {
  // Unchecked: PQcancel may be called from any thread.
  private let handle: OpaquePointer?

  init(_ connection: Connection) { handle = PQgetCancel(connection.handle) }

  deinit { PQfreeCancel(handle) }

  func interrupt() {
    var message = [CChar](repeating: 0, count: 256)
    _ = PQcancel(handle, &message, 256)
  }
}

/// Calls `work` with a list of C strings: `nil` becomes a null pointer, and a null pointer ends the list.
private func withCStrings<Result>(
  _ texts: [String?], _ work: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
  let copies = texts.map { $0.flatMap { strdup($0) } }
  defer { for copy in copies { free(copy) } }
  return (copies.map { $0.map { UnsafePointer($0) } } + [nil]).withUnsafeBufferPointer { work($0.baseAddress) }
}
