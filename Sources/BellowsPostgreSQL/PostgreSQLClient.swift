// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// Reads and writes rows by their generated types: for scripts, tests and small tools.
///
///     let client = PostgreSQLClient("host=localhost dbname=shop")
///     let user = try await client.insert(UsersWrite(name: "Ann", email: "ann@example.com"))
///     let same = try await client.rows(of: UsersRow.self, where: [Filter(UsersRow.Columns.id, user.id.json)])
///
/// Each statement and each transaction has a connection of its own, which is used again afterwards. Their number is not
/// limited: a server should use a pool, such as PostgresNIO's, and the same statements (`bellows init --postgresnio`).
public struct PostgreSQLClient: PostgreSQLQueries {
  private let pool: Pool
  /// The schema of the application's tables.
  public let schema: String?

  /// Creates a client; it connects with its first statement.
  ///
  /// - Parameters:
  ///   - connection: `host=/run/postgresql dbname=shop` or `postgresql://host/shop`.
  ///   - schema: The schema of the application's tables; `nil` for the search path of the role.
  public init(_ connection: String, schema: String? = nil) {
    let name = PostgreSQL.databaseName(connection) ?? "postgresql"
    pool = Pool(Options(connection: connection, name: name, schema: schema ?? "public", ledgerSchema: "bellows"))
    self.schema = schema
  }

  /// Runs a statement in a transaction of its own.
  public func run(_ statement: RowStatement) async throws -> [[String?]] {
    try await connected { try await $0.runAlone { try $0.texts(of: statement) } }
  }

  /// Runs `work` in one transaction: commits all of its statements, or none if it throws.
  public func transaction<Result: Sendable>(
    _ work: @Sendable (PostgreSQLTransaction) async throws -> Result
  ) async throws -> Result {
    try await connected { worker in
      let number = try await worker.beginPlain()
      let result = try await work(PostgreSQLTransaction(worker: worker, number: number, schema: schema))
      try await worker.commit(number)
      return result
    }
  }

  /// Runs `work` with a connection; what it leaves open is rolled back.
  private func connected<Result: Sendable>(
    _ work: @Sendable (Worker) async throws -> Result
  ) async throws -> Result {
    try Task.checkCancellation()
    let worker = try await pool.take()
    do {
      let result = try await withTaskCancellationHandler {
        try await work(worker)
      } onCancel: {
        worker.interrupter.interrupt()
      }
      await pool.give(worker)
      return result
    } catch {
      await worker.rollback()
      await pool.give(worker)
      if Task.isCancelled { throw CancellationError() }
      throw error
    }
  }
}

/// An open transaction of a client; it ends with the closure that got it.
public struct PostgreSQLTransaction: PostgreSQLQueries {
  fileprivate let worker: Worker
  fileprivate let number: Int
  /// The schema of the application's tables.
  public let schema: String?

  /// Runs a statement.
  public func run(_ statement: RowStatement) async throws -> [[String?]] {
    try await worker.run(in: number) { try $0.texts(of: statement) }
  }
}

/// What reads and writes rows: a client, or one of its transactions.
public protocol PostgreSQLQueries: Sendable {
  /// The schema of the application's tables; `nil` for the search path of the role.
  var schema: String? { get }

  /// Runs a statement and returns the rows of its result, each value as the server's text; `nil` is NULL.
  ///
  /// - Throws: `PostgreSQLError` if the server refuses it.
  func run(_ statement: RowStatement) async throws -> [[String?]]
}

extension PostgreSQLQueries {
  /// Runs a statement of your own.
  @discardableResult public func run(_ sql: String, _ parameters: [String?] = []) async throws -> [[String?]] {
    try await run(RowStatement(sql, parameters))
  }

  /// Reads the rows with some values; without any, all rows.
  public func rows<Row: ReadableRow>(of type: Row.Type = Row.self, where filters: [Filter] = []) async throws -> [Row] {
    try await run(Row.selectStatement(where: filters, in: schema)).map(Row.init(texts:))
  }

  /// Reads rows with clauses of your own after the table's name: `"WHERE email LIKE $1 ORDER BY name"`.
  public func rows<Row: ReadableRow>(
    of type: Row.Type = Row.self, _ clauses: String, _ parameters: [String?] = []
  ) async throws -> [Row] {
    try await run(Row.selectStatement(clauses, parameters, in: schema)).map(Row.init(texts:))
  }

  /// Inserts a row, and returns it as it is stored.
  @discardableResult public func insert<Write: ChangedRow>(_ row: Write) async throws -> Write.Original
  where Write.Original: ReadableRow {
    let texts = try await run(row.insertStatement(in: schema))
    guard let first = texts.first else {
      throw RowUnreadable("the server inserted no row; a rule or a trigger took it")
    }
    return try Write.Original(texts: first)
  }

  /// Writes the columns that were assigned.
  ///
  /// - Returns: The row as it is stored then; `nil` if it is gone, or if no column was assigned.
  @discardableResult public func update<Write: ChangedRow>(_ row: Write) async throws -> Write.Original?
  where Write.Original: ReadableRow {
    guard let statement = try row.updateStatement(in: schema) else { return nil }
    return try await run(statement).first.map(Write.Original.init(texts:))
  }

  /// Deletes the rows with some values.
  ///
  /// - Returns: Their number.
  @discardableResult public func delete(from type: (some TableRow).Type, where filters: [Filter]) async throws -> Int {
    try await run(type.deleteStatement(where: filters, in: schema)).count
  }
}

extension Connection {
  fileprivate func texts(of statement: RowStatement) throws -> [[String?]] {
    let result = try run(statement.sql, statement.parameters)
    return (0..<result.count).map { row in (0..<result.columnCount).map { result.text(row, $0) } }
  }
}
