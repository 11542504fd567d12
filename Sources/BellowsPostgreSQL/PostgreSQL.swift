// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CPostgreSQL
import SchemaEdits

/// A PostgreSQL database, 15 or later, reached through the system's `libpq`.
///
///     let database = PostgreSQL("host=db.example.com dbname=shop user=migrator")
///
/// The ledger is stored in a separate schema.
public struct PostgreSQL: RehearsableDatabase, PreparableDatabase, ExplainableDatabase {
  /// The database's name.
  public let name: String
  let pool: Pool
  var options: Options { pool.options }

  /// Creates a database from a connection string: `host=/run/postgresql dbname=shop` or `postgresql://host/shop`.
  ///
  /// - Parameters:
  ///   - schema: The schema of the application's tables.
  ///   - ledgerSchema: The schema of Bellows' own tables; `createLedgerTables` creates it.
  public init(_ connection: String, schema: String = "public", ledgerSchema: String = "bellows") {
    name = Self.databaseName(connection) ?? "postgresql"
    pool = Pool(Options(connection: connection, name: name, schema: schema, ledgerSchema: ledgerSchema))
  }

  /// Creates a database whose schema changes try to get their locks for another time, for tests.
  package init(_ connection: String, lockWait: Duration) {
    name = Self.databaseName(connection) ?? "postgresql"
    var options = Options(connection: connection, name: name, schema: "public", ledgerSchema: "bellows")
    options.lockWait = lockWait
    pool = Pool(options)
  }

  /// Creates a database whose connection breaks at a statement, for tests.
  package init(_ connection: String, faults: Faults) {
    name = Self.databaseName(connection) ?? "postgresql"
    var options = Options(connection: connection, name: name, schema: "public", ledgerSchema: "bellows")
    options.faults = faults
    pool = Pool(options)
  }

  /// Returns the database name in a connection string.
  static func databaseName(_ connection: String) -> String? {
    guard let options = PQconninfoParse(connection, nil) else { return nil }
    defer { PQconninfoFree(options) }
    var option = options
    while let keyword = option.pointee.keyword {
      if String(cString: keyword) == "dbname" { return option.pointee.val.map { String(cString: $0) } }
      option += 1
    }
    return nil
  }

  /// Other processes may use it.
  public var isServer: Bool { true }

  /// Several workers may share a backfill.
  public var sharesBackfills: Bool { true }

  /// Only plans for PostgreSQL.
  public var target: Migrations.Target? { .postgresql }

