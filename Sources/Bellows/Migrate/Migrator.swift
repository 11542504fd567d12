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

  /// Whether other code uses the database meanwhile.
  public enum Clients: Hashable, Sendable {
    /// Other processes may run, also with the code of earlier deploys.
    case mayRun
    /// Only this process uses the database.
    case allClientsStopped
  }

  /// Brings the database to this build's schema, with the same checks as `migrate run`.
  ///
  /// An empty database gets this build's schema directly. While no other code runs, every release counts as complete
  /// immediately: a plan that has not started runs in one transaction if SQL or synchronous functions change its rows;
  /// otherwise its deploys run one after the other.
  ///
  /// While other code may run, only what this build needs is done, and no gate is passed that waits for a release.
  ///
  /// - Parameters:
  ///   - clients: Whether other code uses the database. The default is that it may on a server, and that it does not in an
  ///     embedded database.
  ///   - batchSize: The number of rows that a backfill reads and writes at a time.
  ///   - largestTransaction: The largest number of rows that one transaction may change. Backfills of more rows have a
  ///     transaction for each batch, so that a run that is killed continues.
  ///   - backupAge: How long the backups of finished plans are kept; the first call after that deletes them.
  /// - Throws: `MigrationRefused` if something must be fixed first, or if this build must wait for the release of another
  ///   one, `DatabaseInUse` if another runner holds the
  ///   migration lock, and the errors of the database.
  public func migrate(
    _ clients: Clients? = nil, batchSize: Int = 1_000, largestTransaction: Int = 100_000, backupAge: Duration = .zero
  ) async throws {
    var options = RunOptions()
    options.batchSize = batchSize
    switch clients ?? (database.isServer ? .mayRun : .allClientsStopped) {
    case .allClientsStopped: options.isGateless = true
    case .mayRun: options.serves = true
    }
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
