// Part of Bellows. MIT licence: see LICENSE.

/// Runs plans without waiting for releases: for tests, development, and apps with an embedded database.
///
///     try await Migrator(plans, on: SQLite(path: path)).migrate()
public struct Migrator: Sendable {
  /// The plans and the schema that they lead to.
  public let plans: Migrations
  /// The database that they run on.
  public let database: any Database

  /// Creates a migrator for a database.
  public init(_ plans: Migrations, on database: any Database) {
    self.plans = plans
    self.database = database
  }

  /// Brings the database to this build's schema: runs every step of every plan with the same checks as `migrate run`.
  ///
  /// An empty database gets this build's schema directly. A plan that has not started runs in one transaction if SQL or
  /// synchronous functions change its rows, and a renamed column is only renamed; otherwise its deploys run one after
  /// the other.
  ///
  /// No other code may use the database meanwhile: every release counts as complete immediately.
  ///
  /// - Parameters:
  ///   - batchSize: The number of rows that a backfill reads and writes at a time.
  ///   - largestTransaction: The largest number of rows that one transaction may change. Backfills of more rows have a
  ///     transaction for each batch, so that a run that is killed continues.
  ///   - backupAge: How long the backups of finished plans are kept; the first call after that deletes them.
  /// - Throws: `MigrationRefused` if something must be fixed first, `DatabaseInUse` if another runner holds the
  ///   migration lock, and the errors of the database.
  public func migrate(
    batchSize: Int = 1_000, largestTransaction: Int = 100_000, backupAge: Duration = .zero
  ) async throws {
    var options = RunOptions()
    options.batchSize = batchSize
    options.isGateless = true
    options.largestTransaction = largestTransaction
    options.backupAge = backupAge
    _ = try await Runner(plans, on: database, by: .thisProcess(in: "app"), options: options).run()
  }

  /// Returns the state of the database from its ledger.
  ///
  /// Takes no lock and changes nothing.
  public func status() async throws -> MigrationStatus {
    try await StatusReader(runner: Runner(plans, on: database, by: .thisProcess(in: "app"))).status()
  }

  /// Throws if a plan has a backfill function that is not written yet.
  public func refuseUnfilled() throws(MigrationRefused) {
    if let refusal = plans.unfilled { throw refusal }
  }
}
