// Part of Bellows. MIT licence: see LICENSE.

/// Carries plans out without gates: for tests, laptops, and apps that bring their own database.
///
///     try await Migrator(plans, on: SQLite(path: path)).migrate()
public struct Migrator: Sendable {
  /// The plans, in the order of their making, and the schema that they lead to.
  public let plans: Migrations
  /// Where they are carried out.
  public let database: any Database

  /// A migrator for a database.
  public init(_ plans: Migrations, on database: any Database) {
    self.plans = plans
    self.database = database
  }

  /// Brings the database to the schema that this build's code is for: every step of every plan, one after the other,
  /// with the same transactions and the same checks as `migrate run`.
  ///
  /// For where no other code uses the database meanwhile: every release counts as over at once. An empty database gets
  /// this build's schema as it is.
  ///
  /// - Parameter batchSize: How many rows a backfill moves in one transaction.
  /// - Throws: `MigrationRefused` for what a person has to change first, `DatabaseInUse` while somebody else is at work,
  ///   and what the database itself throws.
  public func migrate(batchSize: Int = 1_000) async throws {
    var options = RunOptions()
    options.batchSize = batchSize
    options.isGateless = true
    _ = try await Runner(plans, on: database, by: .thisProcess(in: "app"), options: options).run()
  }

  /// How far the database is, from its ledger; it takes no lock and changes nothing.
  public func status() async throws -> MigrationStatus {
    try await Runner(plans, on: database, by: .thisProcess(in: "app")).status()
  }

  /// Throws when a plan has a function that nobody has written.
  public func refuseUnfilled() throws(MigrationRefused) {
    if let refusal = plans.unfilled(from: plans.all.startIndex) { throw refusal }
  }
}
