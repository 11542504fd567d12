// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsDocuments

/// Documents for the suite's plans: their schema steps, which are for tables, do nothing.
struct SchemalessStore: Database {
  let documents: Documents

  var name: String { documents.name }
  var target: Migrations.Target? { documents.target }

  func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    try await documents.transaction(access) { try await work(SchemalessSession(session: $0)) }
  }

  func onConnection<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    try await documents.onConnection(work)
  }

  func acquireMigrationLock(holder: String) async throws -> any MigrationLock {
    try await documents.acquireMigrationLock(holder: holder)
  }

  func createLedgerTables(_ tables: [LedgerTable]) async throws { try await documents.createLedgerTables(tables) }
  func hasLedgerTable(_ table: LedgerTable) async throws -> Bool { try await documents.hasLedgerTable(table) }
  func tableNames() async throws -> [String] { try await documents.tableNames() }
}

private struct SchemalessSession: DatabaseSession {
  let session: any DatabaseSession

  func read(_ query: Query) async throws -> [StoredRow] { try await session.read(query) }
  func count(_ query: Query) async throws -> Int { try await session.count(query) }
  func insert(_ row: RowChanges) async throws { try await session.insert(row) }
  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int {
    try await session.update(changes, where: filter)
  }
  func delete(from table: String, where filter: [Filter]) async throws -> Int {
    try await session.delete(from: table, where: filter)
  }
  func execute(_ statement: SchemaStatement) async throws {}
  func exists(table: String) async throws -> Bool { try await session.exists(table: table) }
  func writeContention() async throws -> WriteContention? { try await session.writeContention() }
  func createSavepoint() async throws { try await session.createSavepoint() }
  func rollBackToSavepoint() async throws { try await session.rollBackToSavepoint() }
  func releaseSavepoint() async throws { try await session.releaseSavepoint() }
}
