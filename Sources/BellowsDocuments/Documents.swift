// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite

/// A document store in a file: documents in named collections, without a schema.
///
///     await MigrateCommand.main(plans, on: Documents(path: "app.documents"), environment: "development")
///
/// It is the store for `target document` where there is no other, and an example of a driver. The file is a SQLite
/// database with a table for each collection, whose rows are JSON.
public struct Documents: Database {
  /// The file's name.
  public var name: String { file.name }
  private let file: SQLite

  /// Creates a store with the path of its file; `:memory:` is a private store that lives as long as this value.
  ///
  /// The file is created at the first write.
  public init(path: String) { self.init(SQLite(path: path)) }

  private init(_ file: SQLite) { self.file = file }

  /// Only plans for document stores.
  public var target: Migrations.Target? { .document }

  /// Runs `work` in one transaction: commits all of its writes, or none if it throws.
  ///
  /// Readers continue beside a writer, in this process and others. Of several writers, one works and the others wait.
  public func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    try await file.rawTransaction(access) { try await work(DocumentsSession(transaction: $0)) }
  }

  /// Runs `work` on the queue of a connection, so that its transactions need no thread switch.
  public func onConnection<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    try await file.onConnection(work)
  }

  /// Acquires the migration lock: a lock of a file beside the store's, which the system releases with the process.
  public func acquireMigrationLock(holder: String) async throws -> any MigrationLock {
    try await file.acquireMigrationLock(holder: holder)
  }

  /// Returns whether a collection of the ledger exists.
  public func hasLedgerTable(_ table: LedgerTable) async throws -> Bool {
    try await transaction(.read) { try await $0.exists(table: table.name) }
  }

  /// Creates the collections of the ledger that do not exist yet.
  public func createLedgerTables(_ tables: [LedgerTable]) async throws {
    try await file.rawTransaction(.write) { transaction in
      try await transaction.run { connection in
        for table in tables { try Collection(table.name).create(connection) }
      }
    }
  }

  /// Returns the names of the collections, without those of the ledger.
  public func tableNames() async throws -> [String] {
    try await file.rawTransaction(.read) { transaction in
      try await transaction.run { connection in
        try connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { $0.text(0) ?? "" }
          .compactMap { Collection.name(ofTable: $0) }.filter { !$0.hasPrefix(OwnNames.prefix) }.sorted()
      }
    }
  }
}

extension Documents: CopyableDatabase {
  /// Creates a copy that may be changed; it is deleted with its last reference.
  public func copy() async throws -> any Database {
    guard let copy = try await file.copy() as? SQLite else {
      throw DatabaseUnable("\(name) cannot be copied; copy the file, and use the copy")
    }
    return Documents(copy)
  }

  /// Deletes the file if `copy` has created it.
  public func removeCopy() async { await file.removeCopy() }
}
