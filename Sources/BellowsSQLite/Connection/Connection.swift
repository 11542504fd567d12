// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

/// An open connection, used by one thread at a time.
package final class Connection {
  let handle: OpaquePointer
  /// Display name of the database.
  let name: String
  let faults: Faults?
  let log = WriteAheadLog()
  private let wait: BusyWait
  private var statements: [String: Statement] = [:]
  /// The SQL functions that call backfill functions, registered at the first use.
  private(set) lazy var functions = BackfillFunctions(self)
  /// What of the schema decides how rejected rows are handled; read again when the schema has changed.
  var refusalTraits: RefusalTraits?

  /// The number of prepared statements in the cache; a plan has far fewer.
  private static let keptStatements = 256

  /// Opens the database; creates a missing file.
  init(path: String, name: String, wait: BusyWait, faults: Faults? = nil) throws {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path, &handle, flags, nil)
    guard code == SQLITE_OK, let handle else {
      let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(handle)
      throw SQLiteError(
        database: name, code: code, message: message,
        situation: whyNoFile(at: path))
    }
    self.handle = handle
    self.name = name
    self.wait = wait
    self.faults = faults
    sqlite3_extended_result_codes(handle, 1)
    bellows_configure(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
    wait.install(on: handle)
    log.install(on: handle)
  }

  deinit {
    statements = [:]
    sqlite3_close_v2(handle)
  }

  /// Returns a prepared statement from the cache, without bindings.
  func prepare(_ sql: String) throws -> Statement {
    if let statement = statements[sql] {
      statement.reset()
      sqlite3_clear_bindings(statement.handle)
      return statement
    }
    let statement = try prepareOnce(sql)
    if statements.count >= Self.keptStatements { statements = [:] }
    statements[sql] = statement
    return statement
  }

  /// Prepares a statement outside the cache: for schema changes, and for statements that are used recursively.
  package func prepareOnce(_ sql: String) throws -> Statement {
    var handle: OpaquePointer?
    guard sqlite3_prepare_v2(self.handle, sql, -1, &handle, nil) == SQLITE_OK else { throw error(in: sql) }
    guard let handle else { throw DatabaseUnable("\(name): the text \(literal(sql)) contains no statement") }
    return Statement(handle, of: self)
  }

  /// Runs one or several statements without result rows.
  package func run(_ sql: String) throws {
    try faults?.willRun(self, sql)
    defer { faults?.didRun() }
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw error(in: sql) }
  }

  /// Returns a value for each row of a query.
  package func rows<Value>(_ sql: String, _ bindings: String..., row: (Statement) throws -> Value) throws -> [Value] {
    let statement = try prepareOnce(sql)
    for (index, text) in bindings.enumerated() { statement.bind(text, at: Int32(index + 1)) }
    var values: [Value] = []
    while try statement.step() { values.append(try row(statement)) }
    return values
  }

  /// Returns the integer in the first column of a query's first row; 0 if there is none.
  package func number(_ sql: String, _ bindings: String...) throws -> Int {
    let statement = try prepareOnce(sql)
    for (index, text) in bindings.enumerated() { statement.bind(text, at: Int32(index + 1)) }
    return try statement.step() ? statement.int(0) : 0
  }

  /// The number of rows that the last statement changed, without triggers and cascades.
  package var changes: Int { Int(sqlite3_changes(handle)) }

  /// Whether a transaction is open: a trigger or a full disk may have ended it.
  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Whether its task is cancelled.
  var isCancelled: Bool { wait.isCancelled }

  /// The number of broken deferred references.
  var brokenReferences: Int {
    var current: Int32 = 0
    var highest: Int32 = 0
    sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
    return Int(current)
  }

  /// SQLite's last error message.
  var message: String { String(cString: sqlite3_errmsg(handle)) }

  /// Returns the last error.
  func error(in statement: String? = nil) -> SQLiteError {
    let code = sqlite3_extended_errcode(handle)
    var error = SQLiteError(database: name, code: code, message: message, statement: statement)
    if error.primaryCode == SQLITE_BUSY || error.primaryCode == SQLITE_LOCKED { error.situation = wait.situation }
    return error
  }
}
