// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import SchemaEdits

/// A SQLite database in a file, reached through the system's `sqlite3`.
///
///     await MigrateCommand.main(plans, on: SQLite(path: "app.sqlite"), environment: "development")
///
/// The file's journal mode and its other persistent settings stay unchanged.
public struct SQLite: Database {
  /// The file's name.
  public let name: String
  let pool: Pool
  /// The path of the lock file, without its suffix; `nil` in memory.
  let lockPath: String?

  /// Creates a database with the path of its file; `:memory:` is a private database that lives as long as this value.
  ///
  /// The file is created at the first write. While another connection holds a lock, each statement waits for at most
  /// `busyTimeout`.
  public init(path: String, busyTimeout: Duration = .seconds(10)) {
    self.init(path: path, busyTimeout: busyTimeout, faults: nil)
  }

  /// Creates a database with faults, for tests that kill the process.
  package init(path: String, busyTimeout: Duration = .seconds(10), faults: Faults?) {
    let name = path == ":memory:" ? path : lastPart(of: path)
    self.init(Options(path: path, name: name, busyTimeout: busyTimeout, faults: faults))
  }

  init(_ options: Options) {
    name = options.name
    pool = Pool(options)
    lockPath = options.isInMemory ? nil : options.path
  }

  /// Only plans for SQLite.
  public var target: Migrations.Target? { .sqlite }

  /// Runs `work` in one transaction: commits all of its writes, or none if it throws.
  ///
  /// Readers continue beside a writer, in this process and others. Of several writers, one works and the others wait.
  public func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    try await pool.transaction(access, work)
  }

  /// Runs `work` on the queue of a connection, so that its transactions need no thread switch.
  public func onConnection<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    try await pool.idleWorker().onConnection(work)
  }

  /// Creates the ledger tables that do not exist yet.
  public func createLedgerTables(_ tables: [LedgerTable]) async throws {
    let missing = try await read { connection in
      try tables.filter { try connection.number("SELECT count(*) FROM sqlite_schema WHERE name = ?", $0.name) == 0 }
    }
    if missing.isEmpty { return }
    try await pool.sessionTransaction(.write) { session in
      try await session.run { connection in for table in tables { try connection.run(table.definition) } }
    }
  }

  /// Returns whether a ledger table exists.
  public func hasLedgerTable(_ table: LedgerTable) async throws -> Bool { try await read { try $0.exists(table.name) } }

  /// Returns the names of the tables, without SQLite's own and without the ledger's.
  public func tableNames() async throws -> [String] { try await read { try $0.tableNames() } }

  /// Reads one state of the database.
  package func read<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) async throws -> Result {
    try await pool.sessionTransaction(.read) { session in try await session.run(work) }
  }
}

extension LedgerTable {
  /// The statement that creates it if it does not exist.
  fileprivate var definition: String {
    let key = columns.prefix(keyCount).map(\.name)
    let lines = columns.enumerated().map { index, column in
      "\(quoted(column.name)) \(column.form.declaredType)" + (index < keyCount ? " NOT NULL" : "")
    }
    return "CREATE TABLE IF NOT EXISTS \(quoted(name)) "
      + "(\(lines.joined(separator: ", ")), PRIMARY KEY (\(key.map(quoted).joined(separator: ", "))))"
  }
}

extension Column.Form {
  /// The declared type of a column of this form.
  var declaredType: String {
    switch self {
    case .bool, .int, .microseconds: "INTEGER"
    case .double: "REAL"
    case .text, .instantText, .json, .array, .nested, .wholeRow: "TEXT"
    case .bytes, .uuidBytes: "BLOB"
    }
  }
}
