// Part of Bellows. MIT licence: see LICENSE.

/// A database that plans run on.
///
/// `SQLite` comes with Bellows; a driver for another database conforms to this protocol.
///
/// A store without schemas needs a name and `transaction`. The other requirements have a default.
///
///     struct Documents: Database {
///       var name: String { "documents" }
///
///       func transaction<Result: Sendable>(
///         _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
///       ) async throws -> Result {
///         try await store.atomically { try await work(DocumentsSession(store)) }
///       }
///     }
public protocol Database: Sendable {
  /// Display name for messages and attestations: `app.sqlite`.
  var name: String { get }

  /// The target of the plans that can run here; `nil`, the default, for every target.
  var target: Migrations.Target? { get }

  /// Whether other processes may use it, as they do a server; the default is that they do not.
  var isServer: Bool { get }

  /// Whether several workers may share the rows of a backfill; the default is that they may not.
  ///
  /// A driver must run transactions at the same time, lock the rows of a query with `Query.locksRows`, and implement
  /// `DatabaseSession.lastKey(of:)`, `now` and `release`.
  var sharesBackfills: Bool { get }

  /// Runs `work` in one transaction.
  ///
  /// A driver must commit all of its writes, or none if it throws or is cancelled. After a
  /// conflict with another transaction, such as a deadlock, it may run `work` again in a new one.
  func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result

  /// Runs `work` on the executor that suits many consecutive transactions, such as the connection's queue.
  ///
  /// Calls `work` by default.
  func onConnection<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result

  /// Acquires the migration lock: while it is held, no other runner works on this database.
  ///
  /// A driver must release the lock when the process ends, however it ends. By default there is no lock.
  ///
  /// - Parameter holder: Who holds it, for the message of another runner.
  /// - Throws: `DatabaseInUse` if another runner holds it.
  func acquireMigrationLock(holder: String) async throws -> any MigrationLock

  /// Creates the ledger tables that do not exist yet.
  ///
  /// Does nothing by default.
  func createLedgerTables(_ tables: [LedgerTable]) async throws

  /// Returns whether a ledger table exists.
  ///
  /// A driver must not create anything. `true` by default.
  func hasLedgerTable(_ table: LedgerTable) async throws -> Bool

  /// Compares tables with those of the database, and returns one line for each difference.
  ///
  /// Empty by default.
  ///
  /// A driver must ignore other objects. It must also ignore other columns of these tables unless a table of `others`
  /// has them.
  ///
  /// - Parameters:
  ///   - tables: Tables that must exist as they are described.
  ///   - absent: Tables that must not exist.
  ///   - others: The same tables at the other deploys of the plan: their columns must not exist yet, or any more.
  func differences(from tables: [StoredTable], absent: [String], others: [StoredTable]) async throws -> [String]

  /// Returns the names of the tables, without the database's own and without the ledger's.
  ///
  /// Empty by default.
  func tableNames() async throws -> [String]
}

/// A database that can rehearse the schema steps of a plan.
///
/// Without this conformance steps are not rehearsed.
public protocol RehearsableDatabase: Database {
  /// Rehearses the schema steps of a plan that follow a deploy.
  ///
  /// Returns the steps that would fail, and the objects that would be lost although the plan does not drop them.
  ///
  /// A driver must not change the database.
  func rehearse(_ plan: MigrationPlan, after deploy: Int) async throws -> SchemaRehearsal
}

/// A database that executes some statements outside a transaction: the preparation steps of a deploy.
///
/// Without this conformance plans with such steps are refused.
public protocol PreparableDatabase: Database {
  /// Executes a statement outside a transaction, such as `CREATE INDEX CONCURRENTLY`.
  ///
  /// - Parameter isBrief: Whether it needs a strong lock for an instant: see `PreparationStep.isBrief`.
  func executeOutsideTransaction(_ statement: String, isBrief: Bool) async throws

  /// Returns what a session still does that executes this statement for a run that has ended, for a message; `nil`, the
  /// default, if there is none.
  ///
  /// A server may continue a statement after its client was killed: the next run must not begin it again beside that.
  func progress(of statement: String) async throws -> String?

  /// Returns the statements that runners execute outside a transaction now, with how far they are, for a message; `nil`,
  /// the default, if there are none.
  func runningStatements() async throws -> String?
}

