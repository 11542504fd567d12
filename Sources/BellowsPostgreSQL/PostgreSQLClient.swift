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
public struct PostgreSQLClient: RowQueries {
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
    try await pool.connected { try await $0.runAlone { try $0.texts(of: statement) } }
  }

  /// Runs `work` in one transaction: commits all of its statements, or none if it throws.
  public func transaction<Result: Sendable>(
    _ work: @Sendable (PostgreSQLTransaction) async throws -> Result
  ) async throws -> Result {
    try await pool.connected { worker in
      let number = try await worker.begin()
      let result = try await work(PostgreSQLTransaction(worker: worker, number: number, schema: schema))
      try await worker.commit(number)
      return result
    }
  }
}

/// An open transaction of a client; it ends with the closure that got it.
public struct PostgreSQLTransaction: RowQueries {
  fileprivate let worker: Worker
  fileprivate let number: Int
  /// The schema of the application's tables.
  public let schema: String?

  /// Runs a statement.
  public func run(_ statement: RowStatement) async throws -> [[String?]] {
    try await worker.run(in: number) { try $0.texts(of: statement) }
  }
}

extension Connection {
  fileprivate func texts(of statement: RowStatement) throws -> [[String?]] {
    let result = try run(statement.sql, statement.parameters)
    return (0..<result.count).map { row in (0..<result.columnCount).map { result.text(row, $0) } }
  }
}
