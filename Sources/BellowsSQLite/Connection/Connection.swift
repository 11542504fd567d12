// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

/// An open connection, used by one thread at a time.
package final class Connection {
  let handle: OpaquePointer
  /// How people call the database.
  let name: String
  let faults: Faults?
  let log = WriteAheadLog()
  private let wait: BusyWait
  private var statements: [String: Statement] = [:]
  /// What runs functions inside SQLite, made when the first one is to.
  private(set) lazy var functions = BackfillFunctions(self)
  /// Whether there are deferred references, as of a version of the schema.
  var deferred: (schema: Int, isThere: Bool)?

  /// So many statements are kept prepared; a plan has far fewer.
  private static let keptStatements = 256

  /// Opens the database; a file that isn't there is made.
  init(path: String, name: String, wait: BusyWait, faults: Faults? = nil) throws {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path, &handle, flags, nil)
    guard code == SQLITE_OK, let handle else {
      let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(handle)
      throw SQLiteError(
        database: name, code: code, message: message,
        situation: missingFolder(of: path).map { "there is no folder \($0)" })
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

  /// A statement, prepared now or before, with nothing bound that the caller doesn't bind.
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

  /// A statement that isn't kept: one of a schema's change, or one that is being stepped while it is asked for again.
  package func prepareOnce(_ sql: String) throws -> Statement {
    var handle: OpaquePointer?
    guard sqlite3_prepare_v2(self.handle, sql, -1, &handle, nil) == SQLITE_OK else { throw error(in: sql) }
    guard let handle else { throw DatabaseUnable("\(name): there is no statement in \(literal(sql))") }
    return Statement(handle, of: self)
  }

  /// Runs statements, one or several, that give no rows.
  func run(_ sql: String) throws {
    try faults?.willRun(self, sql)
    defer { faults?.didRun() }
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw error(in: sql) }
  }

  /// The rows of a query, each made into a value while it is at hand.
  package func rows<Value>(_ sql: String, _ bindings: String..., row: (Statement) throws -> Value) throws -> [Value] {
    let statement = try prepareOnce(sql)
    for (index, text) in bindings.enumerated() { statement.bind(text, at: Int32(index + 1)) }
    var values: [Value] = []
    while try statement.step() { values.append(try row(statement)) }
    return values
  }

  /// The number in the first column of a query's first row; 0 if there is none.
  package func number(_ sql: String, _ bindings: String...) throws -> Int {
    let statement = try prepareOnce(sql)
    for (index, text) in bindings.enumerated() { statement.bind(text, at: Int32(index + 1)) }
    return try statement.step() ? statement.int(0) : 0
  }

  /// How many rows the last statement changed, without what triggers and references did.
  var changes: Int { Int(sqlite3_changes(handle)) }

  /// Whether a transaction is open; a trigger or a full disk may have ended it.
  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Whether the task that it works for was cancelled.
  var isCancelled: Bool { wait.isCancelled }

  /// How many references are broken for now; at the end of the transaction there may be none.
  var brokenReferences: Int {
    var current: Int32 = 0
    var highest: Int32 = 0
    sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
    return Int(current)
  }

  /// SQLite's words for what happened last.
  var message: String { String(cString: sqlite3_errmsg(handle)) }

  /// What happened last, as an error.
  func error(in statement: String? = nil) -> SQLiteError {
    let code = sqlite3_extended_errcode(handle)
    var error = SQLiteError(database: name, code: code, message: message, statement: statement)
    if error.primaryCode == SQLITE_BUSY || error.primaryCode == SQLITE_LOCKED { error.situation = wait.situation }
    return error
  }
}