  /// Runs `work` in one transaction: commits all of its writes, or none if it throws.
  ///
  /// A transaction that changes the schema or writes a batch waits for locks only briefly, so that other statements do
  /// not queue behind it. If it does not get a lock in time, `work` runs again in a new transaction.
  public func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    try await sessionTransaction(access) { try await work($0) }
  }

  /// Runs `work` with a connection in a transaction that only reads.
  package func read<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) async throws -> Result {
    try await sessionTransaction(.read) { try await $0.run(work) }
  }

  /// The schema of the application's tables.
  package var schema: String { options.schema }

  /// Runs `work` with PostgreSQL's session type.
  func sessionTransaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (Session) async throws -> Result
  ) async throws -> Result {
    var wait = LockWait(options)
    for attempt in 1... {
      do {
        return try await once(access, lockTimeout: access == .schema ? wait.lockTimeout : options.lockTimeout, work)
      } catch let error as PostgreSQLError where error.isTransient {
        if access == .schema {
          guard try await wait.next(pool) else { throw wait.error(error) }
        } else {
          guard attempt < options.lockAttempts else { throw error }
          try await Task.sleep(for: .milliseconds(2 * options.lockTimeout))
        }
      } catch let conflict as LedgerConflict {
        if attempt >= options.lockAttempts { throw RowRefused(conflict.error.message) }
      }
    }
    throw CancellationError()
  }

  private func once<Result: Sendable>(
    _ access: Access, lockTimeout: Int, _ work: @Sendable (Session) async throws -> Result
  ) async throws -> Result {
    try await pool.connected { worker in
      let number = try await worker.begin(access, lockTimeout: lockTimeout)
      let result = try await work(Session(worker: worker, number: number, options: options))
      try Task.checkCancellation()
      try await worker.commit(number)
      return result
    }
  }

  /// Runs a statement outside a transaction, such as `CREATE INDEX CONCURRENTLY`.
  ///
  /// One that needs a strong lock for an instant waits for it only briefly, and is tried again.
  public func executeOutsideTransaction(_ statement: String, isBrief: Bool) async throws {
    if isBrief {
      return try await sessionTransaction(.schema) { session in
        try await session.run { try $0.changeAsOwner(statement, options) }
      }
    }
    // The settings of this separate connection end with it.
    let worker = try await Worker.connect(options)
    try await worker.refusePooler()
    try await withTaskCancellationHandler {
      try await worker.runAlone { connection in
        try connection.run("SET search_path TO \(quoted(options.schema))")
        try connection.run("SET statement_timeout TO 0")
        try connection.changeAsOwner(tag(statement) + statement, options)
      }
    } onCancel: {
      worker.interrupter.interrupt()
    }
  }

  /// Creates the ledger tables that do not exist yet, and their schema.
  public func createLedgerTables(_ tables: [LedgerTable]) async throws {
    try await sessionTransaction(.write) { session in
      try await session.run { connection in
        try connection.run("CREATE SCHEMA IF NOT EXISTS \(quoted(options.ledgerSchema))")
        for table in tables { try connection.run(table.definition(options)) }
      }
    }
  }

  /// Returns whether a ledger table exists.
  public func hasLedgerTable(_ table: LedgerTable) async throws -> Bool {
    try await transaction(.read) { try await $0.exists(table: table.name) }
  }

  /// Returns the names of the tables in the application's schema.
  public func tableNames() async throws -> [String] {
    try await sessionTransaction(.read) { session in
      try await session.run { connection in
        try connection.run(
          """
          SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') ORDER BY 1
          """, [options.schema]
        ).texts()
      }
    }
  }

  /// Returns the statements of the plan: they do not depend on the tables as they are.
  public func explain(_ steps: [SchemaStatement]) async throws -> ExplainedSteps {
    ExplainedSteps(definitions: [], statements: try steps.map(options.sql))
  }
}

extension Options {
  /// Returns the statement of a step.
  func sql(of step: SchemaStatement) throws -> String {
    switch step {
    case .sql(let sql): sql
    case .dropIndex(let index, _): "DROP INDEX \(qualified(index))"
    case .dropReference(let name, let table, _):
      "ALTER TABLE \(qualified(table)) DROP CONSTRAINT IF EXISTS \(quoted(name))"
    case .renameConstraint(let name, let table, let other):
      "ALTER TABLE \(qualified(table)) RENAME CONSTRAINT \(quoted(name)) TO \(quoted(other))"
    case .rebuild: throw DatabaseUnable("\(name): PostgreSQL changes tables in place; rebuilds are not supported")
    }
  }

  /// Returns a table's name with its schema: that of the ledger for Bellows' own tables, otherwise the application's.
  func qualified(_ table: String) -> String {
    "\(quoted(table.hasPrefix(OwnNames.prefix) ? ledgerSchema : schema)).\(quoted(table))"
  }
}

extension LedgerTable {
  /// Returns the statement that creates the table if it does not exist.
  fileprivate func definition(_ options: Options) -> String {
    let lines = columns.enumerated().map { index, column in
      "\(quoted(column.name)) \(column.form.declaredType)" + (index < keyCount ? " NOT NULL" : "")
    }
    return "CREATE TABLE IF NOT EXISTS \(options.qualified(name)) "
      + "(\(lines.joined(separator: ", ")), PRIMARY KEY (\(list(Array(columns.prefix(keyCount))))))"
  }
}
