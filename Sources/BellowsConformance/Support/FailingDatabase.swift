// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A database whose connection is lost in one transaction.
struct FailingDatabase: RehearsableDatabase {
  struct ConnectionLost: Error {}

  private let database: any Database
  /// The number of the transaction that fails, from 1.
  private let failing: Int
  /// Whether the connection is lost after the commit, of which the runner is then not informed.
  private let isAfterCommit: Bool
  private let count = Locked(0)

  init(_ database: any Database, failing: Int, isAfterCommit: Bool) {
    self.database = database
    self.failing = failing
    self.isAfterCommit = isAfterCommit
  }

  var name: String { database.name }
  var target: Migrations.Target? { database.target }

  func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    let number = count.with { count in
      count += 1
      return count
    }
    if number == failing, !isAfterCommit { throw ConnectionLost() }
    let result = try await database.transaction(access, work)
    if number == failing { throw ConnectionLost() }
    return result
  }

  func acquireMigrationLock(holder: String) async throws -> any MigrationLock {
    try await database.acquireMigrationLock(holder: holder)
  }
  func createLedgerTables(_ tables: [LedgerTable]) async throws { try await database.createLedgerTables(tables) }
  func hasLedgerTable(_ table: LedgerTable) async throws -> Bool { try await database.hasLedgerTable(table) }
  func tableNames() async throws -> [String] { try await database.tableNames() }
  func rehearse(_ plan: MigrationPlan, after deploy: Int) async throws -> SchemaRehearsal {
    guard let database = database as? any RehearsableDatabase else { return SchemaRehearsal() }
    return try await database.rehearse(plan, after: deploy)
  }
  func differences(from tables: [StoredTable], absent: [String], others: [StoredTable]) async throws -> [String] {
    try await database.differences(from: tables, absent: absent, others: others)
  }
}