extension PreparableDatabase {
  /// Returns `nil` by default.
  public func runningStatements() async throws -> String? { nil }
  /// Returns `nil` by default: a statement ends with its client.
  public func progress(of statement: String) async throws -> String? { nil }
}

/// A database that can be copied for `migrate dry-run`.
///
/// Without this conformance the command is unsupported.
public protocol CopyableDatabase: Database {
  /// Creates a copy that may be changed.
  ///
  /// A driver must delete the copy when its last reference is released.
  func copy() async throws -> any Database

  /// Deletes this database if `copy` has created it; otherwise does nothing.
  func removeCopy() async
}

/// A database that can hold rows which its tables in the schema would reject: for `migrate adopt`.
///
/// Without this conformance the rows are not checked.
public protocol RowCheckingDatabase: Database {
  /// Counts the rows that tables with exactly these definitions would reject.
  func misfits(in tables: [StoredTable]) async throws -> [RowMisfit]
}

/// A database whose comparison of tables knows indexes by content, and by the names that the plans give.
package protocol IndexNamingDatabase: Database {
  /// Compares tables as `differences(from:absent:others:)` does.
  ///
  /// - Parameter beside: Other tables whose indexes are no others with the same columns.
  func differences(
    from tables: [StoredTable], absent: [String], others: [StoredTable], beside: [StoredTable]
  ) async throws -> [String]
}

/// Rows that do not fit a column of the schema.
public struct RowMisfit: Hashable, Sendable {
  /// The table.
  public var table: String
  /// The column.
  public var column: String
  /// What is wrong with them.
  public var kind: Kind
  /// The number of rows.
  public var rows: Int
  /// The keys of the first such rows, as text.
  public var keys: [String]

  /// What is wrong with rows.
  public enum Kind: Hashable, Sendable {
    /// A part of the key has no value.
    case noKey
    /// The value is not of the type that the database has for the column, which is named here.
    case otherType(than: String)
    /// The type of the field excludes the value.
    case excludedValue
    /// An integer that is read as the nearest double.
    case rounded
  }

  /// Whether the rows can be adopted nevertheless.
  var isNote: Bool { kind == .noKey || kind == .rounded }

  /// Creates a description of rows.
  public init(table: String, column: String, kind: Kind, rows: Int, keys: [String]) {
    self.table = table
    self.column = column
    self.kind = kind
    self.rows = rows
    self.keys = keys
  }
}

/// A database whose tables can be dropped by `migrate recreate`, in development.
///
/// Without this conformance the command is unsupported.
public protocol ErasableDatabase: Database {
  /// Drops all tables, views and triggers with their rows, those of Bellows included, but the given tables.
  func erase(keeping tables: [String]) async throws
}

/// A database that can say which statements a change of its schema executes: for `migrate next --sql`, and for
/// `migrate run --expect`.
///
/// Without this conformance both are unsupported.
public protocol ExplainableDatabase: Database {
  /// Returns the SQL of steps on the tables as the database has them now; changes nothing.
  ///
  /// Throws if a step cannot be executed.
  func explain(_ steps: [SchemaStatement]) async throws -> ExplainedSteps
  /// Returns the SQL of a deploy of a plan.
  ///
  /// By default the SQL of its statements.
  func explain(_ deploy: MigrationDeploy, of plan: MigrationPlan) async throws -> ExplainedSteps
}

extension ExplainableDatabase {
  /// Returns the SQL of the deploy's statements.
  public func explain(_ deploy: MigrationDeploy, of plan: MigrationPlan) async throws -> ExplainedSteps {
    try await explain(deploy.statements)
  }
}

/// The SQL of steps on a database as it is.
public struct ExplainedSteps: Hashable, Sendable {
  /// The present definitions of what the steps change.
  public var definitions: [String]
  /// The statements, in their order.
  public var statements: [String]

  /// Creates the SQL of steps.
  public init(definitions: [String], statements: [String]) {
    self.definitions = definitions
    self.statements = statements
  }
}

/// A database that can be printed as a schema by `migrate inspect`.
///
/// Without this conformance the command is unsupported.
public protocol InspectableDatabase: Database {
  /// Returns the tables as a schema in the schema language.
  func inspect() async throws -> String
}

