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

  /// Brings the database to the schema that this build's code is for: every step of every plan, one after the other.
  public func migrate() async throws(MigrationRefused) {
    try refuseUnfilled()
    throw .notSupported("this version of Bellows plans and generates, but carries nothing out yet")
  }

  /// Throws when a plan has a body that nobody has written.
  public func refuseUnfilled() throws(MigrationRefused) {
    for plan in plans.plans {
      if let backfill = plan.unfilled.first { throw .unfilled(plan: plan.name, backfill: backfill) }
    }
  }
}

/// Why nothing was done.
public enum MigrationRefused: Error, Hashable, Sendable, CustomStringConvertible {
  /// A body is still to be written.
  case unfilled(plan: String, backfill: String)
  /// The database, or this version, cannot do it.
  case notSupported(String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .unfilled(let plan, let backfill):
      "\(plan): the body of \(backfill) is not written yet; write it and make its throws(Unfilled) into throws"
    case .notSupported(let why): why
    }
  }
}
