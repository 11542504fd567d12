// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Foundation

/// A database whose connection is lost at one of its transactions.
struct Flaky: CopyableDatabase, RehearsableDatabase {
  struct Lost: Error {}

  let database: SQLite
  /// Which transaction fails; they count from 1.
  let failing: Int
  /// Whether it fails after its work was committed: the runner cannot know.
  let isAfterCommit: Bool
  private let counter = Counter()

  private actor Counter {
    var count = 0
    func next() -> Int {
      count += 1
      return count
    }
  }

  init(_ database: SQLite, failing: Int, isAfterCommit: Bool) {
    self.database = database
    self.failing = failing
    self.isAfterCommit = isAfterCommit
  }

  var name: String { database.name }

  func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    let number = await counter.next()
    if number == failing, !isAfterCommit { throw Lost() }
    let result = try await database.transaction(access, work)
    if number == failing { throw Lost() }
    return result
  }

  func acquireMigrationLock(holder: String) async throws -> any MigrationLock {
    try await database.acquireMigrationLock(holder: holder)
  }
  func createLedgerTables(_ tables: [LedgerTable]) async throws { try await database.createLedgerTables(tables) }
  func hasLedgerTable(_ table: LedgerTable) async throws -> Bool { try await database.hasLedgerTable(table) }
  func tableNames() async throws -> [String] { try await database.tableNames() }
  func copy() async throws -> any Database { try await database.copy() }
  func removeCopy() async { await database.removeCopy() }
  func rehearse(_ plan: MigrationPlan, after deploy: Int) async throws -> SchemaRehearsal {
    try await database.rehearse(plan, after: deploy)
  }
  func differences(from tables: [StoredTable], absent: [String], others: [StoredTable]) async throws -> [String] {
    try await database.differences(from: tables, absent: absent, others: others)
  }
}
