// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

/// An open transaction on a connection; it ends with the transaction.
struct Session: DatabaseSession {
  let worker: Worker
  let number: Int

  /// Does something with the connection, on its thread.
  func run<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) async throws -> Result {
    try await worker.run(in: number, work)
  }

  func read(_ query: Query) async throws -> [StoredRow] { try await run { try $0.read(query) } }

  func read(_ query: Query, testing condition: String) async throws -> [TestedRow] {
    try await run { try $0.read(query, testing: condition) }
  }

  func count(_ query: Query) async throws -> Int { try await run { try $0.count(query) } }

  func insert(_ row: RowChanges) async throws { try await refusing { try $0.insert(row) } }

  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int {
    try await refusing { try $0.update(changes, where: filter) }
  }

  func update(_ rows: [RowUpdate]) async throws -> [String?] { try await run { try $0.update(rows) } }

  func delete(from table: String, where filter: [Filter]) async throws -> Int {
    try await refusing { try $0.delete(from: table, where: filter) }
  }

  func execute(_ statement: SchemaStatement) async throws {
    guard case .schema = await worker.access(in: number) else {
      throw DatabaseUnable("the schema is changed in a transaction for that: transaction(.schema)")
    }
    try await run { try $0.execute(statement) }
  }

  func execute(_ batch: Batch) async throws -> BatchOutcome? { try await run { try $0.execute(batch) } }

  func check(_ query: String, samples: Int) async throws -> CheckOutcome {
    try await run { try $0.check(query, samples: samples) }
  }

  func backUp(_ backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws -> Int {
    try await run { try $0.backUp(backup, KeyRange(after: after, upTo: upTo)) }
  }

  func recordResult(in backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws {
    try await run { try $0.recordResult(in: backup, KeyRange(after: after, upTo: upTo)) }
  }

  func restore(_ backup: Backup) async throws -> RestoreOutcome { try await run { try $0.restore(backup) } }

  func size(of backup: Backup) async throws -> Int { try await run { try $0.size(of: backup) } }

  func discard(_ backup: Backup) async throws {
    try await run { try $0.run("DROP TABLE IF EXISTS \(quoted(backup.name))") }
  }

  func keyOrder(of table: String) async throws -> [String]? {
    try await run { connection in
      try connection.rows("SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0 ORDER BY pk", table) { $0.text(0) ?? "" }
    }
  }

  func createSavepoint() async throws { try await run { try $0.run("SAVEPOINT _bellows_savepoint") } }

  func rollBackToSavepoint() async throws {
    try await run {
      try $0.run("ROLLBACK TO _bellows_savepoint")
      try $0.run("RELEASE _bellows_savepoint")
    }
  }

  func releaseSavepoint() async throws { try await run { try $0.run("RELEASE _bellows_savepoint") } }
}
