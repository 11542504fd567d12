// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import SchemaEdits

/// A SQLite database in a file, reached through the system's `sqlite3`.
///
///     await MigrateCommand.main(plans, on: SQLite(path: "app.sqlite"), environment: "development")
///
/// The file's journal mode and everything else that it remembers stay as they are.
public struct SQLite: Database {
  /// The file's name.
  public let name: String
  let pool: Pool
  /// Where `claim` leaves its mark; `nil` in memory.
  let lockPath: String?

  /// A database by the path of its file; `:memory:` is one that nobody else sees, and that goes with this value.
  ///
  /// A file that isn't there is made when something is first written. While another connection holds a lock, each
  /// statement waits for at most `busyTimeout`.
  public init(path: String, busyTimeout: Duration = .seconds(10)) {
    self.init(path: path, busyTimeout: busyTimeout, faults: nil)
  }

  /// The same, for tests that end the process in the midst of its work.
  package init(path: String, busyTimeout: Duration = .seconds(10), faults: Faults?) {
    let name = path == ":memory:" ? path : (path as NSString).lastPathComponent
    self.init(Options(path: path, name: name, busyTimeout: busyTimeout, faults: faults))
  }

  init(_ options: Options) {
    name = options.name
    pool = Pool(options)
    lockPath = options.isInMemory ? nil : options.path
  }

  /// Plans for other databases carry no statements that SQLite could run.
  public var target: Migrations.Target? { .sqlite }

  /// Runs `work` in one transaction: all that it writes is there afterwards, or, when it throws, nothing.
  ///
  /// Reading goes on beside a writer, in this process and others; of several writers, one works and the others wait.
  public func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    try await pool.transaction(access, work)
  }

  /// Runs work on the thread of a connection, which its transactions then need not go to and come back from.
  public func onConnection<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    try await pool.idleWorker().onConnection(work)
  }

  /// Makes these tables unless they are there already.
  public func createLedgerTables(_ tables: [LedgerTable]) async throws {
    let missing = try await read { connection in
      try tables.filter { try connection.number("SELECT count(*) FROM sqlite_schema WHERE name = ?", $0.name) == 0 }
    }
    if missing.isEmpty { return }
    try await pool.sessionTransaction(.write) { session in
      try await session.run { connection in for table in tables { try connection.run(table.definition) } }
    }
  }

  /// Reads in one state of the database.
  package func read<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) async throws -> Result {
    try await pool.sessionTransaction(.read) { session in try await session.run(work) }
  }
}

extension LedgerTable {
  /// The statement that makes it, unless it is there.
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
  /// The type that a column of this form is declared with.
  var declaredType: String {
    switch self {
    case .bool, .int, .microseconds: "INTEGER"
    case .double: "REAL"
    case .text, .instantText, .json, .nested, .wholeRow: "TEXT"
    case .bytes, .uuidBytes: "BLOB"
    }
  }
}
