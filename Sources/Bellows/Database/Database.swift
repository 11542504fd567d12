// Part of Bellows. MIT licence: see LICENSE.

/// A database that plans are carried out on: SQLite and PostgreSQL come with Bellows, for others write this.
///
/// A store that enforces nothing needs `transaction` alone; what the others add has a default that does nothing.
public protocol Database: Sendable {
  /// How people call it, in messages and attestations: `app.sqlite`.
  var name: String { get }

  /// The only kind of plans that can be carried out here; `nil` for any.
  var target: Migrations.Target? { get }

  /// Runs `work` in one transaction: all that it writes is there afterwards, or, when it throws, nothing.
  func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result

  /// Runs work that has many transactions, one after the other, where they cost least: on the thread of a connection,
  /// say.
  func onConnection<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result

  /// Takes the right to carry plans out here, which ends with the claim, or with the process however it ends.
  ///
  /// - Throws: `DatabaseInUse` when another runner has it.
  func acquireMigrationLock(holder: String) async throws -> any MigrationLock

  /// Makes these tables unless they are there already: the ledger.
  func createLedgerTables(_ tables: [LedgerTable]) async throws

  /// Whether there is such a table: a database may be looked at before it has a ledger.
  func hasLedgerTable(_ table: LedgerTable) async throws -> Bool

  /// Compares tables with those of the database; a line for each difference.
  ///
  /// Other objects are ignored, and so are other columns of these tables, unless `others` have them: those are the same
  /// tables at other moments of a plan, whose columns must not be there yet, or any more.
  ///
  /// - Parameter absent: Tables that must not exist.
  func differences(from tables: [StoredTable], absent: [String], others: [StoredTable]) async throws -> [String]

  /// Rehearses what is left of a plan's schema steps after a deploy, without changing anything: finds what would fail,
  /// and what would be lost although the plan does not name it.
  func rehearse(_ plan: MigrationPlan, after deploy: Int) async throws -> SchemaRehearsal

  /// The names of the tables that somebody made: not the database's own, and not the ledger's.
  func tableNames() async throws -> [String]

  /// A copy that may be changed and vanishes when it is let go: for a rehearsal.
  func copy() async throws -> any Database

  /// Removes a copy that `copy` has made, as soon as nothing needs it any more.
  func removeCopy() async

  /// The tables as a schema in Bellows' language, with the forms in which values stand.
  func inspect() async throws -> String
}

/// What a transaction is for.
public enum Access: Sendable {
  /// Reads one state of the database and holds no write lock.
  case read
  case write
  /// Writes one batch of many. Whether the process is killed or the power fails, all of it is there afterwards or
  /// nothing; but a power cut may take the last few of them back, which is no loss where the next run does them again,
  /// and spares the wait for the disk.
  case batch
  /// Changes the schema: nothing cascades while tables are replaced, and references are checked before it ends.
  case schema
}

/// The right to carry plans out on a database; it ends when `end` is called or nobody holds the value any more.
public protocol MigrationLock: Sendable {
  /// Gives the right back.
  func release() async
}

/// Another runner works on the database.
public struct DatabaseInUse: Error, Hashable, Sendable, CustomStringConvertible {
  /// Who: `migrate run, process 4711 on web-1, since 2026-03-01T12:30:00Z`.
  public var holder: String

  /// Another runner has it.
  public init(by holder: String) { self.holder = holder }

  /// What is wrong and what to do.
  public var description: String { "another runner is at work: \(holder); wait for it, or stop it with migrate cancel" }
}

/// The database cannot do it.
public struct DatabaseUnable: Error, Hashable, Sendable, CustomStringConvertible {
  /// What, and what to do instead.
  public var description: String

  /// What it cannot do, and what to do instead.
  public init(_ description: String) { self.description = description }
}

/// A table of the ledger: its columns, of which the first `keyCount` make its key.
public struct LedgerTable: Hashable, Sendable {
  /// Begins with `_bellows_`.
  public var name: String
  /// The columns; of the key first.
  public var columns: [Column]
  /// How many columns make the key.
  public var keyCount: Int

  /// A table.
  public init(_ name: String, _ columns: [Column], keyCount: Int) {
    self.name = name
    self.columns = columns
    self.keyCount = keyCount
  }
}

extension Database {
  /// Whoever writes a database knows what it is for.
  public var target: Migrations.Target? { nil }
  /// Wherever it is called.
  public func onConnection<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result { try await work() }
  /// No lock: a store of the user's own that nobody else runs plans on.
  public func acquireMigrationLock(holder: String) async throws -> any MigrationLock { NoLock() }
  /// Nothing to make: documents need no table.
  public func createLedgerTables(_ tables: [LedgerTable]) async throws {}
  /// What was never made is empty.
  public func hasLedgerTable(_ table: LedgerTable) async throws -> Bool { true }
  /// Nothing is enforced, so nothing can differ.
  public func differences(from tables: [StoredTable], absent: [String], others: [StoredTable]) async throws -> [String]
  {
    []
  }
  /// A store without a schema can lose nothing of it.
  public func rehearse(_ plan: MigrationPlan, after deploy: Int) async throws -> SchemaRehearsal { SchemaRehearsal() }
  /// None that it knows of.
  public func tableNames() async throws -> [String] { [] }
  /// Not without knowing how.
  public func copy() async throws -> any Database { throw DatabaseUnable("\(name) cannot be copied for a rehearsal") }
  /// A copy vanishes when it is let go.
  public func removeCopy() async {}
  /// Not without knowing how.
  public func inspect() async throws -> String { throw DatabaseUnable("\(name) cannot be read as a schema") }
}

/// The claim of a database that has no lock.
private struct NoLock: MigrationLock {
  func release() async {}
}