/// What a transaction is for.
public enum Access: Sendable {
  /// Reads one state of the database.
  ///
  /// Takes no write lock.
  case read
  case write
  /// Writes one of many batches.
  ///
  /// Atomic, but a power cut may lose the last few batches, which the next run repeats; so the driver need not wait for
  /// the disk.
  case batch
  /// Changes the schema.
  ///
  /// Foreign keys must not cascade when a table is replaced; they are checked at the end of the transaction.
  case schema
}

/// The migration lock of a database.
///
/// It is held until `release` is called or the last reference is released.
public protocol MigrationLock: Sendable {
  /// Releases the lock.
  func release() async
}

/// Another runner holds the migration lock of the database.
public struct DatabaseInUse: Error, Hashable, Sendable, CustomStringConvertible {
  /// Who holds the lock: `migrate run, process 4711 on web-1, since 2026-03-01T12:30:00Z`.
  public var holder: String

  /// Creates the error for a lock with its holder.
  public init(by holder: String) { self.holder = holder }

  /// What is wrong and what to do.
  public var description: String {
    "another runner holds the migration lock: \(holder); wait for it, or stop it with migrate cancel"
  }
}

/// The database does not support an operation.
public struct DatabaseUnable: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is unsupported and what to do.
  public var description: String

  /// Creates the error; `description` says what is unsupported and what to do.
  public init(_ description: String) { self.description = description }
}

/// A table of the ledger.
///
/// The first `keyCount` columns are its key.
public struct LedgerTable: Hashable, Sendable {
  /// The name; it begins with `_bellows_`.
  public var name: String
  /// The columns; those of the key come first.
  public var columns: [Column]
  /// The number of columns in the key.
  public var keyCount: Int

  /// Creates the description of a table.
  public init(_ name: String, _ columns: [Column], keyCount: Int) {
    self.name = name
    self.columns = columns
    self.keyCount = keyCount
  }
}

extension Database {
  /// Every target by default.
  public var target: Migrations.Target? { nil }
  /// Not a server by default.
  public var isServer: Bool { false }
  /// One worker by default.
  public var sharesBackfills: Bool { false }
  /// Calls `work`.
  public func onConnection<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    try await work()
  }
  /// Returns no lock by default: for a store with only one runner.
  public func acquireMigrationLock(holder: String) async throws -> any MigrationLock { NoLock() }
  /// Does nothing by default: a document store needs no tables.
  public func createLedgerTables(_ tables: [LedgerTable]) async throws {}
  /// Returns `true` by default: a table that was never created is empty.
  public func hasLedgerTable(_ table: LedgerTable) async throws -> Bool { true }
  /// Returns no differences by default: for a store without schemas.
  public func differences(from tables: [StoredTable], absent: [String], others: [StoredTable]) async throws -> [String]
  {
    []
  }
  /// Returns no names by default.
  public func tableNames() async throws -> [String] { [] }
}

extension Database {
  /// Rehearses a plan if the database can.
  func rehearsed(_ plan: MigrationPlan, after deploy: Int) async throws -> SchemaRehearsal {
    guard let database = self as? any RehearsableDatabase else { return SchemaRehearsal() }
    return try await database.rehearse(plan, after: deploy)
  }

  /// This database as one that executes statements outside a transaction.
  var preparable: any PreparableDatabase {
    get throws {
      guard let database = self as? any PreparableDatabase else {
        throw DatabaseUnable("\(name) executes every statement in a transaction, so preparation steps are unsupported")
      }
      return database
    }
  }

  /// This database as one that can be copied.
  var copyable: any CopyableDatabase {
    get throws {
      guard let database = self as? any CopyableDatabase else {
        throw DatabaseUnable("\(name) cannot be copied, so migrate dry-run is unsupported; use a copy of your own")
      }
      return database
    }
  }

  /// This database as one that can say which statements a change of its schema executes.
  var explainable: any ExplainableDatabase {
    get throws {
      guard let database = self as? any ExplainableDatabase else {
        throw DatabaseUnable("\(name) cannot say which statements a deploy executes; read plan.md instead")
      }
      return database
    }
  }

  /// This database as one that can be printed as a schema.
  var inspectable: any InspectableDatabase {
    get throws {
      guard let database = self as? any InspectableDatabase else {
        throw DatabaseUnable("\(name) cannot be read as a schema; write the schema by hand, then run migrate adopt")
      }
      return database
    }
  }
}

/// The lock of a database without one.
private struct NoLock: MigrationLock {
  func release() async {}
}
